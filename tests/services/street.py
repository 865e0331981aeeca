"""A street of the fixture shop: customers who order, shops that answer, and a clock that can be moved."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from parchi.adapters.unit_of_work import SqlUnitOfWork
from parchi.domain.basket import Wish
from parchi.domain.order import Order
from parchi.domain.place import Place
from parchi.domain.reading import Line, Reading
from parchi.domain.reply import Reply, Say
from parchi.services import counter, inspection
from parchi.services.basket import baskets, slips
from parchi.services.conversation import questions
from parchi.services.conversation.context import in_context
from parchi.services.orders import timers
from parchi.whatsapp.wording import Wording
from tests.conftest import CollectedNotices, FixtureTerms, MovableClock

VASHI = Place(19.0762, 72.9985)
ASHA, RAVI = "whatsapp:+910000000001", "whatsapp:+910000000002"
SAI, GANESH, BALAJI = "whatsapp:+910000020001", "whatsapp:+910000020003", "whatsapp:+910000020004"
MAHALAXMI = "whatsapp:+910000020005"
ATTA = "aashirvaad-whole-wheat-atta-5-kg"
MILK = "amul-taaza-milk-500-ml"
MAGGI = "maggi-masala-noodles-70-g"
ONION = "onion-loose-kg"
ITEMS = {ATTA: "wheat-flour", MILK: "milk", MAGGI: "instant-noodles", ONION: "onion"}
WORDS = {ATTA: "atta", MILK: "doodh", MAGGI: "maggi", ONION: "pyaaz"}

WORDING = Wording.load(Path(__file__).parents[2] / "data" / "responses")
ANSWERS = {
    "affirm": questions.affirm,
    "deny": questions.deny,
    "choose_option": questions.choose,
    "place_order": slips.offer_slip,
}


@dataclass
class Street:
    """Everything that a test about orders needs; each step is a unit of work of its own."""

    unit_of_work: Callable[[], SqlUnitOfWork]
    clock: MovableClock
    notices: CollectedNotices
    terms: FixtureTerms
    heard: int = 0

    def do(self, act: Callable[[SqlUnitOfWork], Any]) -> Any:
        """One unit of work."""
        with self.unit_of_work() as shop:
            done = act(shop)
            shop.commit()
        self._say_everything(done)
        return done

    def _say_everything(self, done: Any) -> None:
        """Every reply and notice has its words and all their values, in every language."""
        replies = [reply for _, reply, _ in self.notices.sent[self.heard :]] + [done] * isinstance(done, Reply)
        self.heard = len(self.notices.sent)
        for reply in replies:
            for language in ("en", "hi", "hi-Latn"):
                assert WORDING.render(reply, language)

    def moves_in(self, number: str = ASHA, *, name: str = "Asha Rao", place: Place = VASHI) -> None:
        """A customer becomes known, at a place."""

        def act(shop: SqlUnitOfWork) -> None:
            customer = shop.customers.meet(number)
            customer.name, customer.language = name, "hi-Latn"
            customer.latitude, customer.longitude = place.latitude, place.longitude
            customer.last_heard_at = self.clock.now()

        self.do(act)

    def wishes(self, goods: dict[str, int], *, number: str = ASHA, note: str | None = None) -> Reply:
        """A customer's list (packs by sku; grams of onions) and the slip for it."""

        def act(shop: SqlUnitOfWork) -> Reply:
            customer = shop.customers.meet(number)
            basket = shop.baskets.open_of(number) or baskets.new_basket(shop, customer)
            for sku, count in goods.items():
                basket.add(wish(sku, count, note))
            shop.flush()
            return slips.show_slip(shop, customer)

        return self.do(act)

    def orders(self, goods: dict[str, int], *, number: str = ASHA, note: str | None = None) -> str:
        """A customer orders: the list, the slip, the yes. The order's number."""
        self.moves_in(number, name="Asha Rao" if number == ASHA else "Ravi Nair")
        self.wishes(goods, number=number, note=note)
        self.answers("affirm", "haan", number=number)
        return str(self.do(lambda shop: shop.orders.of_customer(number)[0].number))

    def answers(self, intent: str, text: str, *, number: str = ASHA, lines: Sequence[Line] = ()) -> Reply:
        """A customer's yes, no or choice, in the conversation's context."""

        def act(shop: SqlUnitOfWork) -> Reply:
            customer = shop.customers.meet(number)
            reading = in_context(shop, customer, None, read(intent, text, lines))
            return ANSWERS[reading.intent](shop, customer, reading)

        return self.do(act)

    def asks(
        self, wish: Callable[..., Reply], text: str = "", *, number: str = ASHA, pickup: str | None = None
    ) -> Reply:
        """A customer wants a service of `ordering` or `operator`."""
        reading = Reading(text, "hi-Latn", wish.__name__, numbers=numbers_of(text), pickup=pickup)
        return self.do(lambda shop: wish(shop, shop.customers.meet(number), reading))

    def shop_says(
        self, intent: str, text: str, *, number: str = SAI, lines: Sequence[Line] = (), minutes: int | None = None
    ) -> Reply:
        """A shop writes, in its counter's context."""

        def act(shop: SqlUnitOfWork) -> Reply:
            kirana = shop.kiranas.of_number(number)
            assert kirana is not None
            speaker = shop.customers.meet(number)
            speaker.last_heard_at = self.clock.now()
            reading = in_context(shop, speaker, kirana, read(intent, text, lines, minutes))
            return getattr(counter, reading.intent)(shop, kirana, reading)

        return self.do(act)

    def time_passes(self, **by: float) -> int:
        """The clock is moved and ticks."""
        self.clock.move(**by)
        return self.ticks()

    def ticks(self) -> int:
        """The clock's process looks at what is due."""
        return int(self.do(timers.tick))

    def order(self, number: str) -> dict[str, Any]:
        """An order as `parchi inspect` shows it."""
        return dict(self.do(lambda shop: inspection.inspect_order(shop, number)))

    def code_of(self, number: str) -> str:
        """The code that the customer was told."""
        return str(self.order(number)["code"])

    def status(self, number: str) -> str:
        """The order's state."""
        return str(self.order(number)["status"])

    def shelf(self, kirana: str, sku: str) -> tuple[float, float]:
        """(stock, held) in packs or kg."""
        entry = self.do(lambda shop: shop.shelves.entry(kirana, sku))
        return entry.stock / 1000, entry.held / 1000

    def told(self, number: str) -> list[str]:
        """The ids of everything that a number was told unasked, oldest first."""
        return [id for reply in self.notices.to(number) for id in ids(reply)]

    def stored(self, number: str) -> Order:
        """The order itself, read for looking at."""
        with self.unit_of_work() as shop:
            order = shop.orders.get(number)
            assert order is not None
            assert [order.lines, order.offers, order.history]  # read before the unit of work ends
            return order


def wish(sku: str, count: int, note: str | None = None) -> Wish:
    """Packs of a product, or grams of a loose one."""
    unit = "g" if sku == ONION else "packet"
    return Wish(words=WORDS.get(sku, sku), item=ITEMS[sku], sku=sku, quantity=count, unit=unit, note=note)


def read(intent: str, text: str, lines: Sequence[Line] = (), minutes: int | None = None) -> Reading:
    """A message as the pipeline reads it alone."""
    numbers = numbers_of(text)
    return Reading(text, "hi-Latn", intent, confidence=0.9, minutes=minutes, lines=tuple(lines), numbers=numbers)


def numbers_of(text: str) -> tuple[str, ...]:
    """The bare digit groups."""
    return tuple(re.findall(r"\d+", text))


def ids(reply: Reply) -> list[str]:
    """The ids of everything that a reply says, in order."""
    return [sentence.id for sentence in (*reply.head, *reply.lines, *reply.foot)]


def value(reply: Reply, id: str, name: str) -> Any:
    """What a sentence of a reply was filled with."""
    found = [one for one in (*reply.head, *reply.lines, *reply.foot) if one.id == id]
    assert found, f"{id} is not among {ids(reply)}"
    said = found[0].values[name]
    return said.values if isinstance(said, Say) else said
