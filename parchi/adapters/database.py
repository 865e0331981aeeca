"""The database: engine, metadata and the column types that keep our values."""

from __future__ import annotations

import json
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
metadata = MetaData(naming_convention=NAMING)


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
        return create_engine(url, future=True, hide_parameters=True, pool_pre_ping=True, pool_size=5, max_overflow=10)
    # SQLAlchemy would close the file after each use, and the last one to close it writes the whole WAL back.
    engine = create_engine(
        url,
        future=True,
        hide_parameters=True,
        poolclass=QueuePool,
        connect_args={"timeout": 30, "check_same_thread": False},
    )
    event.listen(engine, "connect", partial(_prepare_sqlite, synchronous="FULL" if is_durable else "NORMAL"))
    event.listen(engine, "begin", _begin_immediate)
    return engine


def less_durable(engine: Engine) -> Engine:
    """The same database for what may be forgotten at a power cut: SQLite then need not wait for the disk."""
    return make_engine(engine.url, is_durable=False) if engine.dialect.name == "sqlite" else engine


def _prepare_sqlite(connection: Any, _record: Any, *, synchronous: str) -> None:
    # pysqlite's own BEGIN comes too late (at the first write): a reader that turns writer then fails as "locked".
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", f"synchronous={synchronous}", "foreign_keys=ON", "busy_timeout=30000"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_immediate(connection: Any) -> None:
    options = connection.get_execution_options()
    connection.exec_driver_sql("BEGIN" if options.get("read_only") else "BEGIN IMMEDIATE")
