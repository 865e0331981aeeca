"""Sent messages: what the stand-in of Twilio's API has taken, kept in a small table of its own."""

from __future__ import annotations

import json
import secrets
import sqlite3
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any

_TABLE = """
CREATE TABLE IF NOT EXISTS messages (
    id INTEGER PRIMARY KEY AUTOINCREMENT, sid TEXT UNIQUE NOT NULL, sender TEXT NOT NULL, receiver TEXT NOT NULL,
    body TEXT NOT NULL, buttons TEXT NOT NULL, media TEXT, form TEXT NOT NULL, status TEXT NOT NULL,
    error_code INTEGER, created_at TEXT NOT NULL, shown_at TEXT NOT NULL)
"""


@dataclass(frozen=True)
class Sent:
    """One message as its receiver sees it; `buttons` have a title and the payload that pressing them sends."""

    id: int
    sid: str
    sender: str
    receiver: str
    body: str
    buttons: list[dict[str, str]]
    media: str | None
    form: dict[str, str]
    """As it was posted."""
    status: str
    error_code: int | None
    created_at: datetime
    shown_at: datetime
    """By the shop's clock, which a tester may have set."""

    def to_json(self) -> dict[str, Any]:
        """For the simulator's page."""
        return {
            "id": self.id,
            "sid": self.sid,
            "to": self.receiver,
            "body": self.body,
            "buttons": self.buttons,
            "media": self.media,
            "status": self.status,
            "at": self.created_at.isoformat(),
        }


class SentMessages:
    """The table; in memory unless a file is named. Safe to use from several threads."""

    def __init__(self, file: str = ":memory:", shop_now: Callable[[], datetime] | None = None) -> None:
        self._shop_now = shop_now or _machine_now
        self._lock = threading.Lock()
        self._connection = sqlite3.connect(file, check_same_thread=False, isolation_level=None)
        self._connection.row_factory = sqlite3.Row
        self._connection.execute("PRAGMA journal_mode=WAL")
        self._connection.execute(_TABLE)

    def add(self, form: Mapping[str, str], body: str, buttons: list[dict[str, str]]) -> Sent:
        """Keep a message that was posted, with the text and buttons that its receiver sees."""
        row = (
            "SM" + secrets.token_hex(16),
            form.get("From", ""),
            form["To"],
            body,
            json.dumps(buttons, ensure_ascii=False),
            form.get("MediaUrl"),
            json.dumps(dict(form), ensure_ascii=False),
            "queued",
            _machine_now().isoformat(),
            self._shop_now().isoformat(),
        )
        columns = "sid, sender, receiver, body, buttons, media, form, status, created_at, shown_at"
        with self._lock:
            marks = ", ".join("?" * len(row))
            id = self._connection.execute(f"INSERT INTO messages ({columns}) VALUES ({marks})", row).lastrowid
        return next(sent for sent in self.list(since=(id or 1) - 1) if sent.id == id)

    def set_status(self, sid: str, status: str, error_code: int | None = None) -> None:
        """What became of a message."""
        with self._lock:
            self._connection.execute(
                "UPDATE messages SET status = ?, error_code = ? WHERE sid = ?", (status, error_code, sid)
            )

    def conversation(self, number: str, since: int = 0) -> list[Sent]:
        """Messages to and from a number with an id above `since`, oldest first."""
        query = "SELECT * FROM messages WHERE id > ? AND ? IN (receiver, sender) ORDER BY id"
        with self._lock:
            rows = self._connection.execute(query, (since, number)).fetchall()
        return [_sent(row) for row in rows]

    def list(self, number: str | None = None, since: int = 0) -> list[Sent]:
        """Messages (to a number) with an id above `since`, oldest first."""
        query = "SELECT * FROM messages WHERE id > ? AND (? IS NULL OR receiver = ?) ORDER BY id"
        with self._lock:
            rows = self._connection.execute(query, (since, number, number)).fetchall()
        return [_sent(row) for row in rows]


def _sent(row: sqlite3.Row) -> Sent:
    return Sent(
        **{
            **dict(row),
            "buttons": json.loads(row["buttons"]),
            "form": json.loads(row["form"]),
            "created_at": datetime.fromisoformat(row["created_at"]),
            "shown_at": datetime.fromisoformat(row["shown_at"]),
        }
    )


def _machine_now() -> datetime:
    return datetime.now(timezone.utc)
