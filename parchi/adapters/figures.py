"""The figures: sums that all processes keep together, and how much waits at this moment."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import func, select, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection, Engine

from parchi.adapters.figure_tables import figures
from parchi.adapters.mail_tables import IS_UNSENT, IS_WAITING, inbox, outbox
from parchi.adapters.outage import outage_as_try_again

Labels = tuple[tuple[str, str], ...]
Waiting = tuple[str, str, int, float]
"""Queue, state, how many, and the age of the oldest in seconds."""


class SqlFigures:
    """What `/metrics` tells of. `now` is the machine's time."""

    def __init__(self, engine: Engine, now: Callable[[], datetime]) -> None:
        self._engine = engine
        self._now = now

    def add(self, told: Mapping[tuple[str, Labels], float]) -> None:
        """Add what a process has counted."""
        with outage_as_try_again(), self._engine.begin() as connection:
            add_figures(connection, told)

    def sums(self) -> list[tuple[str, dict[str, str], float]]:
        """Every sum with its name and labels."""
        with self._reading() as connection:
            rows = connection.execute(select(figures).order_by(figures.c.name, figures.c.labels)).all()
        return [(row.name, json.loads(row.labels), row.sum) for row in rows]

    def waiting(self) -> list[Waiting]:
        """What waits in the inbox and the outbox; a partial index has just these."""
        with self._reading() as connection:
            asked = select(inbox.c.state, func.count(), func.min(inbox.c.received_at)).where(IS_WAITING)
            unsent = select(outbox.c.state, func.count(), func.min(outbox.c.created_at)).where(IS_UNSENT)
            found = [("inbox", *row) for row in connection.execute(asked.group_by(inbox.c.state))]
            found += [("outbox", *row) for row in connection.execute(unsent.group_by(outbox.c.state))]
        return [(queue, state, count, self._age(since)) for queue, state, count, since in found]

    def orders(self) -> dict[str, int]:
        """How many orders are in each state."""
        with self._reading() as connection:
            return dict(connection.execute(text("SELECT status, count(*) FROM orders GROUP BY status")).all())

    def _age(self, since: datetime) -> float:
        return max(0.0, (self._now() - since).total_seconds())

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with outage_as_try_again(), self._engine.connect().execution_options(read_only=True) as connection:
            yield connection


def add_figures(connection: Connection, told: Mapping[tuple[str, Labels], float]) -> None:
    """Add what a process has counted. In one order for all, so that no two wait for each other."""
    if not told:
        return
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    statement = insert(figures)
    more = {"sum": figures.c.sum + statement.excluded.sum}
    rows = [
        {"name": name, "labels": json.dumps(dict(labels)), "sum": amount} for (name, labels), amount in told.items()
    ]
    rows.sort(key=lambda row: (row["name"], row["labels"]))
    connection.execute(statement.on_conflict_do_update(index_elements=["name", "labels"], set_=more), rows)
