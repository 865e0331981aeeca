"""Baskets as rows: one open basket a customer."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from parchi.adapters.shop_tables import baskets
from parchi.domain.basket import Basket

_OPEN = (
    select(Basket)
    .where(baskets.c.customer == bindparam("customer"), baskets.c.status == "open")
    .order_by(baskets.c.number.desc())
    .limit(1)
)


class SqlBaskets:
    """The repository of baskets."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._open: dict[str, Basket] = {}

    def open_of(self, customer: str) -> Basket | None:
        """The basket that the customer is filling; None if there is none."""
        found = self._open.get(customer)
        if found is not None and found.status == "open" and found in self._session:
            return found
        newest = self._session.execute(_OPEN, {"customer": customer}).scalars().first()
        if newest is not None:
            self._open[customer] = newest
        return newest

    def get(self, number: int) -> Basket | None:
        """A basket by its number."""
        return self._session.get(Basket, number)

    def add(self, basket: Basket) -> Basket:
        """Kept and numbered."""
        self._session.add(basket)
        self._session.flush()
        return basket

    def of_customer(self, customer: str) -> Sequence[Basket]:
        """All baskets of a customer, newest first."""
        query = select(Basket).filter_by(customer=customer).order_by(Basket.number.desc())  # type: ignore[union-attr]
        return self._session.execute(query).scalars().all()
