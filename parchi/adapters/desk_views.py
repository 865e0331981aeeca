"""The desk's views: what the operator's pages read, in one query or two a page, with every number masked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, insert, select
from sqlalchemy.engine import Connection, Engine, Row

from parchi.adapters.desk_tables import desk_visits, reviewed
from parchi.adapters.mail_tables import inbox, outbox
from parchi.adapters.order_tables import order_lines, orders, status_changes
from parchi.adapters.shop_tables import customers, kirana_numbers, kiranas
from parchi.domain.money import Money
from parchi.domain.order import OPEN
from parchi.domain.overview import (
    ConversationSeen,
    LineSeen,
    MessageSeen,
    OrderDetail,
    OrderSeen,
    StepSeen,
    masked,
    without_numbers,
)
from parchi.domain.reading import CUSTOMER, SHOP

ROWS = 200
"""How many rows a page shows at most."""


class SqlDeskViews:
    """Orders and conversations as the operator sees them. `now` is the shop's time."""

    def __init__(self, engine: Engine, now: Callable[[], datetime]) -> None:
        self._engine = engine
        self._now = now

    def open_orders(self) -> list[OrderSeen]:
        """Orders that are not over, the one longest without a change first."""
        return sorted(self._orders(orders.c.status.in_(OPEN)), key=lambda order: order.changed_at)

    def ended_orders(self) -> list[OrderSeen]:
        """The newest orders that are over."""
        return self._orders(orders.c.status.not_in(OPEN))

    def order(self, number: str) -> OrderDetail | None:
        """One order with its lines and steps; None where there is no such order."""
        found = self._orders(orders.c.number == number)
        if not found:
            return None
        with self._reading() as connection:
            lines = connection.execute(
                select(order_lines).where(order_lines.c.order == number).order_by(order_lines.c.position)
            ).all()
            steps = connection.execute(
                select(status_changes, kiranas.c.name.label("kirana_name"))
                .outerjoin(kiranas, kiranas.c.kirana == status_changes.c.kirana)
                .where(status_changes.c.order == number)
                .order_by(status_changes.c.id)
            ).all()
            wrong = connection.execute(select(orders.c.wrong_codes).where(orders.c.number == number)).scalar_one()
        return OrderDetail(
            found[0],
            [LineSeen(row.name, row.pack, _count(row), row.price_paise, row.is_missing) for row in lines],
            [StepSeen(row.status, row.at, row.cause, row.kirana_name or "") for row in steps],
            wrong,
        )

    def conversations(self) -> list[ConversationSeen]:
        """Customers and kiranas by their last message, newest first."""
        last = select(inbox.c.sender, func.max(inbox.c.id).label("last"), func.count().label("messages"))
        each = last.group_by(inbox.c.sender).subquery()
        query = (
            select(inbox.c.form, inbox.c.received_at, each.c.messages, customers, kiranas.c.name.label("kirana_name"))
            .join(each, each.c.last == inbox.c.id)
            .join(customers, customers.c.number == each.c.sender)
            .outerjoin(kirana_numbers, kirana_numbers.c.number == each.c.sender)
            .outerjoin(kiranas, kiranas.c.kirana == kirana_numbers.c.kirana)
            .order_by(inbox.c.id.desc())
            .limit(ROWS)
        )
        with self._reading() as connection:
            rows = connection.execute(query).all()
        return [
            ConversationSeen(
                row.pseudonym,
                masked(row.number),
                row.kirana_name or "",
                row.language,
                row.received_at,
                said(row.form),
                row.messages,
            )
            for row in rows
        ]

    def conversation(self, pseudonym: str) -> list[MessageSeen]:
        """What a customer wrote and heard, oldest first; empty where nobody has this pseudonym."""
        with self._reading() as connection:
            number = connection.execute(
                select(customers.c.number).where(customers.c.pseudonym == pseudonym)
            ).scalar_one_or_none()
            if number is None:
                return []
            heard = connection.execute(
                select(inbox).where(inbox.c.sender == number).order_by(inbox.c.id.desc()).limit(ROWS)
            ).all()
            told = connection.execute(
                select(outbox).where(outbox.c.receiver == number).order_by(outbox.c.id.desc()).limit(ROWS)
            ).all()
        # A reply stands behind what it answers, though it is written by the time of the machine.
        answered = {row.id: row.received_at for row in heard}
        messages = [MessageSeen(row.id, True, said(row.form), row.received_at, row.state, pseudonym) for row in heard]
        messages += [
            MessageSeen(
                row.id,
                False,
                without_numbers(row.body),
                answered.get(row.answers, row.created_at),
                row.state,
                pseudonym,
            )
            for row in told
        ]
        return sorted(messages, key=lambda message: (message.at, not message.is_customers))

    def unreviewed(self, days: int = 14, most: int = 2000) -> list[MessageSeen]:
        """What customers and kiranas wrote in the last days that nobody has reviewed yet, newest first."""
        query = (
            select(inbox, customers.c.pseudonym, kirana_numbers.c.kirana)
            .join(customers, customers.c.number == inbox.c.sender)
            .outerjoin(kirana_numbers, kirana_numbers.c.number == inbox.c.sender)
            .outerjoin(reviewed, reviewed.c.message == inbox.c.id)
            .where(reviewed.c.message.is_(None), inbox.c.received_at > self._now() - timedelta(days=days))
            .where(inbox.c.state != "double")
            .order_by(inbox.c.id.desc())
            .limit(most)
        )
        with self._reading() as connection:
            rows = connection.execute(query).all()
        seen = [
            MessageSeen(
                row.id,
                True,
                said(row.form),
                row.received_at,
                row.state,
                row.pseudonym,
                SHOP if row.kirana else CUSTOMER,
            )
            for row in rows
        ]
        return [message for message in seen if message.text]

    def cancelled(self, days: int = 14) -> list[tuple[str, datetime]]:
        """Pseudonyms of customers who cancelled an order, and when."""
        query = (
            select(customers.c.pseudonym, status_changes.c.at)
            .join(orders, orders.c.number == status_changes.c.order)
            .join(customers, customers.c.number == orders.c.customer)
            .where(status_changes.c.status == "cancelled", status_changes.c.at > self._now() - timedelta(days=days))
        )
        with self._reading() as connection:
            return [(row.pseudonym, row.at) for row in connection.execute(query)]

    def set_reviewed(self, message: int, name: str, taken_as: str) -> bool:
        """Note that a message was reviewed; False where somebody was first."""
        with self._engine.begin() as connection:
            if connection.execute(select(reviewed.c.message).where(reviewed.c.message == message)).first():
                return False
            row = {"message": message, "at": self._now(), "name": name, "taken_as": taken_as}
            connection.execute(insert(reviewed).values(**row))
        return True

    def note_visit(self, name: str, method: str, path: str, status: int) -> None:
        """Write down who looked at what."""
        row = {"at": self._now(), "name": name[:40], "method": method, "path": path[:400], "status": status}
        with self._engine.begin() as connection:
            connection.execute(insert(desk_visits).values(**row))

    def visits(self) -> Sequence[Any]:
        """The newest visits: at, name, method, path, status."""
        with self._reading() as connection:
            return connection.execute(select(desk_visits).order_by(desk_visits.c.id.desc()).limit(ROWS)).all()

    def _orders(self, condition: Any) -> list[OrderSeen]:
        totals = (
            select(
                order_lines.c.order.label("number"),
                func.sum(order_lines.c.price_paise).label("paise"),
                func.count().label("lines"),
            )
            .where(~order_lines.c.is_missing)
            .group_by(order_lines.c.order)
            .subquery()
        )
        changed = (
            select(status_changes.c.order.label("number"), func.max(status_changes.c.at).label("at"))
            .group_by(status_changes.c.order)
            .subquery()
        )
        query = (
            select(
                orders, totals.c.paise, totals.c.lines, changed.c.at.label("changed_at"),
                kiranas.c.name.label("kirana_name"), customers.c.pseudonym,
            )
            .outerjoin(totals, totals.c.number == orders.c.number)
            .outerjoin(changed, changed.c.number == orders.c.number)
            .outerjoin(kiranas, kiranas.c.kirana == orders.c.kirana)
            .outerjoin(customers, customers.c.number == orders.c.customer)
            .where(condition)
            .order_by(orders.c.placed_at.desc())
            .limit(ROWS)
        )  # fmt: skip
        with self._reading() as connection:
            return [_order(row) for row in connection.execute(query)]

    def _reading(self) -> Connection:
        return self._engine.connect().execution_options(read_only=True)


def said(form: dict[str, str]) -> str:
    """The words of Twilio's form, phone numbers in them masked; a pin or a picture is named."""
    if form.get("Body"):
        return without_numbers(form["Body"])
    if form.get("Latitude"):
        return "📍"
    return "📎" if form.get("NumMedia", "0") != "0" else ""


def _order(row: Row) -> OrderSeen:
    paise = row.paise.paise if isinstance(row.paise, Money) else int(row.paise or 0)
    return OrderSeen(
        number=row.number,
        status=row.status,
        kirana=row.kirana_name or "",
        customer=masked(row.customer),
        pseudonym=row.pseudonym,
        lines=row.lines or 0,
        total=Money(paise),
        placed_at=row.placed_at,
        changed_at=row.changed_at or row.placed_at,
        due_at=row.due_at,
    )


def _count(row: Row) -> str:
    return f"{row.packs}" if row.packs is not None else f"{row.amount:g} {row.amount_unit}"
