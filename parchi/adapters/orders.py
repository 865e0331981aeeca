"""Orders as rows: found by number, by customer, by kirana, and by what is due."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from parchi.adapters.order_tables import offers, order_lines, order_numbers, orders, status_changes
from parchi.domain.order import COLLECTED, OPEN, TAKEN, WAITING, Offer, Order

FIRST_NUMBER = 1001


class SqlOrders:
    """The repository of orders."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, number: str) -> Order | None:
        """An order by the number that people say."""
        return self._session.get(Order, number)

    def lock(self, number: str) -> Order | None:
        """The order as it is now, and nobody else may change it until the unit of work ends."""
        self._session.flush()
        order = self._session.get(Order, number, with_for_update=True, populate_existing=True)
        for part in (*order.lines, *order.offers) if order is not None else ():
            self._session.expire(part)  # it may have been read before the lock was had
        return order

    def add(self, order: Order) -> Order:
        """Keep a new order."""
        self._session.add(order)
        self._session.flush()
        return order

    def next_number(self) -> str:
        """A number that no other order has, from 1001 up."""
        made = self._session.execute(insert(order_numbers).values())
        return str(FIRST_NUMBER - 1 + made.inserted_primary_key[0])

    def from_basket(self, basket: int) -> Order | None:
        """The one order that a basket became."""
        return self._one(orders.c.basket == basket)

    def of_customer(self, customer: str) -> Sequence[Order]:
        """Orders of a customer, newest first."""
        query = select(Order).where(orders.c.customer == customer)
        newest = (orders.c.placed_at.desc(), func.length(orders.c.number).desc(), orders.c.number.desc())
        return self._session.execute(query.order_by(*newest)).scalars().all()

    def of_kirana(self, kirana: str, statuses: Iterable[str]) -> Sequence[Order]:
        """Orders that this kirana has in these states, oldest first."""
        return self._many(orders.c.kirana == kirana, orders.c.status.in_(list(statuses)))

    def offered_to(self, kirana: str) -> Sequence[Order]:
        """Orders whose waiting offer is this kirana's, oldest first."""
        waiting = select(offers.c.order).where(offers.c.kirana == kirana, offers.c.state == WAITING)
        return self._many(orders.c.number.in_(waiting))

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
        return self._many(orders.c.number.in_(handed_over))

    def with_offer_due(self, at: datetime) -> Sequence[Order]:
        """Orders whose waiting offer was not answered in time."""
        late = select(offers.c.order).where(offers.c.state == WAITING, offers.c.until <= at)
        return self._many(orders.c.number.in_(late))

    def unanswered(self, at: datetime) -> Sequence[Order]:
        """Open orders about which the customer was asked and did not answer in time."""
        return self._many(orders.c.asked_until <= at, orders.c.status.in_(OPEN))

    def due(self, at: datetime) -> Sequence[Order]:
        """Accepted or ready orders whose `due_at` has passed."""
        return self._many(orders.c.due_at <= at, orders.c.status.in_(TAKEN))

    def to_remind(self, at: datetime) -> Sequence[Order]:
        """Accepted or ready orders about which somebody is to be reminded."""
        return self._many(orders.c.remind_at <= at, orders.c.status.in_(TAKEN))

    def placed_since(self, at: datetime | None) -> Sequence[str]:
        """Numbers of all orders placed since then, oldest first; of all there are without a time."""
        query = select(orders.c.number).order_by(orders.c.placed_at, orders.c.number)
        return list(self._session.execute(query if at is None else query.where(orders.c.placed_at >= at)).scalars())

    def usual_sku(self, customer: str, item: str) -> str | None:
        """The product of an item that this customer ordered last."""
        query = (
            select(order_lines.c.sku)
            .join(orders, orders.c.number == order_lines.c.order)
            .where(orders.c.customer == customer, order_lines.c.item == item)
            .order_by(orders.c.placed_at.desc(), order_lines.c.id.desc())
            .limit(1)
        )
        sku: str | None = self._session.execute(query).scalar_one_or_none()
        return sku

    def _one(self, *conditions: object) -> Order | None:
        found: Order | None = self._session.execute(select(Order).where(*conditions)).scalar_one_or_none()
        return found

    def _many(self, *conditions: object) -> Sequence[Order]:
        query = select(Order).where(*conditions).order_by(orders.c.placed_at, orders.c.number)
        return self._session.execute(query).scalars().all()
