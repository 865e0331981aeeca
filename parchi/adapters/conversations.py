"""Conversations as rows: the last turns of each, under the customer's pseudonym."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Column, String, Table, Text, bindparam, delete, insert, select, update
from sqlalchemy.orm import Session

from parchi.adapters.database import metadata

conversations = Table(
    "conversations",
    metadata,
    Column("pseudonym", String(64), primary_key=True),
    Column("events", Text, nullable=False),
)

_OF = conversations.c.pseudonym == bindparam("of")
_GET = select(conversations.c.events).where(_OF)
_ADD = insert(conversations).values(pseudonym=bindparam("of"), events=bindparam("told"))
_PUT = update(conversations).where(_OF).values(events=bindparam("told"))


class SqlConversations:
    """The repository of conversations; one row each, replaced at every turn.

    What is put is written at the end of the unit of work: SQLite's one writer keeps all others waiting until then.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._unwritten: dict[str, str] = {}
        self._read: dict[str, str | None] = {}

    def get(self, pseudonym: str) -> str | None:
        """The events kept of a conversation; None if there was none."""
        if pseudonym in self._unwritten:
            return self._unwritten[pseudonym]
        if pseudonym in self._read:
            return self._read.pop(pseudonym)
        events: str | None = self._session.execute(_GET, {"of": pseudonym}).scalar_one_or_none()
        return events

    def know(self, pseudonym: str, events: str | None) -> None:
        """The events kept of a conversation, as they were just read."""
        self._read[pseudonym] = events

    def put(self, pseudonym: str, events: str) -> None:
        """Keep these events in place of those before."""
        self._unwritten[pseudonym] = events

    def write(self) -> None:
        """Write what was put."""
        for pseudonym, events in self._unwritten.items():
            told = {"of": pseudonym, "told": events}
            if self._session.execute(_PUT, told).rowcount == 0:
                self._session.execute(_ADD, told)
        self._unwritten.clear()

    def forget_unwritten(self) -> None:
        """What was put since the last writing is not wanted."""
        self._unwritten.clear()

    def drop(self, pseudonym: str) -> None:
        """Forget a conversation."""
        self._read.pop(pseudonym, None)
        self._unwritten.pop(pseudonym, None)
        self._session.execute(delete(conversations).where(conversations.c.pseudonym == pseudonym))

    def keys(self) -> Sequence[str]:
        """All pseudonyms."""
        kept = self._session.execute(select(conversations.c.pseudonym)).scalars()
        return list(dict.fromkeys((*kept, *self._unwritten)))
