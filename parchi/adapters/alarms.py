"""Alarms: what the operator should know, kept always and told at most once an hour a kind."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert, select

from parchi.adapters.mail_tables import alarms, outbox

SILENCE = timedelta(hours=1)


def raise_alarm(connection: Any, kind: str, text: str, *, at: datetime, operator: str | None) -> None:
    """Keep an alarm (`connection` is one of SQLAlchemy, or a session) and put it into the outbox if it is due."""
    told = select(alarms.c.id).where(
        alarms.c.kind == kind, alarms.c.was_told, alarms.c.at > at - SILENCE, alarms.c.at <= at
    )
    is_due = operator is not None and connection.execute(told.limit(1)).first() is None
    connection.execute(insert(alarms).values(kind=kind[:40], text=text, at=at, was_told=is_due))
    if is_due:
        connection.execute(insert(outbox).values(receiver=operator, body=f"⚠️ {text}"[:1600], created_at=at))
