"""Payments as the web front sees them: what may be paid for one order now, read without the rest of the shop."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.engine import Engine

from parchi.adapters.order_tables import order_lines, orders
from parchi.adapters.outage import outage_as_try_again
from parchi.adapters.shop_tables import kiranas
from parchi.domain.money import Money
from parchi.domain.order import TAKEN
from parchi.domain.payment import PaymentRequest, is_upi_id


class SqlPayments:
    """Payment requests by order number."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def request(self, number: str) -> PaymentRequest | None:
        """What may be paid by UPI; None where the order is paid, ended or unknown, or its shop takes no UPI."""
        total = select(func.sum(order_lines.c.price_paise)).where(order_lines.c.order == number).scalar_subquery()
        query = (
            select(kiranas.c.upi_id, kiranas.c.name, total.label("total"))
            .join(orders, orders.c.kirana == kiranas.c.kirana)
            .where(orders.c.number == number, orders.c.status.in_(TAKEN), orders.c.is_paid.is_(False))
        )
        with outage_as_try_again(), self._engine.connect().execution_options(read_only=True) as connection:
            row = connection.execute(query).first()
        if row is None or not row.total or not is_upi_id(row.upi_id):
            return None
        return PaymentRequest(number, row.upi_id, row.name, _money(row.total))


def _money(total: object) -> Money:
    """A sum keeps the column's type on one database and loses it on the other."""
    return total if isinstance(total, Money) else Money(int(str(total)))
