"""A chat with the fixture shop: sentences in, worded replies out; the intent is told, the lines are really read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import actions.basket
import actions.catalogue
import actions.order
import actions.place
import actions.shop
import actions.talk  # noqa: F401  (all of them fill WISHES)
from actions.wishes import Speaker, grant
from parchi.adapters.unit_of_work import SqlUnitOfWork
from parchi.domain.errors import ShopError
from parchi.domain.message import InboundMessage
from parchi.domain.place import Place
from parchi.domain.reading import Reading
from parchi.domain.reply import Reply, say
from parchi.language.lexicon import Lexicon
from parchi.language.lines import finish_lines, read_lines
from parchi.services import customers
from parchi.services.conversation.context import in_context
from parchi.services.inspection import inspect_customer
from parchi.whatsapp.wording import Wording
from tests.conftest import MovableClock

ROOT = Path(__file__).parent.parent.parent
ASHA = "whatsapp:+910000000001"
VASHI = Place(19.0762, 72.9985)


@dataclass
class Chat:
    """One customer's conversation; each message is a unit of work of its own."""

    unit_of_work: Callable[[], SqlUnitOfWork]
    clock: MovableClock
    lexicon: Lexicon
    wording: Wording
    number: str = ASHA
    language: str | None = "en"
    heard: list[str] = field(default_factory=list)
    """What came back, oldest first."""

    def says(self, intent: str, text: str, *also: str, place: Place | None = None) -> str:
        """Write a message that is understood as this intent; the first page of the reply."""
        return self.pages(intent, text, *also, place=place)[0]

    def pages(self, intent: str, text: str, *also: str, place: Place | None = None) -> list[str]:
        """All pages of the reply."""
        with self.unit_of_work() as shop:
            message = InboundMessage("SM1", self.number, text, self.clock.now(), name="Asha Rao", place=place)
            customer = customers.meet(shop, message)
            reading = in_context(shop, customer, None, self.reading(intent, text, also))
            customers.hear_language(customer, self.language)
            try:
                with shop.attempt():
                    reply = grant(shop, Speaker.of(shop, customer), reading, place)
            except ShopError as refusal:
                reply = Reply.of(say(refusal.reply, **refusal.values))
            pages = self.wording.render(reply, customer.language)
            shop.commit()
        assert all(len(page) <= 1600 for page in pages)
        self.heard.append("\n---\n".join(pages))
        return pages

    def reading(self, intent: str, text: str, also: tuple[str, ...] = ()) -> Reading:
        """The message as it would be read, the intent given."""
        read = read_lines(text, self.lexicon)
        lines = tuple(finish_lines(read, intent, also, "customer", self.lexicon))
        return Reading(
            text=text, language=self.language, intent=intent, also=also, confidence=1.0,
            lines=lines, pickup=read.pickup, numbers=tuple(read.numbers),
        )  # fmt: skip

    def lives_in_vashi(self) -> Chat:
        """The place is known from before."""
        with self.unit_of_work() as shop:
            customer = shop.customers.meet(self.number)
            customer.latitude, customer.longitude, customer.is_greeted = VASHI.latitude, VASHI.longitude, True
            shop.commit()
        return self

    @property
    def known(self) -> dict[str, Any]:
        """What `parchi inspect --customer` shows."""
        with self.unit_of_work() as shop:
            return inspect_customer(shop, self.number)

    @property
    def basket(self) -> dict[str, Any]:
        """The basket as inspected."""
        found: dict[str, Any] = self.known["basket"]
        return found

    @property
    def skus(self) -> list[str | None]:
        """The products of the basket's lines."""
        return [line["sku"] for line in self.basket["lines"]]

    @property
    def amounts(self) -> list[tuple[Any, ...]]:
        """(item, packs or quantity and unit) of the basket's lines."""
        return [
            (line["item"], line["packs"]) if line["packs"] else (line["item"], line.get("quantity"), line.get("unit"))
            for line in self.basket["lines"]
        ]

    @property
    def question(self) -> str | None:
        """What is open."""
        found: str | None = self.basket["open_question"]
        return found
