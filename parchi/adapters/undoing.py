"""Undoing: a part of a unit of work is taken back without the database, as long as nothing was written to it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import inspect
from sqlalchemy.orm import Session


@contextmanager
def undone(session: Session) -> Iterator[None]:
    """If this raises, every entity is again what it was at the beginning; columns that waited to be written still wait.

    For a transaction that has written nothing by then: all of it is rolled back.
    """
    waiting = [(entity, _changes(entity)) for entity in session.dirty]
    new = [(entity, _values(entity)) for entity in session.new]
    try:
        yield
    except BaseException:
        session.rollback()
        session.add_all(entity for entity, _ in new)
        for entity, values in (*waiting, *new):
            for name, value in values.items():
                setattr(entity, name, value)
        raise


def _changes(entity: Any) -> dict[str, Any]:
    told = inspect(entity).attrs
    return {name: value for name, value in _values(entity).items() if told[name].history.added}


def _values(entity: Any) -> dict[str, Any]:
    return {column.key: getattr(entity, column.key) for column in inspect(entity).mapper.column_attrs}
