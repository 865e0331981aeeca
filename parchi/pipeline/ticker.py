"""The ticker: lets the shop look at its clock each second, for what is due."""

from __future__ import annotations

import logging
from collections.abc import Callable

from parchi.pipeline.ports import Inbox, OpenShopFor, Pulse
from parchi.pipeline.stop import Stop
from parchi.pipeline.tally import tally
from parchi.services.ports import TryAgain, UnitOfWork

SECOND = 1.0
AFTER_FAILURE = 5.0
ROLE = "clock"
log = logging.getLogger(__name__)


class Ticker:
    """Only one of all tickers ticks at a time; another takes over when it dies."""

    def __init__(
        self, *, inbox: Inbox, open_shop: OpenShopFor, tick: Callable[[UnitOfWork], object], owner: str
    ) -> None:
        self._inbox = inbox
        self._open_shop = open_shop
        self._tick = tick
        self._owner = owner

    def run(self, stop: Stop, pulse: Pulse) -> None:
        """Tick until the stop. A tick that fails is undone and tried again: what is due stays due."""
        while not stop.is_set:
            pause = SECOND
            try:
                with tally.handed_over() as figures:
                    pulse.beat(self._owner, ROLE, figures)
                self.tick_once()
            except TryAgain as error:
                log.warning("the database is away: %s", error)
            except Exception:
                log.exception("a tick failed")
                pause = AFTER_FAILURE
            stop.wait(pause)

    def tick_once(self) -> bool:
        """Do what is due; False if another process does."""
        if not self._inbox.take_role(ROLE, self._owner):
            return False
        with self._open_shop() as shop:
            self._tick(shop)
            shop.commit()
        return True
