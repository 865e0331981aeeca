"""A khata: what one person owes one kirana, entry by entry, under the name that the shop has for them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from parchi.domain.money import Money


@dataclass(eq=False)
class KhataEntry:
    """One line of the book: `amount` is positive for what was given on credit, negative for what was paid back."""

    at: datetime
    amount: Money
    order: str | None = None
    """The order that was written up, if it was one."""


@dataclass(eq=False)
class Khata:
    """One page of a shop's book. `customer` is a WhatsApp number, None while only the shop knows who it is."""

    kirana: str
    name: str
    key: str
    """The name as it sounds, by which the page is found again."""
    customer: str | None = None
    entries: list[KhataEntry] = field(default_factory=list)
    number: int | None = None

    @property
    def balance(self) -> Money:
        """What is owed; negative where more was paid than taken."""
        return sum((entry.amount for entry in self.entries), Money(0))

    def write(self, amount: Money, at: datetime, order: str | None = None) -> None:
        """Add a line."""
        self.entries.append(KhataEntry(at, amount, order))
