"""A kirana: a neighbourhood shop, its hours, and its shelf."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import NamedTuple, Protocol

from parchi.domain.customer import Question
from parchi.domain.hours import IST, Hours
from parchi.domain.money import Money
from parchi.domain.place import Place

MILLI = 1000
"""Stock is kept in thousandths of a pack, kg, piece or bunch, so that 250 g of a loose kg is exact."""


class Opening(Protocol):
    """What tells when a shop is open; a kirana, or a row of its columns."""

    hours: str
    closed_until: datetime | None
    open_until: datetime | None
    holidays: list[str]


def closes_at(shop: Opening, at: datetime) -> datetime | None:
    """When a shop closes next if open at `at`; None while shut."""
    if shop.closed_until is not None and at < shop.closed_until:
        return None
    if shop.open_until is not None and at < shop.open_until:
        return shop.open_until
    if at.astimezone(IST).date().isoformat() in shop.holidays:
        return None
    return Hours.parse(shop.hours).closes_at(at)


@dataclass(eq=False)
class Kirana:
    """One shop. `numbers` are its WhatsApp numbers, the owner's first."""

    kirana: str
    name: str
    address: str
    latitude: float
    longitude: float
    language: str
    hours: str
    open_orders_limit: int
    upi_id: str | None = None
    numbers: list[str] = field(default_factory=list)
    is_confirmed: bool = True
    """A shop that was just taken on is offered orders only after it said yes on WhatsApp."""
    closed_until: datetime | None = None
    """Shut by its own word, whatever the hours say."""
    open_until: datetime | None = None
    """Open by its own word, whatever the hours say."""
    holidays: list[str] = field(default_factory=list)
    """ISO dates on which it is shut."""
    question: Question | None = None
    """What its counter was last asked: which order it means, or what it lacks of one."""

    @property
    def place(self) -> Place:
        """Where it is."""
        return Place(self.latitude, self.longitude)

    def closes_at(self, at: datetime) -> datetime | None:
        """When it closes next if open at `at`; None while shut."""
        return closes_at(self, at)

    def is_open(self, at: datetime) -> bool:
        """Whether it serves at `at`."""
        return self.closes_at(at) is not None

    def opens_at(self, at: datetime) -> datetime | None:
        """When it opens next, holidays and its own word included; None if not within eight days."""
        start = max(at, self.closed_until) if self.closed_until else at
        if self.closed_until and self.closes_at(start) is not None:
            return start
        for _ in range(32):
            opening = Hours.parse(self.hours).next_opening(start)
            if opening is None or opening.date().isoformat() not in self.holidays:
                return opening
            start = day_end(opening.date())
        return None


class OpenNear(NamedTuple):
    """The shops around a place: how many serve there, how many of them are open, and the nearest open one."""

    shops: int
    open: int
    first: tuple[float, str] | None
    """Its distance in km, and its name."""


def day_end(day: date) -> datetime:
    """The last minute of a day in Indian time."""
    return datetime.combine(day, time(), IST) + timedelta(days=1, minutes=-1)


@dataclass(eq=False)
class ShelfEntry:
    """A product on a shelf; `stock` and `held` in thousandths (MILLI), `price` of a pack, kg, piece or bunch."""

    kirana: str
    sku: str
    stock: int
    price: Money
    held: int = 0

    @property
    def free(self) -> int:
        """What can still be promised, in thousandths."""
        return self.stock - self.held


@dataclass(eq=False)
class Hold:
    """Stock kept for one basket or order until `until` (None: until the offer is decided)."""

    owner: str
    """`basket:17` or `order:1042`"""
    kirana: str
    sku: str
    amount: int
    until: datetime | None = None
    number: int | None = None
