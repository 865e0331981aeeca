"""The shop under fire: any conversation of customers, shops and the operator, and the shop's books stay right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

from hypothesis import strategies as some
from sqlalchemy import create_engine

import actions.shop_action
from parchi.adapters.database import make_engine
from parchi.adapters.places import CsvPlaces
from parchi.adapters.seeding import seed
from parchi.adapters.unit_of_work import SqlUnitOfWork
from parchi.bootstrap import DATA
from parchi.domain.message import InboundMessage
from parchi.domain.place import Place
from parchi.language.understanding import Understanding
from parchi.services.orders.timers import tick
from parchi.whatsapp.limits import joined
from parchi.whatsapp.wording import Wording
from tests.conftest import FIXTURES, CollectedNotices, FixtureTerms, MovableClock
from tests.faults.books import audit_books
from tests.faults.quick_bot import PlainTurn, load_actions
from tests.fuzz.writing import texts

CUSTOMERS = tuple(f"whatsapp:+91000000900{number}" for number in range(3))
SHOPS = ("whatsapp:+910000020001", "whatsapp:+910000020003", "whatsapp:+910000020004")
PLACES = (Place(19.0771, 72.9986), Place(19.061, 73.009), Place(0.0, 0.0), Place(-90.0, 180.0))
SAYINGS = (
    "2 kg onions", "1 kg tomatoes aur 6 bananas", "आधा किलो प्याज", "aata", "dal", "maggi 20 packet", "that is all",
    "bas", "yes", "haan", "no", "1", "2", "3", "cancel my order", "order kahan hai", "sab hata do",
    "pyaaz 3 kilo kar do", "wahi order dobara", "400703", "Vashi", "STOP", "START", "mera data delete karo",
    "hindi mein bolo", "JOIN 7K2", "aur", "doodh kharab nikla", "upi chalega?", "payment ho gayi", "udhaar milega?",
    "na mile to chhod do", "kal subah 7 baje", "haan de denge", "nahi ho payega", "ready hai", "1001",
    "accept 1001", "1001 ready", "item 1 nahi hai", "khatam", "chini 45 rupaye kilo", "atta 20 packet aaya",
    "2 ghante band", "dukaan khuli", "kal chutti hai", "aaj ki bikri", "paise mil gaye 1001",
    "Sharma ji ke khate mein 200 likho", "500 jama", "sirf 2 milega", "4821 de diya",
)  # fmt: skip
BUTTONS = (
    "affirm",
    "deny",
    "accept_order:1001",
    "reject_order:1001",
    "report_missing:1001",
    "confirm_payment:1001",
    "x:y",
    ":",
)
Step = Callable[["Shop"], None]


class Shop:
    """One conversation: a unit of work that is never kept, so that each example begins with the same shop."""

    def __init__(self, turn: PlainTurn, work: SqlUnitOfWork, clock: MovableClock) -> None:
        self._turn, self._work, self._clock = turn, work, clock
        self._count = 0

    def hear(self, sender: str, written: str, place: Place | None, button: str | None, media: tuple[str, ...]) -> None:
        """One message, served as a turn of its own; whoever writes is answered with something that can be sent."""
        self._count += 1
        now = self._clock.now()
        message = InboundMessage(f"SM{self._count}", sender, written, now, "Asha", place, written[:40], media, button)
        pages = self._turn.answer(message, self._work)
        assert joined(page.text for page in pages), f"no answer to {written!r}"
        self._close_turn()

    def wait(self, seconds: int) -> None:
        """Time passes, and what is due is done."""
        self._clock.move(seconds=seconds)
        tick(self._work)
        self._close_turn()

    def _close_turn(self) -> None:
        """What one turn has written the next reads anew."""
        self._work.flush()
        self._work.session.expire_all()

    def audit(self) -> set[str]:
        """The states that orders are in; the books must be right."""
        return audit_books(self._work.session.execute)


def conversations() -> some.SearchStrategy[list[Step]]:
    """Messages of everybody, mostly sensible, and time that passes between them."""
    said = some.one_of(some.sampled_from(SAYINGS), some.sampled_from(SAYINGS), texts())
    sender = some.one_of(some.just(CUSTOMERS[0]), some.just(SHOPS[0]), some.sampled_from((*CUSTOMERS, *SHOPS)))
    heard = some.builds(_heard, sender, said, some.none(), some.none(), some.just(()))
    pinned = some.builds(_heard, sender, texts(), some.sampled_from(PLACES), some.none(), some.just(()))
    pressed = some.builds(_heard, sender, said, some.none(), some.sampled_from(BUTTONS), some.just(()))
    shown = some.builds(
        _heard, sender, some.sampled_from(("", "yeh")), some.none(), some.none(), some.just(("image/jpeg",))
    )
    waited = some.sampled_from((1, 61, 301, 601, 4000, 90_000)).map(_waited)
    opening = [_heard(CUSTOMERS[0], "", PLACES[0], None, ())]
    for written in ("2 kg onions, 1 kg tomatoes aur aata", "1", "that is all", "yes"):
        opening.append(_heard(CUSTOMERS[0], written, None, None, ()))
    opening.append(_heard(SHOPS[0], "1", None, None, ()))
    starts = some.sampled_from([opening[:end] for end in (1, 2, 4, 5, 5, 6)])
    steps = some.lists(some.one_of(heard, heard, heard, pinned, pressed, shown, waited), min_size=2, max_size=12)
    return some.builds(lambda first, more: [*first, *more], starts, steps)


def _heard(sender: str, written: str, place: Place | None, button: str | None, media: tuple[str, ...]) -> Step:
    return _Told(
        lambda shop: shop.hear(sender, written, place, button, media), f"{sender[-5:]}: {written!r} {place} {button}"
    )


def _waited(seconds: int) -> Step:
    return _Told(lambda shop: shop.wait(seconds), f"{seconds} s pass")


class _Told:
    """A step that says what it is when an example fails."""

    def __init__(self, do: Step, told: str) -> None:
        self._do, self._told = do, told

    def __call__(self, shop: Shop) -> None:
        self._do(shop)

    def __repr__(self) -> str:
        return self._told


class Street:
    """The fixture shop on a file, and a way to have a conversation in it."""

    def __init__(self, file: Path, understanding: Understanding) -> None:
        self._engine = make_engine(f"sqlite:///{file}", is_durable=False)
        self.seen: Counter[str] = Counter()
        self._places = CsvPlaces.load(FIXTURES / "places")
        load_actions()
        self._turn = PlainTurn(understanding, Wording.load(DATA / "responses"))

    def try_conversation(self, steps: list[Step]) -> None:
        """All steps, and the books after each; nothing of it is kept."""
        clock, notices = MovableClock(), CollectedNotices()
        parts = {"clock": clock, "terms": FixtureTerms(), "places": self._places, "notices": lambda _: notices}
        with SqlUnitOfWork(self._engine, **parts) as work:
            shop = Shop(self._turn, work, clock)
            for step in steps:
                step(shop)
                self.seen.update(shop.audit())
            work.rollback()
        assert not [text for kind, text in notices.alarms if kind == "message_failed"]


@contextmanager
def open_street(folder: Path, understanding: Understanding) -> Iterator[Street]:
    """A street whose faults are not turned into apologies."""

    def raised(*_: object) -> NoReturn:
        raise  # called where an exception is being handled: it is the fault itself

    file, apology = folder / "shop.db", actions.shop_action.apology
    engine = create_engine(f"sqlite:///{file}", future=True)
    seed(engine, FIXTURES / "shop")
    engine.dispose()
    actions.shop_action.apology = raised
    try:
        yield Street(file, understanding)
    finally:
        actions.shop_action.apology = apology
