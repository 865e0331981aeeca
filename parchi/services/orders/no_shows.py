"""No-shows: customers who let packed orders lie, whose next order is confirmed by a call before anyone packs it."""

from __future__ import annotations

from datetime import timedelta

from parchi.domain.order import COLLECTED, EXPIRED, Order
from parchi.services.ports import UnitOfWork

UNCOLLECTED = "not collected in time"
"""The cause with which a packed order expires."""
REPEATED = 2
REMEMBERED = timedelta(days=90)


def no_shows(shop: UnitOfWork, customer: str) -> int:
    """How many packed orders a customer has left lying lately, since the last one that was collected."""
    since = shop.clock.now() - REMEMBERED
    count = 0
    for order in shop.orders.recent_of(customer):
        if order.status == COLLECTED or order.placed_at < since:
            break
        count += order.status == EXPIRED and any(change.cause == UNCOLLECTED for change in order.history)
    return count


def needs_call(shop: UnitOfWork, order: Order) -> bool:
    """Whether the shop should call before it packs this order."""
    return no_shows(shop, order.customer) >= REPEATED
