"""An order: placed with a kirana, or on its way to one."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from parchi.domain.basket import Wish
from parchi.domain.money import Money

OFFERED, ACCEPTED, READY, COLLECTED = "offered", "accepted", "ready", "collected"
DECLINED, CANCELLED, EXPIRED = "declined", "cancelled", "expired"
OPEN = (OFFERED, ACCEPTED, READY)

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


@dataclass(frozen=True)
class StatusChange:
    """One step of an order's history."""

    status: str
    at: datetime
    cause: str
    kirana: str | None


@dataclass(eq=False)
class Offer:
    """An order shown to a kirana, waiting for its answer. `state`: waiting, accepted, declined, unanswered, withdrawn."""

    order: str
    kirana: str
    made_at: datetime
    until: datetime
    state: str = "waiting"
    number: int | None = None


@dataclass(eq=False)
class Order:
    """One order; `number` is what people say ("1042"), `basket` the basket that it came from (one order a basket)."""

    number: str
    customer: str
    basket: int | None
    kirana: str | None
    status: str
    code: str
    placed_at: datetime
    lines: list[OrderLine] = field(default_factory=list)
    offers: list[Offer] = field(default_factory=list)
    history: list[StatusChange] = field(default_factory=list)
    pickup: str | None = None
    promised_minutes: int | None = None
    wrong_codes: int = 0
    due_at: datetime | None = None
    """When the present state ends by itself: not packed, or not collected, in time."""

    @property
    def total(self) -> Money:
        """What is to be paid."""
        return sum((line.price for line in self.lines), Money(0))

    @property
    def asked_kiranas(self) -> list[str]:
        """Every kirana that the order was offered to, in order."""
        return [offer.kirana for offer in self.offers]
