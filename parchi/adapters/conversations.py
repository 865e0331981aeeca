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
_PUT = update(conversations).where(_OF).values(events=bindparam("told"))


class SqlConversations:
    """The repository of conversations; one row each, replaced at every turn."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, pseudonym: str) -> str | None:
        """The events kept of a conversation; None if there was none."""
        events: str | None = self._session.execute(_GET, {"of": pseudonym}).scalar_one_or_none()
        return events

    def put(self, pseudonym: str, events: str) -> None:
        """Keep these events in place of those before."""
        changed = self._session.execute(_PUT, {"of": pseudonym, "told": events})
        if changed.rowcount == 0:
            self._session.execute(insert(conversations).values(pseudonym=pseudonym, events=events))

    def drop(self, pseudonym: str) -> None:
        """Forget a conversation."""
        self._session.execute(delete(conversations).where(conversations.c.pseudonym == pseudonym))

    def keys(self) -> Sequence[str]:
        """All pseudonyms."""
        return list(self._session.execute(select(conversations.c.pseudonym)).scalars())
