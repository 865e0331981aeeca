"""Alarms: what the operator should know, kept always and told at most once an hour a kind."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import column, insert, select, table

from parchi.adapters.database import Moment
from parchi.adapters.mail_tables import alarms, outbox
from parchi.domain.mail import WINDOW

CUSTOMERS = table("customers", column("number"), column("last_heard_at", Moment))
"""What is asked of customers here: the front raises alarms too, and starts without the mapper that their table has."""
SILENCE = timedelta(hours=1)
TEMPLATE, LANGUAGE = "alarm", "en"
"""What takes an alarm to an operator who has not written for a day."""
LONGEST, LONGEST_VARIABLE = 1600, 600


def raise_alarm(
    connection: Any, kind: str, text: str, *, at: datetime, operator: str | None, content_sid: str | None = None
) -> None:
    """Keep an alarm (`connection` is one of SQLAlchemy, or a session) and put it into the outbox if it is due.

    `content_sid` is the template's, for an operator whose window is shut; without one it waits for their next message.
    """
    told = select(alarms.c.id).where(
        alarms.c.kind == kind, alarms.c.was_told, alarms.c.at > at - SILENCE, alarms.c.at <= at
    )
    is_due = operator is not None and connection.execute(told.limit(1)).first() is None
    connection.execute(insert(alarms).values(kind=kind[:40], text=text, at=at, was_told=is_due))
    if not is_due:
        return
    row: dict[str, Any] = {"receiver": operator, "body": f"⚠️ {text}"[:LONGEST], "created_at": at}
    if _is_window_shut(connection, operator or "", at):
        by_template = {"content_sid": content_sid, "variables": {"1": " ".join(text.split())[:LONGEST_VARIABLE]}}
        row |= by_template if content_sid else {"state": "kept", "cause": "window"}
    connection.execute(insert(outbox).values(**row))


def _is_window_shut(connection: Any, operator: str, at: datetime) -> bool:
    heard = select(CUSTOMERS.c.last_heard_at).where(CUSTOMERS.c.number == operator)
    last: datetime | None = connection.execute(heard).scalar_one_or_none()
    return last is not None and at - last >= WINDOW
