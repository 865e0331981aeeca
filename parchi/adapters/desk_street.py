"""The desk's view of the street and the mail: kiranas, their shelves, what waits, and what went wrong."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import and_, func, or_, select
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.orm import Session

from parchi.adapters.mail_tables import alarms, heartbeats, inbox, outbox
from parchi.adapters.order_tables import orders
from parchi.adapters.shop_tables import kiranas, products, shelves
from parchi.domain.kirana import MILLI, Kirana
from parchi.domain.money import Money
from parchi.domain.order import OPEN
from parchi.domain.overview import AlarmSeen, FailureSeen, KiranaSeen, QueueSeen, ShelfSeen, masked

ROWS = 200


class SqlDeskStreet:
    """Kiranas, shelves and the mail as the operator sees them. `now` is the shop's time."""

    def __init__(self, engine: Engine, now: Callable[[], datetime]) -> None:
        self._engine = engine
        self._now = now

    def kiranas(self) -> list[KiranaSeen]:
        """All listed kiranas, those with open orders first."""
        open_orders = select(orders.c.kirana, func.count()).where(orders.c.status.in_(OPEN)).group_by(orders.c.kirana)
        now = self._now()
        with Session(self._engine.execution_options(read_only=True), future=True) as session:
            count = dict(session.execute(open_orders).all())
            listed = session.execute(select(Kirana).where(kiranas.c.is_listed)).scalars()
            seen = [
                KiranaSeen(
                    one.kirana, one.name, one.address, one.latitude, one.longitude,
                    one.is_open(now), one.is_confirmed, count.get(one.kirana, 0),
                )
                for one in listed
            ]  # fmt: skip
        return sorted(seen, key=lambda kirana: (-kirana.open_orders, kirana.name))

    def shelf(self, kirana: str, words: str = "") -> list[ShelfSeen]:
        """A kirana's shelf, or what of it has these words in its name."""
        query = (
            select(shelves, products.c.name, products.c.pack)
            .join(products, products.c.sku == shelves.c.sku)
            .where(shelves.c.kirana == kirana)
            .order_by(products.c.name)
            .limit(ROWS * 2)
        )
        for word in words.split():
            query = query.where(or_(products.c.name.ilike(f"%{word}%"), products.c.sku.ilike(f"%{word}%")))
        with self._reading() as connection:
            return [
                ShelfSeen(
                    row.sku, row.name, row.pack, row.stock / MILLI, row.held / MILLI, Money(row.price_paise)
                )
                for row in connection.execute(query)
            ]  # fmt: skip

    def queue(self) -> QueueSeen:
        """What waits, who works, and what went wrong lately."""
        with self._reading() as connection:
            states_in = connection.execute(select(inbox.c.state, func.count()).group_by(inbox.c.state)).all()
            states_out = connection.execute(select(outbox.c.state, func.count()).group_by(outbox.c.state)).all()
            oldest = connection.execute(
                select(inbox.c.received_at).where(inbox.c.state == "waiting").order_by(inbox.c.id).limit(1)
            ).scalar_one_or_none()
            workers = connection.execute(select(heartbeats).order_by(heartbeats.c.at.desc()).limit(20)).all()
            told = connection.execute(select(alarms).order_by(alarms.c.id.desc()).limit(50)).all()
            failures = self._failures(connection)
        return QueueSeen(
            inbox=dict(states_in),
            outbox=dict(states_out),
            oldest_waiting_at=oldest,
            workers=[(row.role, row.at) for row in workers],
            failures=failures,
            alarms=[AlarmSeen(row.kind, row.text, row.at, row.was_told) for row in told],
        )

    def _failures(self, connection: Connection) -> list[FailureSeen]:
        unanswered = connection.execute(
            select(inbox).where(inbox.c.state == "failed").order_by(inbox.c.id.desc()).limit(50)
        ).all()
        unsent = connection.execute(
            select(outbox)
            .where(or_(outbox.c.state.in_(("failed", "kept")), and_(outbox.c.attempts > 1, outbox.c.cause.isnot(None))))
            .order_by(outbox.c.id.desc())
            .limit(50)
        ).all()
        seen = [
            FailureSeen("not answered", masked(row.sender), row.received_at, f"error {row.error_id}")
            for row in unanswered
        ]
        seen += [
            FailureSeen(f"reply {row.state}", masked(row.receiver), row.created_at, row.cause or "") for row in unsent
        ]
        return sorted(seen, key=lambda failure: failure.at, reverse=True)

    def _reading(self) -> Connection:
        return self._engine.connect().execution_options(read_only=True)
