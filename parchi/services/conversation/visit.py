"""A visit: one message being served, and what everybody who serves it shares."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from parchi.services.ports import UnitOfWork, Words


@dataclass
class Visit:
    """The unit of work of one message, and the wording of its answer."""

    shop: UnitOfWork
    words: Words
    failure: Exception | None = None
    """What makes the whole visit void, to be tried again: Rasa swallows what its actions raise."""


_current: ContextVar[Visit | None] = ContextVar("visit", default=None)


def current_visit() -> Visit | None:
    """The visit being served here; None in an action server of its own."""
    return _current.get()


@contextmanager
def served(visit: Visit) -> Iterator[Visit]:
    """While this lasts, whoever asks for the current visit gets this one."""
    token = _current.set(visit)
    try:
        yield visit
    finally:
        _current.reset(token)
