"""Turns in this very process, without the mail around them: what one costs, and what becomes of a chat."""

from __future__ import annotations

import itertools
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from sqlalchemy.engine import Engine

from bench.load.chats import Message
from parchi import bootstrap
from parchi.adapters.database import make_engine
from parchi.adapters.seeding import migrate, seed
from parchi.bot.loading import load_turn
from parchi.domain.message import InboundMessage
from parchi.domain.place import Place
from parchi.front import make_clock
from parchi.pipeline.ports import OpenShopFor
from parchi.settings import Settings
from parchi.whatsapp.letters import Page
from parchi.workbench.demo import open_windows

MONDAY_ELEVEN = "2026-11-23T11:00:00+05:30"
_sids = itertools.count(1)


class Desk:
    """One bot at work on the demo shop."""

    def __init__(self, settings: Settings, clock: Path, engine: Engine) -> None:
        self._turn = load_turn(bootstrap.MODELS, bootstrap.wording(settings), bootstrap.shop_words(settings))
        self._clock = clock
        self._engine = engine
        self.open_shop: OpenShopFor = bootstrap.open_shops(settings)(engine)
        self.now = make_clock(settings).now

    def answer(self, message: Message) -> list[Page]:
        """The reply to a message; committed."""
        pin = Place(*map(float, message.place)) if message.place else None
        told = InboundMessage(
            sid=f"SM{next(_sids):032d}",
            sender=message.sender,
            text=message.text,
            received_at=self.now(),
            name="Asha",
            place=pin,
        )
        with self.open_shop() as shop:
            pages = self._turn.answer(told, shop)
            shop.commit()
        return pages

    def pass_days(self, days: float) -> None:
        """Let time pass in the shop; the other shops write each morning, as they are asked to, and can be told."""
        later = self.now() + timedelta(days=days)
        self._clock.write_text(later.isoformat(), encoding="utf-8")
        open_windows(self._engine, later)


@contextmanager
def desk(database: str | None = None) -> Iterator[Desk]:
    """A desk on a fresh demo shop at eleven in the morning."""
    with tempfile.TemporaryDirectory(prefix="parchi-bench-") as folder:
        clock = Path(folder) / "clock"
        clock.write_text(MONDAY_ELEVEN, encoding="utf-8")
        address = database or f"sqlite:///{folder}/parchi.db"
        settings = replace(Settings.read({"PARCHI_DATABASE_URL": address}, wire=False), test_clock=clock)
        engine = make_engine(address)
        migrate(engine)
        seed(engine, bootstrap.DATA / "shop")
        open_windows(engine, make_clock(settings).now())
        yield Desk(settings, clock, engine)
        engine.dispose()
