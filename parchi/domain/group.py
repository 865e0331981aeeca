"""A group price: so many homes take the same thing from one kirana by a time, and it costs each of them less."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from parchi.domain.money import Money

OPEN, FILLED, MISSED = "open", "filled", "missed"
USUAL, NOTHING = "usual", "nothing"
"""What a member wants if the group does not fill: the thing at the usual price, or nothing."""


@dataclass(eq=False)
class Member:
    """One home in a group; `order` once it has one."""

    customer: str
    joined_at: datetime
    otherwise: str = NOTHING
    order: str | None = None


@dataclass(eq=False)
class Group:
    """One offer. Packed goods have `packs`; loose goods have `packs` None and `amount` of `amount_unit`."""

    code: str
    """What a customer joins by, such as 7K2P."""
    kirana: str
    sku: str
    price: Money
    """For the whole lot that one home gets."""
    needed: int
    until: datetime
    made_at: datetime
    packs: int | None = 1
    amount: float | None = None
    amount_unit: str | None = None
    state: str = OPEN
    members: list[Member] = field(default_factory=list)

    @property
    def missing(self) -> int:
        """How many homes it still needs."""
        return max(0, self.needed - len(self.members))

    def member(self, customer: str) -> Member | None:
        """This customer's place in it."""
        return next((member for member in self.members if member.customer == customer), None)
