"""A worker: answers one waiting message after the other, each in one transaction."""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Callable, Sequence
from dataclasses import replace

from parchi.domain.mail import Claim, Letter
from parchi.domain.reply import Reply, Say
from parchi.pipeline.logs import about
from parchi.pipeline.owner import is_dead
from parchi.pipeline.ports import CrowdOf, Desk, DeskOf, Inbox, OpenShop, OpenShopFor, Pulse, Thinks, Turn
from parchi.pipeline.stop import Stop
from parchi.pipeline.tally import tally
from parchi.services.ports import TryAgain
from parchi.whatsapp.form import read_message
from parchi.whatsapp.letters import Letters, Page
from parchi.whatsapp.limits import joined

TRIES = 3
IDLE = 0.05
OUTAGE_PAUSE = 1.0
SET_ASIDE_PAUSE = 10.0
ROUNDS_PAUSE = 2.0
APOLOGY = "utter_apology"
TOO_MUCH = {"one": "utter_too_many", "all": "utter_too_busy"}
log = logging.getLogger(__name__)


class Worker:
    """Takes messages from the inbox and has them answered by a turn.

    `is_outage` tells a database that is away from a turn that is wrong: only the latter counts as a try. `crowd_of`
    tells whether a message is one too many.
    """

    def __init__(
        self,
        *,
        inbox: Inbox,
        open_shop: OpenShopFor,
        desk_of: DeskOf,
        turn: Turn,
        letters: Letters,
        is_outage: Callable[[BaseException], bool],
        owner: str,
        crowd_of: CrowdOf | None = None,
    ) -> None:
        self._inbox = inbox
        self._open_shop = open_shop
        self._desk_of = desk_of
        self._turn = turn
        self._letters = letters
        self._is_outage = is_outage
        self._owner = owner
        self._crowd_of = crowd_of
        self._owed: tuple[Claim, float, bool] | None = None
        self._taken: Claim | None = None
        """What is to be answered next, taken together with the end of the turn before."""

    def run(self, stop: Stop, pulse: Pulse) -> None:
        """Answer messages until the stop."""
        rounds_at = 0.0
        while not stop.is_set:
            try:
                if time.monotonic() >= rounds_at:
                    self._inbox.free_dead(is_dead)
                    with tally.handed_over() as figures:
                        pulse.beat(self._owner, "bot", figures)
                    rounds_at = time.monotonic() + ROUNDS_PAUSE
                if not self.serve_one():
                    stop.wait(IDLE)
            except TryAgain as error:
                log.warning("the database is away: %s", error)
                stop.wait(OUTAGE_PAUSE)
        self._leave()

    def serve_one(self) -> bool:
        """Answer the next message; False if none waits."""
        self._pay()
        claim, self._taken = self._taken or self._inbox.claim(self._owner), None
        if claim is None:
            return False
        with about(claim.message_sid):
            self._serve(claim)
        return True

    def _serve(self, claim: Claim) -> None:
        if claim.attempts > TRIES:
            self._give_up(claim, "its worker died at every try")
            return
        try:
            self._answer(claim)
        except Exception as error:
            log.error("message %s failed at try %s", claim.id, claim.attempts, exc_info=True)
            tally.count("tries_failed")
            self._failed(claim, error)

    def _answer(self, claim: Claim) -> None:
        began = time.monotonic()
        message = read_message(claim.form, sid=claim.message_sid, sender=claim.sender, received_at=claim.received_at)
        if isinstance(self._turn, Thinks):
            self._turn.think(message)
        with self._open_shop() as shop:
            desk = self._desk_of(shop)
            if self._is_too_much(shop, desk, claim):
                return
            said = self._turn.answer(message, shop)
            letters = self._letters_of(claim.sender, said)
            self._finish(shop, desk, claim, letters)
        took, waited = time.monotonic() - began, max(0.0, time.time() - claim.received_at.timestamp())
        tally.count("messages", state="done")
        tally.observe("step_seconds", took, step="turn")
        tally.observe("step_seconds", max(0.0, waited - took), step="wait")
        log.info("message %s answered in %.0f ms, try %s", claim.id, took * 1000, claim.attempts)

    def _finish(
        self, shop: OpenShop, desk: Desk, claim: Claim, letters: list[Letter], *, is_limited: bool = False
    ) -> None:
        desk.finish(claim, self._owner, letters, is_limited=is_limited)
        taken = desk.take_next(self._owner)
        shop.commit()
        self._taken = taken

    def _is_too_much(self, shop: OpenShop, desk: Desk, claim: Claim) -> bool:
        """Say so once, politely; what is written on meanwhile is not answered."""
        crowd = self._crowd_of(shop) if self._crowd_of else None
        excess = crowd.excess(claim) if crowd else None
        if crowd is None or excess is None:
            return False
        letters = [] if crowd.was_told(claim) else self._letters_of_reply(shop, claim, Reply.of(Say(TOO_MUCH[excess])))
        self._finish(shop, desk, claim, letters, is_limited=True)
        tally.count("messages", state="limited")
        log.warning("message %s is one too many of %s", claim.id, excess)
        return True

    def _letters_of_reply(self, shop: OpenShop, claim: Claim, reply: Reply) -> list[Letter]:
        customer = shop.customers.get(claim.sender)
        return self._letters.of_reply(claim.sender, reply, customer.language if customer else "en")

    def _failed(self, claim: Claim, error: Exception) -> None:
        if self._is_outage(error):
            self._give_back(claim, pause=OUTAGE_PAUSE, is_counted=False)
        elif claim.attempts < TRIES:
            self._give_back(claim, pause=0.2 * claim.attempts, is_counted=True)
        else:
            self._give_up(claim, type(error).__name__)

    def _give_up(self, claim: Claim, cause: str) -> None:
        try:
            self._set_aside(claim, cause)
        except Exception as error:
            log.error("message %s cannot be set aside", claim.id, exc_info=True)
            self._give_back(claim, pause=SET_ASIDE_PAUSE, is_counted=not self._is_outage(error))

    def _give_back(self, claim: Claim, *, pause: float, is_counted: bool) -> None:
        self._owed = (claim, pause, is_counted)
        self._pay()

    def _pay(self) -> None:
        """Give back what could not be given back while the database was away."""
        if self._owed is not None:
            claim, pause, is_counted = self._owed
            self._inbox.give_back(claim, self._owner, pause=pause, is_counted=is_counted)
            self._owed = None

    def _leave(self) -> None:
        """At the end somebody else answers what was taken; where the database cannot be told, when the claim ends."""
        claim, self._taken = self._taken, None
        if claim is not None:
            try:
                self._inbox.give_back(claim, self._owner, pause=0.0, is_counted=False)
            except TryAgain as error:
                log.warning("message %s waits until its claim ends: %s", claim.id, error)

    def _set_aside(self, claim: Claim, cause: str) -> None:
        """Apologise with an id that the log has too, and go on with this customer's next message."""
        error_id = secrets.token_hex(4)
        log.error("message %s set aside as %s: %s", claim.id, error_id, cause)
        with self._open_shop() as shop:
            desk = self._desk_of(shop)
            letters = self._letters_of_reply(shop, claim, Reply.of(Say(APOLOGY, {"id": error_id})))
            shop.notices.alarm("message_failed", f"A message could not be answered. The log has it as {error_id}.")
            desk.finish(claim, self._owner, letters, error_id=error_id)
            shop.commit()
        tally.count("messages", state="failed")

    def _letters_of(self, to: str, said: Sequence[str | Page]) -> list[Letter]:
        """One message where it fits; the last one has the buttons."""
        texts = joined(part.text if isinstance(part, Page) else part for part in said)
        pages = [part for part in said if isinstance(part, Page) and (part.buttons or part.picks)]
        if not texts or not pages:
            return [Letter(to, text) for text in texts]
        last = replace(pages[-1], text=texts[-1])
        return [*(Letter(to, text) for text in texts[:-1]), self._letters.of_page(to, last)]
