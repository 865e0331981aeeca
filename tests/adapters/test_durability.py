"""What a power cut may take: nothing that anybody outside has heard of."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, insert
from sqlalchemy.engine import Engine

from parchi.adapters.database import less_durable, make_engine
from parchi.adapters.mail_tables import outbox
from parchi.adapters.outbox import SqlOutbox
from parchi.adapters.seeding import migrate
from parchi.domain.mail import Outcome
from parchi.roles import machine_time

NORMAL, FULL = 1, 2  # of SQLite's PRAGMA synchronous


@pytest.fixture
def waits() -> Iterator[list[int]]:
    """How a commit waits for the disk, for each change of the outbox."""
    found: list[int] = []

    def note(connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if statement.startswith("UPDATE outbox"):
            found.append(connection.connection.connection.execute("PRAGMA synchronous").fetchone()[0])

    event.listen(Engine, "before_cursor_execute", note)
    yield found
    event.remove(Engine, "before_cursor_execute", note)


def test_a_letter_leaves_only_after_a_commit_that_waits_for_the_disk(tmp_path: Path, waits: list[int]) -> None:
    engine = make_engine(f"sqlite:///{tmp_path}/mail.db")
    migrate(engine)
    with less_durable(engine).begin() as turn:
        turn.execute(insert(outbox).values(receiver="whatsapp:+910000000001", body="hello", created_at=machine_time()))
    box = SqlOutbox(engine, machine_time, recording=less_durable(engine))
    (dispatch,) = box.claim("sender", 5)
    assert waits == [FULL]
    box.record([Outcome(dispatch.id, "sent", message_sid="SM1")])
    assert waits == [FULL, NORMAL]
