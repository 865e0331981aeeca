"""Households as rows: whose list is whose."""

from __future__ import annotations

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session
from sqlalchemy.sql import Select

from parchi.adapters.household_tables import residents
from parchi.domain.household import Household

_CODES = select(residents.c.code).order_by(residents.c.since.desc()).limit(1)
_HAS_RESIDENT = _CODES.where(residents.c.customer == bindparam("customer"))
_IS_OF = _HAS_RESIDENT.where(residents.c.is_confirmed)
_ASKS = _CODES.where(residents.c.asked == bindparam("customer"), ~residents.c.is_confirmed)


class SqlHouseholds:
    """The repository of households."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._of: dict[str, Household | None] = {}
        """By customer: what a turn asks for again and again."""

    def add(self, household: Household) -> Household:
        """Keep a new one."""
        self._session.add(household)
        self.refresh()
        return household

    def get(self, code: str) -> Household | None:
        """A household by its code."""
        return self._session.get(Household, code)

    def of(self, customer: str) -> Household | None:
        """The household that a customer belongs to."""
        if customer not in self._of:
            self._of[customer] = self._one(_IS_OF, {"customer": customer})
        return self._of[customer]

    def know(self, customer: str, code: str | None) -> None:
        """Whether somebody belongs to a household, as it was just read."""
        self._of.pop(customer, None)
        if code is None:
            self._of[customer] = None

    def with_resident(self, customer: str) -> Household | None:
        """The household that a customer belongs to or waits to be in."""
        return self._one(_HAS_RESIDENT, {"customer": customer})

    def asking(self, customer: str) -> Household | None:
        """A household in which somebody waits for this customer's yes."""
        return self._one(_ASKS, {"customer": customer})

    def delete(self, household: Household) -> None:
        """Nobody is left in it."""
        self._session.delete(household)
        self.refresh()

    def refresh(self) -> None:
        """Somebody has joined or left: whose list is whose is looked up anew."""
        self._session.flush()
        self._of.clear()

    def list_of(self, customer: str) -> tuple[str, bool]:
        """Under whose number a customer's list is kept, and whether others fill it too."""
        home = self.of(customer)
        return (customer, False) if home is None else (home.head, True)

    def _one(self, query: Select, values: dict[str, str]) -> Household | None:
        code: str | None = self._session.execute(query, values).scalar()
        return None if code is None else self.get(code)
