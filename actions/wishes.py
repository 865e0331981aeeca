"""A wish: what one intent asks of the shop, and the one service that grants it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from parchi.domain.customer import Customer
from parchi.domain.kirana import Kirana
from parchi.domain.place import Place
from parchi.domain.reading import Reading
from parchi.domain.reply import Reply, Say
from parchi.services.ports import UnitOfWork

CustomerService = Callable[[UnitOfWork, Customer, Reading], Reply]
KiranaService = Callable[[UnitOfWork, Kirana, Reading], Reply]

FIRST = ("change_language", "share_place", "clear_basket")
"""Said beside another wish, these come first: they decide how, where and into what the rest goes."""

COVERED = ("add_items", "change_quantity", "remove_items")
"""Said beside one another, these are lines of one message: one service does what each line wants."""

ASKING = ("ask_price", "ask_availability")
"""Said beside another wish, these are about the lines that ask."""

MANNERS = ("greet", "thank", "goodbye", "start_order", "affirm", "deny", "out_of_scope")
"""Said beside another wish, these want no answer of their own."""

HEADINGS = ("utter_basket_at", "utter_basket_noted")
"""Sentences that stand over the basket's list, and make no sense without it."""


TITLES = ("utter_basket_at", "utter_basket_noted", "utter_place_shops")
"""What stands over the list of a basket, or asks for one: said for nothing where another list follows."""


@dataclass(frozen=True)
class Wish:
    """The services behind an intent: one for customers, one for kiranas, or one of them alone."""

    intent: str
    customer: CustomerService | None = None
    kirana: KiranaService | None = None
    is_for_every_number: bool = False
    """Whether a kirana's number is served as a customer's: its messages, its data."""


@dataclass(frozen=True)
class Speaker:
    """Who wrote: a customer, and the kirana if the number is one and does not shop for itself."""

    customer: Customer
    kirana: Kirana | None

    @classmethod
    def of(cls, shop: UnitOfWork, customer: Customer) -> Speaker:
        """The speaker behind a number."""
        return cls(customer, None if customer.is_shopping else shop.kiranas.of_number(customer.number))

    @property
    def language(self) -> str:
        """The language of replies."""
        return self.kirana.language if self.kirana else self.customer.language


WISHES: dict[str, Wish] = {}
"""All wishes by intent; filled as the files of topics are read."""


def grant(shop: UnitOfWork, speaker: Speaker, reading: Reading, place: Place | None = None) -> Reply:
    """Serve everything that one message asks for, and make one reply of it."""
    reply: Reply | None = None
    for intent in _in_turn(reading):
        answer = _serve(shop, speaker, _about(reading, intent), place)
        reply = answer if reply is None else _followed_by(reply, answer)
    return reply or Reply()


def _in_turn(reading: Reading) -> Iterator[str]:
    others = [x for x in reading.also if x != reading.intent and x in WISHES and x not in (*COVERED, *MANNERS)]
    yield from (x for x in others if x in FIRST)
    yield reading.intent
    yield from (x for x in others if x not in FIRST)


def _about(reading: Reading, intent: str) -> Reading:
    asking = tuple(line for line in reading.lines if line.act == "ask")
    if intent in ASKING and asking:
        return replace(reading, intent=intent, guess=None, lines=asking)
    return reading if intent == reading.intent else reading.as_intent(intent)


def _serve(shop: UnitOfWork, speaker: Speaker, reading: Reading, place: Place | None) -> Reply:
    wish = WISHES.get(reading.intent, WISHES["out_of_scope"])
    if speaker.kirana is not None and not wish.is_for_every_number:
        service = wish.kirana or WISHES["out_of_scope"].kirana
        assert service is not None
        return service(shop, speaker.kirana, reading)
    serve = wish.customer or WISHES["out_of_scope"].customer
    assert serve is not None
    if reading.intent == "share_place" and place is not None:
        return serve(shop, speaker.customer, reading, place=place)  # type: ignore[call-arg]
    return serve(shop, speaker.customer, reading)


def _followed_by(reply: Reply, answer: Reply) -> Reply:
    """One message of two: at most one list and one question, and nothing said twice."""
    if answer.lines or not reply.lines:
        # The later list knows what the earlier wish changed.
        untitled = tuple(sentence for sentence in reply.head if sentence.id not in TITLES)
        kept, head = (answer if answer.lines or answer.foot else reply), (*untitled, *answer.head)
    else:
        kept, head = reply, _before_title(reply.head, answer.head)
    said = [sentence for at, sentence in enumerate(head) if sentence not in (*head[:at], *kept.foot)]
    return replace(kept, head=tuple(said))


def _before_title(head: tuple[Say, ...], more: tuple[Say, ...]) -> tuple[Say, ...]:
    title = next((at for at, sentence in enumerate(head) if sentence.id in TITLES), len(head))
    return (*head[:title], *more, *head[title:])
