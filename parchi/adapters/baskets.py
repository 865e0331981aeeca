"""Baskets as rows: one open basket a customer, or a household."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from parchi.adapters.households import SqlHouseholds
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

    def __init__(self, session: Session, households: SqlHouseholds) -> None:
        self._session = session
        self._households = households
        self._open: dict[str, Basket] = {}
        self._without: set[str] = set()
        """Who is known to have no open basket."""

    def open_of(self, customer: str) -> Basket | None:
        """The basket that the customer is filling, alone or with a household; None if there is none.

        One that several fill is nobody else's until the unit of work ends.
        """
        head, is_shared = self._households.list_of(customer)
        found = self._open.get(head)
        if found is not None and (found.status, found.customer) == ("open", head) and found in self._session:
            return found
        if is_shared:
            held = select(baskets.c.number).where(baskets.c.customer == head, baskets.c.status == "open")
            self._session.execute(held.with_for_update())
        newest = self.own_of(head)
        if newest is not None:
            self._open[head] = newest
        return newest

    def know(self, customer: str, basket: Basket | None) -> None:
        """The open basket of somebody who shares no list, as it was just read."""
        if basket is None:
            self._without.add(customer)
        else:
            self._without.discard(customer)
            self._open[customer] = basket

    def own_of(self, customer: str) -> Basket | None:
        """The open basket under this very number."""
        if customer in self._without:
            return None
        with self._session.no_autoflush:  # what waits to be written is known by the entity itself
            found: Basket | None = self._session.execute(_OPEN, {"customer": customer}).scalars().first()
        return found if found is not None and found.status == "open" else None

    def hand_over(self, before: str, after: str) -> None:
        """The open basket of a household goes to its next head."""
        self._session.flush()
        mine = update(baskets).where(baskets.c.customer == before, baskets.c.status == "open")
        self._session.execute(mine.values(customer=after))
        self._session.expire_all()
        self._open.clear()
        self._without.clear()

    def get(self, number: int) -> Basket | None:
        """A basket by its number."""
        return self._session.get(Basket, number)

    def add(self, basket: Basket) -> Basket:
        """Kept under the number of the household's head; it gets its own number when it is written."""
        basket.customer, _ = self._households.list_of(basket.customer)
        self._session.add(basket)
        self._open[basket.customer] = basket
        self._without.discard(basket.customer)
        return basket

    def of_customer(self, customer: str) -> Sequence[Basket]:
        """All baskets of a customer, newest first."""
        query = select(Basket).filter_by(customer=customer).order_by(Basket.number.desc())  # type: ignore[union-attr]
        return self._session.execute(query).scalars().all()
