"""An order: placed with a kirana, or on its way to one."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from parchi.domain.basket import Wish
from parchi.domain.errors import OrderDecided
from parchi.domain.money import Money
from parchi.domain.place import Place

OFFERED, ACCEPTED, READY, COLLECTED = "offered", "accepted", "ready", "collected"
DECLINED, CANCELLED, EXPIRED = "declined", "cancelled", "expired"
OPEN = (OFFERED, ACCEPTED, READY)
TAKEN = (ACCEPTED, READY)
"""The states in which a kirana has the goods put aside."""

WAITING, UNANSWERED, WITHDRAWN = "waiting", "unanswered", "withdrawn"

MOST_KIRANAS = 5
"""How many kiranas an order is offered to at most (contract/running.md)."""
MOST_WRONG_CODES = 3

EDGES: dict[str, tuple[str, ...]] = {
    OFFERED: (ACCEPTED, DECLINED, CANCELLED),
    ACCEPTED: (READY, COLLECTED, OFFERED, CANCELLED, EXPIRED),
    READY: (COLLECTED, CANCELLED, EXPIRED),
}
"""Which state may follow which (contract/running.md); a shop may hand over what it never called ready."""


@dataclass(eq=False)
class OrderLine:
    """A line as it was slipped; prices freeze at acceptance. Loose goods: `packs` None, `amount` in `amount_unit`."""

    position: int
    wish: Wish
    item: str
    sku: str
    name: str
    pack: str
    packs: int | None
    amount: float | None
    amount_unit: str | None
    pack_price: Money
    price: Money
    is_missing: bool = False
    """The shop said that it lacks this; the customer is being asked what to do."""


@dataclass(eq=False)
class StatusChange:
    """One step of an order's history: the state it came to, why, and the kirana it is with since."""

    status: str
    at: datetime
    cause: str
    kirana: str | None


@dataclass(eq=False)
class Offer:
    """An order shown to a kirana. `state`: waiting (for its answer), accepted, declined, unanswered, withdrawn."""

    order: str
    kirana: str
    made_at: datetime
    until: datetime
    state: str = WAITING
    number: int | None = None


@dataclass(eq=False)
class Order:
    """One order; `number` is what people say ("1042"), `basket` the basket that it came from (one order a basket)."""

    number: str
    customer: str
    basket: int | None
    kirana: str | None
    status: str
    placed_at: datetime
    code: str | None = None
    """Four digits that the customer says at the counter; made at acceptance."""
    lines: list[OrderLine] = field(default_factory=list)
    offers: list[Offer] = field(default_factory=list)
    history: list[StatusChange] = field(default_factory=list)
    pickup: str | None = None
    promised_minutes: int | None = None
    wrong_codes: int = 0
    is_paid: bool = False
    """The shop said that it has the money."""
    claimed_at: datetime | None = None
    """When the customer said to have paid, while the shop has not said whether that is so."""
    latitude: float | None = None
    longitude: float | None = None
    agreed_km: float = 0.0
    """How far the kirana was that the customer last said yes to."""
    asked_until: datetime | None = None
    """Until when the customer may answer a question about this order: the next kirana, or missing lines."""
    due_at: datetime | None = None
    """When the present state ends by itself: not packed, or not collected, in time."""
    remind_at: datetime | None = None

    @property
    def total(self) -> Money:
        """What is to be paid."""
        return sum((line.price for line in self.lines), Money(0))

    @property
    def place(self) -> Place | None:
        """Where the customer was when it was placed: the reach is measured from there."""
        if self.latitude is None or self.longitude is None:
            return None
        return Place(self.latitude, self.longitude)

    @property
    def asked_kiranas(self) -> list[str]:
        """Every kirana that the order was offered to, in order."""
        return [offer.kirana for offer in self.offers]

    @property
    def waiting_offer(self) -> Offer | None:
        """The one offer that waits for an answer."""
        return next((offer for offer in self.offers if offer.state == WAITING), None)

    @property
    def owner(self) -> str:
        """The name under which stock is held for it."""
        return f"order:{self.number}"

    @property
    def is_open(self) -> bool:
        """Whether anything can still become of it."""
        return self.status in OPEN

    @property
    def is_locked(self) -> bool:
        """Whether too many wrong codes were tried."""
        return self.wrong_codes >= MOST_WRONG_CODES

    @property
    def missing(self) -> list[OrderLine]:
        """Lines that the shop lacks and the customer has not yet decided on."""
        return [line for line in self.lines if line.is_missing]

    def change(self, status: str, *, at: datetime, cause: str, kirana: str | None) -> None:
        """Go to another state, kept in the history; OrderDecided where EDGES forbids it."""
        if status not in EDGES.get(self.status, ()):
            raise OrderDecided(number=self.number, status=self.status)
        self.status = status
        self.note(at=at, cause=cause, kirana=kirana)

    def note(self, *, at: datetime, cause: str, kirana: str | None) -> None:
        """Keep a step that leaves the state as it is, such as being passed on to the next kirana."""
        self.history.append(StatusChange(self.status, at, cause, kirana))

    def line_at(self, position: int) -> OrderLine | None:
        """The line that a list shows under this number."""
        return next((line for line in self.lines if line.position == position), None)

    def drop(self, lines: list[OrderLine]) -> None:
        """Leave lines out; the rest is numbered anew, from 1."""
        self.lines = [line for line in self.lines if line not in lines]
        for position, line in enumerate(self.lines, start=1):
            line.position = position
