"""Claims: the oldest waiting message of a customer whom nobody serves, taken by one worker until its lease ends."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Text, bindparam, delete, exists, select, text, type_coerce, update
from sqlalchemy.engine import Connection

from parchi.adapters.database import Moment
from parchi.adapters.mail_tables import IS_WAITING, inbox, leases
from parchi.domain.mail import Claim

DOUBLE_TAP = timedelta(seconds=2)
MOST_TRIES = 8
"""Each ends with another worker's being quicker, or with a double tap."""
LEASE = timedelta(seconds=30)
LONGEST_LEASE = timedelta(minutes=2)
"""No lease is longer. One that ends later was written before the machine's clock was set back: it has ended."""

_NOW, _LATEST, _LATER = (bindparam(name, type_=Moment) for name in ("now", "latest", "later"))
# Both databases' own way of saying it; SQLAlchemy would compile such an insert anew each time.
_LEASE = text("""
    INSERT INTO leases (key, owner, until) VALUES (:of, :me, :later)
    ON CONFLICT (key) DO UPDATE SET owner = excluded.owner, until = excluded.until
    WHERE leases.until <= :now OR leases.until > :latest OR leases.owner = excluded.owner
""").bindparams(_NOW, _LATEST, _LATER)
_LEAVE = delete(leases).where(leases.c.key == bindparam("of"), leases.c.owner == bindparam("me"))
_IS_SERVED = exists().where(
    leases.c.key == inbox.c.sender, leases.c.until.between(bindparam("now"), bindparam("latest"))
)
_before = inbox.alias("before")
_SAID_BEFORE = (
    select(_before.c.received_at)
    .where(
        _before.c.sender == inbox.c.sender,
        _before.c.said == inbox.c.said,
        _before.c.id < inbox.c.id,
        _before.c.state != "double",
    )
    .order_by(_before.c.id.desc())
    .limit(1)
)
_WAITING = (
    select(
        inbox.c.id,
        inbox.c.message_sid,
        inbox.c.sender,
        type_coerce(inbox.c.form, Text).label("form"),  # read only where it is taken
        inbox.c.received_at,
        inbox.c.attempts,
        _SAID_BEFORE.scalar_subquery().label("said_before"),
    )
    .where(IS_WAITING, ~_IS_SERVED)
    .order_by(inbox.c.id)
    .limit(1)
)
# Whoever is claiming a message at this moment has it: many bots would else wait for each other at the first one.
_WAITING_FOR_ALL = _WAITING.with_for_update(skip_locked=True, of=inbox)
# Only as it was seen: another worker may have answered it since.
_AS_SEEN = (inbox.c.id == bindparam("seen"), IS_WAITING, inbox.c.attempts == bindparam("tries"))
_TRIED = update(inbox).where(*_AS_SEEN).values(attempts=inbox.c.attempts + 1)
_DOUBLE = update(inbox).where(*_AS_SEEN).values(state="double", done_at=bindparam("now"))
"""Statements that every message needs are made once: making one costs as much as running it."""


def take_next(connection: Connection, owner: str, now: datetime, lease: timedelta = LEASE) -> Claim | None:
    """Take the oldest message of a customer whom nobody serves; None where there is none.

    It counts as an attempt at once, so that a message that kills its worker is known by it.
    """
    seen = {"now": now, "latest": now + LONGEST_LEASE}
    # SQLite has one writer at a time, and whoever only looks need not be it.
    waiting = _WAITING_FOR_ALL if connection.dialect.name == "postgresql" else _WAITING
    for _ in range(MOST_TRIES):
        row = connection.execute(waiting, seen).first()
        if row is None:
            return None
        if take_lease(connection, row.sender, owner, now, lease):
            claim = _taken(connection, row, now)
            if claim is not None:
                return claim
            leave(connection, row.sender, owner)
    return None


def take_lease(connection: Connection, key: str, owner: str, now: datetime, lease: timedelta = LEASE) -> bool:
    """Whether a customer, or a role that only one plays, is this owner's until the lease ends."""
    asked = {"of": key, "me": owner, "later": now + lease, "now": now, "latest": now + LONGEST_LEASE}
    return bool(connection.execute(_LEASE, asked).rowcount)


def leave(connection: Connection, key: str, owner: str) -> bool:
    """End this owner's lease; False if it has ended already."""
    return bool(connection.execute(_LEAVE, {"of": key, "me": owner}).rowcount)


def _taken(connection: Connection, row: Any, now: datetime) -> Claim | None:
    as_seen = {"seen": row.id, "tries": row.attempts}
    if _is_double_tap(row):
        connection.execute(_DOUBLE, {**as_seen, "now": now})
        return None
    if not connection.execute(_TRIED, as_seen).rowcount:
        return None
    return Claim(row.id, row.message_sid, row.sender, json.loads(row.form), row.received_at, row.attempts + 1)


def _is_double_tap(row: Any) -> bool:
    """The very same text of the same customer within two seconds is one message."""
    before: datetime | None = row.said_before
    return before is not None and row.received_at - DOUBLE_TAP <= before <= row.received_at
