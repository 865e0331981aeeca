"""An outage: the database cannot serve now, and nothing is wrong with what was asked of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError, ProgrammingError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from parchi.services.ports import TryAgain

_SQLITE = ("locked", "disk", "full", "unable to open", "readonly", "busy", "no such table")
_STALE = "StaleDataError"
"""Somebody else has changed the same row since it was read; known by its name, for the front loads no mapper."""
_POSTGRESQL = ("08", "40", "53", "55", "57", "42P01")
"""Classes of SQLSTATE: connection, rollback, resources, lock not available, operator's intervention; and a table
that nobody has made yet."""


def is_outage(error: BaseException) -> bool:
    """Whether the same work may succeed later unchanged."""
    if isinstance(error, TryAgain):
        return error.__cause__ is None or is_outage(error.__cause__)
    if isinstance(error, PoolTimeout) or type(error).__name__ == _STALE:
        return True
    if not isinstance(error, DBAPIError):
        return False
    if error.connection_invalidated:
        return True
    if not isinstance(error, (OperationalError, InterfaceError, ProgrammingError)):
        return False
    state = getattr(error.orig, "pgcode", None)
    if state is not None:
        return state.startswith(_POSTGRESQL)
    if type(error.orig).__module__.startswith("sqlite3"):
        return any(word in str(error.orig) for word in _SQLITE)
    return not isinstance(error, ProgrammingError)


@contextmanager
def outage_as_try_again() -> Iterator[None]:
    """Tell the callers, who know no database, that they may try again."""
    try:
        yield
    except (DBAPIError, PoolTimeout) as error:
        if is_outage(error):
            raise TryAgain(str(error.__cause__ or error)) from error
        raise
