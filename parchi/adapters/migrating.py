"""Migrating: an older database, or an empty one, gets the tables of today by the steps in `migrations/`."""

from __future__ import annotations

import pkgutil
from importlib import import_module
from pathlib import Path
from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Column, MetaData, Table, create_engine, inspect, text
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.pool import StaticPool
from sqlalchemy.schema import CreateColumn
from sqlalchemy.types import TypeDecorator

import parchi.adapters
from parchi.adapters.database import metadata, take_writers_place

FOLDER = Path(__file__).parent / "migrations"
VERSION = "alembic_version"
LOCK = 7_212_026
"""Any number, as long as all processes take the same."""


def every_table() -> MetaData:
    """The metadata once all modules that describe tables are loaded."""
    for module in pkgutil.iter_modules(parchi.adapters.__path__):
        if module.name.endswith("_tables"):
            import_module(f"parchi.adapters.{module.name}")
    return metadata


def migrate(engine: Engine, to: str = "head") -> None:
    """Bring the tables to a step, today's or an older one; several processes may do so at once."""
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        else:
            take_writers_place(connection)
        there = inspect(connection)
        if there.has_table("inbox") and not there.has_table(VERSION):
            _complete(connection)
            command.stamp(_config(connection), "head")
        now = MigrationContext.configure(connection).get_current_revision()
        steps = ScriptDirectory.from_config(_config(connection))
        known = {step.revision for step in steps.walk_revisions()}
        if now is not None and now not in known:
            return  # a newer Parchi has been here: its tables have all that ours had
        wanted = steps.get_current_head() if to == "head" else to
        if now != wanted:
            is_back = wanted == "base" or wanted in _behind(steps, now)
            (command.downgrade if is_back else command.upgrade)(_config(connection), str(wanted))


def differences(connection: Connection) -> list[Any]:
    """What the tables of a database lack, or have too much, beside those that the code describes."""
    return list(compare_metadata(MigrationContext.configure(connection, opts=OPTIONS), every_table()))


def write_step(message: str) -> Path:
    """Write the step from the last one to what the code describes now; read it before you commit it."""
    engine = create_engine("sqlite://", future=True, poolclass=StaticPool)
    migrate(engine)
    with engine.begin() as connection:
        config = _config(connection)
        number = len(list(ScriptDirectory.from_config(config).walk_revisions())) + 1
        step: Any = command.revision(config, message, autogenerate=True, rev_id=f"{number:04d}")
    return Path(step.path)


def _config(connection: Connection) -> Config:
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(FOLDER))
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    return config


def _behind(steps: ScriptDirectory, now: str | None) -> set[str]:
    return {step.revision for step in steps.iterate_revisions(now, "base")} - {str(now)} if now else set()


def _complete(connection: Connection) -> None:
    """A database from before there were steps: what is missing is made, columns with a default for the rows there."""
    every_table().create_all(connection)
    there = inspect(connection)
    for table in metadata.sorted_tables:
        names = {column["name"] for column in there.get_columns(table.name)}
        for column in table.columns:
            if column.name not in names:
                _add_column(connection, table, column)
        indexes = {index["name"] for index in there.get_indexes(table.name)}
        for index in table.indexes:
            if index.name not in indexes:
                index.create(connection)


def _add_column(connection: Connection, table: Table, column: Column[Any]) -> None:
    made = CreateColumn(column).compile(dialect=connection.dialect)
    connection.execute(text(f"ALTER TABLE {table.name} ADD COLUMN {made}"))


def _render(kind: str, item: Any, _context: Any) -> str | bool:
    """A step names no type of ours: what it made stays what it was when ours change."""
    if kind != "type" or not isinstance(item, TypeDecorator):
        return False
    others = getattr(item, "mapping", {})  # a type that is another one in some databases
    return f"sa.{item.impl!r}" + "".join(f".with_variant(sa.{other!r}, {name!r})" for name, other in others.items())


OPTIONS: dict[str, Any] = {"render_item": _render, "compare_type": True, "render_as_batch": True}
