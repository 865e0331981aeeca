"""A household: several people who write from their own numbers and fill one list together."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(eq=False)
class Resident:
    """One person of a household, or one who is to become that: nobody is one before the other has agreed."""

    customer: str
    since: datetime
    asked: str
    """Whose yes it takes: the head's for who came with the code, the invited person's own for who was named."""
    is_confirmed: bool = False


@dataclass(eq=False)
class Household:
    """`code` is what others join by, such as 4K7M; the list is kept under the number of the `head`."""

    code: str
    head: str
    made_at: datetime
    residents: list[Resident] = field(default_factory=list)

    @property
    def people(self) -> list[str]:
        """The numbers of those who belong to it."""
        return [resident.customer for resident in self.residents if resident.is_confirmed]

    def resident(self, customer: str) -> Resident | None:
        """This customer's place in it, confirmed or not."""
        return next((resident for resident in self.residents if resident.customer == customer), None)

    def leave(self, customer: str) -> None:
        """One goes; where it was the head, the next in age is."""
        self.residents = [resident for resident in self.residents if resident.customer != customer]
        if self.head == customer and self.people:
            self.head = self.people[0]
