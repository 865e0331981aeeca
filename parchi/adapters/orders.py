"""Orders as rows: found by number, by customer, by kirana, and by what is due."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import bindparam, func, insert, inspect, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.util import identity_key
from sqlalchemy.sql import Select

from parchi.adapters.order_tables import offers, order_lines, order_numbers, orders, status_changes
from parchi.adapters.till import FIRST_NUMBER, Key, place
from parchi.domain.order import COLLECTED, OPEN, TAKEN, WAITING, Offer, Order

LATELY = 30
"""A customer's newest orders: what was long ago costs a turn nothing."""

_NEWEST = (orders.c.placed_at.desc(), func.length(orders.c.number).desc(), orders.c.number.desc())
_OF_CUSTOMER = select(Order).where(orders.c.customer == bindparam("customer")).order_by(*_NEWEST)
_RECENT_OF = _OF_CUSTOMER.limit(LATELY)
_OFFERED_TO = select(offers.c.order).where(offers.c.kirana == bindparam("kirana"), offers.c.state == WAITING)
_OLDEST_FIRST = select(Order).order_by(orders.c.placed_at, orders.c.number)
_IN_STATES = _OLDEST_FIRST.where(
    orders.c.kirana == bindparam("kirana"), orders.c.status.in_(bindparam("statuses", expanding=True))
)
_WAITING_AT = _OLDEST_FIRST.where(orders.c.number.in_(_OFFERED_TO))
_FROM_BASKET = select(Order).where(orders.c.basket == bindparam("basket"))
_OPEN_AT = (
    select(func.count())
    .select_from(orders)
    .where(((orders.c.kirana == bindparam("kirana")) & orders.c.status.in_(TAKEN)) | orders.c.number.in_(_OFFERED_TO))
)
_LATELY = (
    select(orders.c.number, orders.c.placed_at)
    .where(orders.c.customer == bindparam("customer"))
    .order_by(orders.c.placed_at.desc())
    .limit(LATELY)
    .subquery()
)
_USUAL = (
    select(order_lines.c.item, order_lines.c.sku)
    .join(_LATELY, _LATELY.c.number == order_lines.c.order)
    .where(order_lines.c.item.in_(bindparam("items", expanding=True)))
    .order_by(_LATELY.c.placed_at, order_lines.c.id)
)
"""Statements that every turn needs are made once: making one costs as much as running it."""


class SqlOrders:
    """The repository of orders."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._without: set[str] = set()
        """Customers who are known to have ordered nothing yet."""
        self._read: set[Order] = set()
        """A session forgets what nobody holds, and a turn asks for the same orders again."""

    def know(self, customer: str, *, has_ordered: bool) -> None:
        """Whether a customer ever ordered, as it was just read."""
        (self._without.discard if has_ordered else self._without.add)(customer)

    def get(self, number: str) -> Order | None:
        """An order by the number that people say."""
        return self._kept(self._session.get(Order, number))

    def lock(self, number: str) -> Order | None:
        """The order as it is now, and nobody else may change it until the unit of work ends."""
        self._session.flush()
        known = self._session.identity_map.get(identity_key(Order, number))
        if known is not None:
            self._expire_parts(known)  # they may have been read before the lock was had
        return self._kept(self._session.get(Order, number, with_for_update=True, populate_existing=True))

    def add(self, order: Order) -> Order:
        """Keep a new order."""
        self._without.discard(order.customer)
        self._session.add(order)
        self._session.flush()
        return order

    def place(self, order: Order, needs: Mapping[str, int], *, instead_of: str) -> set[Key]:
        """Keep a new order, and hold what it needs instead of what its basket held; or say what is short.

        The order gets its number and stays as it was given: whoever wants to change it asks for it by that number.
        """
        self._without.discard(order.customer)
        self._session.flush()
        return place(self._session.connection(), order, needs, instead_of)

    def next_number(self) -> str:
        """A number that no other order has, from 1001 up."""
        made = self._session.execute(insert(order_numbers).values())
        return str(FIRST_NUMBER - 1 + made.inserted_primary_key[0])

    def from_basket(self, basket: int) -> Order | None:
        """The one order that a basket became."""
        found: Order | None = self._session.execute(_FROM_BASKET, {"basket": basket}).scalar_one_or_none()
        return self._kept(found)

    def of_customer(self, customer: str) -> Sequence[Order]:
        """Orders of a customer, newest first."""
        if customer in self._without:
            return []
        return self._session.execute(_OF_CUSTOMER, {"customer": customer}).scalars().all()

    def recent_of(self, customer: str) -> Sequence[Order]:
        """The newest orders of a customer, newest first: all that are open, and a month or more of those that ended."""
        if customer in self._without:
            return []
        with self._session.no_autoflush:  # who placed an order, and when, never changes
            return self._session.execute(_RECENT_OF, {"customer": customer}).scalars().all()

    def open_at(self, kirana: str) -> int:
        """How many orders this kirana has taken, or is being asked about."""
        count: int = self._session.execute(_OPEN_AT, {"kirana": kirana}).scalar_one()
        return count

    def of_kirana(self, kirana: str, statuses: Iterable[str]) -> Sequence[Order]:
        """Orders that this kirana has in these states, oldest first."""
        return self._many(_IN_STATES, {"kirana": kirana, "statuses": list(statuses)})

    def offered_to(self, kirana: str) -> Sequence[Order]:
        """Orders whose waiting offer is this kirana's, oldest first."""
        return self._many(_WAITING_AT, {"kirana": kirana})

    def last_offered_to(self, kirana: str) -> Order | None:
        """The order that this kirana was asked about last, whatever became of it."""
        query = select(Offer).where(offers.c.kirana == kirana).order_by(offers.c.number.desc()).limit(1)
        offer = self._session.execute(query).scalar_one_or_none()
        return None if offer is None else self.get(offer.order)

    def collected_since(self, kirana: str, at: datetime) -> Sequence[Order]:
        """Orders that this kirana has handed over since then, oldest first."""
        handed_over = select(status_changes.c.order).where(
            status_changes.c.status == COLLECTED, status_changes.c.kirana == kirana, status_changes.c.at >= at
        )
        return self._many(_OLDEST_FIRST.where(orders.c.number.in_(handed_over)))

    def with_offer_due(self, at: datetime) -> Sequence[Order]:
        """Orders whose waiting offer was not answered in time."""
        late = select(offers.c.order).where(offers.c.state == WAITING, offers.c.until <= at)
        return self._many(_OLDEST_FIRST.where(orders.c.number.in_(late)))

    def unanswered(self, at: datetime) -> Sequence[Order]:
        """Open orders about which the customer was asked and did not answer in time."""
        return self._many(_OLDEST_FIRST.where(orders.c.asked_until <= at, orders.c.status.in_(OPEN)))

    def due(self, at: datetime) -> Sequence[Order]:
        """Accepted or ready orders whose `due_at` has passed."""
        return self._many(_OLDEST_FIRST.where(orders.c.due_at <= at, orders.c.status.in_(TAKEN)))

    def to_remind(self, at: datetime) -> Sequence[Order]:
        """Accepted or ready orders about which somebody is to be reminded."""
        return self._many(_OLDEST_FIRST.where(orders.c.remind_at <= at, orders.c.status.in_(TAKEN)))

    def placed_since(self, at: datetime | None) -> Sequence[str]:
        """Numbers of all orders placed since then, oldest first; of all there are without a time."""
        query = select(orders.c.number).order_by(orders.c.placed_at, orders.c.number)
        return list(self._session.execute(query if at is None else query.where(orders.c.placed_at >= at)).scalars())

    def usual_skus(self, customer: str, items: Iterable[str]) -> dict[str, str]:
        """By item, the product of it that this customer ordered last, as far as that is not long ago."""
        if customer in self._without:
            return {}
        rows = self._session.execute(_USUAL, {"customer": customer, "items": list(items)})
        return {row.item: row.sku for row in rows}

    def _many(self, query: Select, values: Mapping[str, object] | None = None) -> Sequence[Order]:
        found: Sequence[Order] = self._session.execute(query, values).scalars().all()
        self._read.update(found)
        return found

    def _kept(self, order: Order | None) -> Order | None:
        if order is not None:
            self._read.add(order)
        return order

    def _expire_parts(self, order: Order) -> None:
        """Parts that were read are read anew with all others of their order, not one by one."""
        read = inspect(order).dict
        for part in (*read.get("lines", ()), *read.get("offers", ())):
            self._session.expire(part)
