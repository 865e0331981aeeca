"""Households as rows: whose list is whose."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from parchi.adapters.household_tables import households, residents
from parchi.domain.household import Household


class SqlHouseholds:
    """The repository of households."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._lists: dict[str, tuple[str, bool]] = {}

    def add(self, household: Household) -> Household:
        """Keep a new one."""
        self._session.add(household)
        self._session.flush()
        return household

    def get(self, code: str) -> Household | None:
        """A household by its code."""
        return self._session.get(Household, code)

    def of(self, customer: str) -> Household | None:
        """The household that a customer belongs to."""
        return self._one(residents.c.customer == customer, residents.c.is_confirmed)

    def with_resident(self, customer: str) -> Household | None:
        """The household that a customer belongs to or waits to be in."""
        return self._one(residents.c.customer == customer)

    def asking(self, customer: str) -> Household | None:
        """A household in which somebody waits for this customer's yes."""
        return self._one(residents.c.asked == customer, ~residents.c.is_confirmed)

    def delete(self, household: Household) -> None:
        """Nobody is left in it."""
        self._session.delete(household)
        self._session.flush()

    def refresh(self) -> None:
        """Somebody has joined or left: whose list is whose is looked up anew."""
        self._session.flush()
        self._lists.clear()

    def list_of(self, customer: str) -> tuple[str, bool]:
        """Under whose number a customer's list is kept, and whether others fill it too."""
        known = self._lists.get(customer)
        if known is None:
            query = select(households.c.head).join(residents, residents.c.code == households.c.code)
            shared = query.where(residents.c.customer == customer, residents.c.is_confirmed)
            head: str | None = self._session.execute(shared).scalar_one_or_none()
            known = self._lists[customer] = (head or customer, head is not None)
        return known

    def _one(self, *conditions: object) -> Household | None:
        query = select(Household).join(residents, residents.c.code == households.c.code).where(*conditions)
        return self._session.execute(query.order_by(residents.c.since.desc()).limit(1)).scalars().first()
