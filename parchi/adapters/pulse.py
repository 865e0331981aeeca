"""The pulse: which roles are alive, so that the front can tell whether messages are answered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Engine

from parchi.adapters.figures import Labels, add_figures
from parchi.adapters.mail_tables import heartbeats
from parchi.adapters.outage import outage_as_try_again

FRESH = timedelta(seconds=10)
FORGOTTEN = timedelta(hours=1)


class SqlPulse:
    """Heartbeats of all processes on all machines. `now` is the machine's time.

    `is_dead` knows processes of this machine that are gone: the heartbeats of a run that was killed count for nothing.
    """

    def __init__(
        self, engine: Engine, now: Callable[[], datetime], is_dead: Callable[[str], bool] = lambda owner: False
    ) -> None:
        self._engine = engine
        self._now = now
        self._is_dead = is_dead
        self._insert = postgresql.insert if engine.dialect.name == "postgresql" else sqlite.insert

    def beat(self, owner: str, role: str, figures: Mapping[tuple[str, Labels], float] | None = None) -> None:
        """Say that a process is alive, and what it has counted since; forget those that were silent for an hour."""
        now = self._now()
        row = {"role": role, "at": now}
        statement = self._insert(heartbeats).values(owner=owner, **row)
        with outage_as_try_again(), self._engine.begin() as connection:
            connection.execute(statement.on_conflict_do_update(index_elements=["owner"], set_=row))
            connection.execute(delete(heartbeats).where(heartbeats.c.at < now - FORGOTTEN))
            add_figures(connection, figures or {})

    def is_alive(self, role: str) -> bool:
        """Whether some process of a role gave a sign of life within ten seconds."""
        now = self._now()  # a heartbeat of later was written before the machine's clock was set back
        recent = (heartbeats.c.role == role) & heartbeats.c.at.between(now - FRESH, now + FRESH)
        query = select(heartbeats.c.owner).where(recent)
        with outage_as_try_again(), self._engine.connect().execution_options(read_only=True) as connection:
            return any(not self._is_dead(owner) for owner in connection.execute(query).scalars())
