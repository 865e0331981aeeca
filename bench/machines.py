"""More machines: messages a second of one, two and four bots that share a PostgreSQL, each a process apart."""

from __future__ import annotations

import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from subprocess import Popen

from sqlalchemy import create_engine, select, text
from sqlalchemy.engine import Engine

from bench.load.cost import cpu_seconds, family
from bench.load.postgres import server
from bench.sizes import CUSTOMERS
from bench.table import Table
from parchi.adapters.inbox import SqlInbox
from parchi.adapters.mail_tables import heartbeats, inbox
from parchi.front import machine_time
from parchi.whatsapp.form import arrival
from tests.conftest import MONDAY_ELEVEN
from tests.faults.apart import role
from tests.faults.books import audit_books
from tests.faults.load import VASHI, WISHES
from tests.wire.conftest import form
from tests.wire.system import System, end, running_system, start

BOTS = (1, 2, 4)
SAID = ("", "list", "that is all", "yes", "cancel my order")
"""A pin, a list, yes, and a cancel."""
PATIENCE = 900.0


@dataclass(frozen=True)
class Drained:
    """A heap of messages that some bots have answered."""

    rate: float
    """Messages a second, without the first and the last tenth."""
    bots: list[float]
    """Milliseconds on a core of each bot, a message of the heap."""
    postgres: float


def run() -> Iterator[Table]:
    """The same heap for one, two and four bots."""
    table = Table(
        f"{CUSTOMERS * len(SAID):,} messages of {CUSTOMERS} customers wait in PostgreSQL; bots apart answer them",
        ("bots", "messages/s", "times one", "CPU ms a message: bots", "PostgreSQL"),
    )
    first = 0.0
    for bots in BOTS:
        drained = _drained(bots)
        first = first or drained.rate
        cpu = f"{sum(drained.bots):.1f}", f"{drained.postgres:.1f}"
        table.add(bots, f"{drained.rate:.0f}", f"{drained.rate / first:.2f}", *cpu)
        least = min(drained.bots) / sum(drained.bots)
        table.promise(f"each of {bots} had its share", f"the least {least:.0%}", least >= 0.3 / bots)
    yield table


def _drained(bots: int) -> Drained:
    with (
        server() as (address, pid),
        tempfile.TemporaryDirectory(prefix="parchi-machines-") as made,
        running_system(Path(made), serving=role("web"), database=address, PARCHI_LIMIT_CUSTOMER="0") as system,
    ):
        engine = create_engine(address, future=True)
        with _running_bots(system, engine, bots) as processes:
            before = _cpu(processes, pid)
            _heap(engine)
            system.until(lambda: _left(engine) == 0, PATIENCE)
            used = _cpu(processes, pid)
        *of_bots, of_postgres = [1000 * (b - a) / (CUSTOMERS * len(SAID)) for a, b in zip(before, used, strict=True)]
        return Drained(_rate(engine), of_bots, of_postgres)


@contextmanager
def _running_bots(system: System, engine: Engine, bots: int) -> Iterator[list[Popen[bytes]]]:
    """All of them ready."""
    started = [start([*role("bot"), "--workers", "1"], system.folder, system.environ) for _ in range(bots)]
    try:
        system.until(lambda: _alive(engine) == bots, PATIENCE)
        time.sleep(2)
        yield started
    finally:
        for process in started:
            end(process)


def _alive(engine: Engine) -> int:
    with engine.connect() as connection:
        return len(connection.execute(select(heartbeats.c.owner).where(heartbeats.c.role == "bot")).all())


def _cpu(bots: list[Popen[bytes]], postgres: int) -> list[float]:
    """Seconds on a core so far: of each bot, and last of PostgreSQL."""
    return [sum(cpu_seconds(family(pid)).values()) for pid in [*(bot.pid for bot in bots), postgres]]


def _heap(engine: Engine) -> None:
    """All messages at once, in the order in which the customers wrote them."""
    box, now = SqlInbox(engine, machine_time), MONDAY_ELEVEN
    for at, said in enumerate(SAID):
        written = []
        for number in range(CUSTOMERS):
            words = WISHES[number % len(WISHES)] if said == "list" else said
            fields = form(words, sender=f"whatsapp:+9100004{number:05d}", **({} if words else VASHI))
            written.append(arrival(fields, now.replace(minute=at)))
        box.store(written)


def _left(engine: Engine) -> int:
    with engine.connect() as connection:
        return int(connection.execute(text("SELECT count(*) FROM inbox WHERE state = 'waiting'")).scalar_one())


def _rate(engine: Engine) -> float:
    """Messages a second. Everything answered once, each customer's in order, the books right: or there is no figure."""
    with engine.connect() as connection:
        rows = connection.execute(select(inbox.c.id, inbox.c.sender, inbox.c.state, inbox.c.done_at)).all()
        replies = connection.execute(text("SELECT answers, count(*) FROM outbox GROUP BY answers")).all()
        audit_books(connection.execute)
    engine.dispose()
    assert {row.state for row in rows} == {"done"}, "not everything was answered"
    answered = dict(replies)
    assert all(answered.get(row.id) == 1 for row in rows), "a message has no reply, or two"
    done: dict[str, list[tuple[int, datetime]]] = defaultdict(list)
    for row in rows:
        done[row.sender].append((row.id, row.done_at))
    assert all(a[1] <= b[1] for each in done.values() for a, b in pairwise(sorted(each))), "out of order"
    times = sorted(row.done_at for row in rows)
    middle = times[len(times) // 10 : -len(times) // 10]
    return (len(middle) - 1) / (middle[-1] - middle[0]).total_seconds()
