"""The database: engine, metadata and the column types that keep our values."""

from __future__ import annotations

import json
import sqlite3
import time
from datetime import datetime, timezone
from functools import partial
from typing import Any

from sqlalchemy import MetaData, create_engine, event
from sqlalchemy.engine import Engine
from sqlalchemy.engine.url import URL, make_url
from sqlalchemy.pool import QueuePool
from sqlalchemy.types import DateTime, Text, TypeDecorator

from parchi.domain.hours import IST

NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
DEAD_LINE = {
    "connect_timeout": 5,
    "tcp_user_timeout": 10_000,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
}
"""When a connection that hears nothing is given up (libpq's names; seconds, one of milliseconds): a pulled cable
tells nobody, and by the system's own settings a process would wait for a quarter of an hour."""
LONGEST_PAUSE_SECONDS = 20
"""Within a transaction: longer than any turn may take."""
metadata = MetaData(naming_convention=NAMING)
WAIT_MS = 30_000
"""How long one waits for whoever writes to an SQLite file."""
FIRST_LOOK, LONGEST_LOOK = 0.0005, 0.004
_READS = ("SELECT", "\nSELECT", "BEGIN", "PRAGMA", "EXPLAIN")
"""How statements begin that change nothing."""


class Moment(TypeDecorator[datetime]):
    """An aware datetime, kept as naive UTC so that both databases compare it alike; read back in Indian time."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        """To naive UTC."""
        return None if value is None else value.astimezone(timezone.utc).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        """From naive UTC."""
        return None if value is None else value.replace(tzinfo=timezone.utc).astimezone(IST)


class Json(TypeDecorator[Any]):
    """Plain JSON as text: the same on both databases. Values are replaced, not changed in place."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Any) -> str | None:
        """To text."""
        return None if value is None else json.dumps(value, ensure_ascii=False)

    def process_result_value(self, value: str | None, dialect: Any) -> Any:
        """From text."""
        return None if value is None else json.loads(value)


def make_engine(url: str | URL, *, is_durable: bool = True) -> Engine:
    """An engine for SQLite (WAL, durable, one writer at a time) or PostgreSQL.

    What a process writes with `is_durable=False` survives its death, but perhaps not a power cut.
    """
    # An error would quote what it was given: numbers and messages.
    if make_url(url).get_backend_name() != "sqlite":
        engine = create_engine(
            url,
            future=True,
            hide_parameters=True,
            pool_pre_ping=True,
            pool_size=5,
            max_overflow=10,
            connect_args={name: value for name, value in DEAD_LINE.items() if name not in make_url(url).query},
        )
        event.listen(engine, "connect", _prepare_postgresql)
        return engine
    # SQLAlchemy would close the file after each use, and the last one to close it writes the whole WAL back.
    engine = create_engine(
        url,
        future=True,
        hide_parameters=True,
        poolclass=QueuePool,
        connect_args={"timeout": WAIT_MS / 1000, "check_same_thread": False},
    )
    event.listen(engine, "connect", partial(_prepare_sqlite, synchronous="FULL" if is_durable else "NORMAL"))
    event.listen(engine, "begin", _begin_reading)
    event.listen(engine, "before_cursor_execute", _begin_writing)
    return engine


def less_durable(engine: Engine) -> Engine:
    """The same database for what may be forgotten at a power cut: SQLite then need not wait for the disk."""
    return make_engine(engine.url, is_durable=False) if engine.dialect.name == "sqlite" else engine


def _prepare_postgresql(connection: Any, _record: Any) -> None:
    """A server does not notice either that a machine is gone, and keeps what it has locked from all others."""
    is_autocommit, connection.autocommit = connection.autocommit, True
    with connection.cursor() as cursor:
        cursor.execute(f"SET idle_in_transaction_session_timeout = '{LONGEST_PAUSE_SECONDS}s'")
    connection.autocommit = is_autocommit


def _prepare_sqlite(connection: Any, _record: Any, *, synchronous: str) -> None:
    # pysqlite's own BEGIN comes too late (at the first write): a reader that turns writer then fails as "locked".
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", f"synchronous={synchronous}", "foreign_keys=ON", f"busy_timeout={WAIT_MS}"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_reading(connection: Any) -> None:
    if connection.get_execution_options().get("read_only"):
        connection.exec_driver_sql("BEGIN")  # all that is read is of one moment


def _begin_writing(
    connection: Any, _cursor: Any, statement: str, _parameters: Any, context: Any, _is_many: bool
) -> None:
    """Take the one place of a writer at the first statement that writes, or that locks what it reads.

    What is read before then is as PostgreSQL shows it too: each statement sees what is committed when it begins. A
    turn reads for most of its time, and would keep everybody else from writing meanwhile.
    """
    if connection.connection.connection.in_transaction:
        return
    asked = getattr(getattr(context, "compiled", None), "statement", None)
    if statement.startswith(_READS) and getattr(asked, "_for_update_arg", None) is None:
        return
    take_writers_place(connection)


def take_writers_place(connection: Any) -> None:
    """From now on until its end this transaction is SQLite's one writer: what it reads stays true."""
    raw = connection.connection.connection
    if not raw.in_transaction and not _has_begun(raw):
        connection.exec_driver_sql("BEGIN IMMEDIATE")  # raises what is wrong as everybody knows it


def _has_begun(connection: Any) -> bool:
    """Wait for the one place of a writer, looking every few milliseconds; False if it cannot be had.

    SQLite itself would look ever more seldom, ten times a second at last: who came first would wait longest, and a
    webhook for seconds behind workers that are always at it.
    """
    end, pause = time.monotonic() + WAIT_MS / 1000, FIRST_LOOK
    connection.execute("PRAGMA busy_timeout=0")
    try:
        while time.monotonic() < end:
            try:
                connection.execute("BEGIN IMMEDIATE")
                return True
            except sqlite3.OperationalError as error:
                if "locked" not in str(error):
                    return False
            time.sleep(pause)
            pause = min(LONGEST_LOOK, pause * 2)
    finally:
        connection.execute(f"PRAGMA busy_timeout={WAIT_MS}")
    return False
