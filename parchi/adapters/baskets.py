"""Baskets as rows: one open basket a customer."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from parchi.domain.basket import Basket


class SqlBaskets:
    """The repository of baskets."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def open_of(self, customer: str) -> Basket | None:
        """The basket that the customer is filling; None if there is none."""
        query = select(Basket).filter_by(customer=customer, status="open").order_by(Basket.number.desc())  # type: ignore[union-attr]
        return self._session.execute(query).scalars().first()

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
