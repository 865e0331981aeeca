"""Orders: how many a second, by the shop's own way and by the usual one of an ORM, and whether the books stay right."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.engine import Engine

from bench.counter import Contest, Held, hold, stock
from bench.postgres import postgres
from bench.sizes import SECONDS
from bench.table import Table
from parchi.adapters.database import make_engine
from parchi.adapters.order_tables import orders
from tests.faults.books import audit_books

WRITERS = 16
BATCH = 50
LIST = 10
"""Lines of a household's list, as in the search for the nearest kirana."""


def run() -> list[Table]:
    """On PostgreSQL, durable as it comes, and on SQLite with every commit on the disk."""
    with postgres() as address:
        spread, popular = _spread(address), _popular(address)
    return [spread, popular, _sqlite()]


def _spread(address: str) -> Table:
    table = Table(
        f"PostgreSQL, {WRITERS} writers, orders of any products at any kirana, orders a second",
        ("lines", "SELECT … FOR UPDATE a line", "one statement (ours)", "times", "CPU ms an order", "ours", "times"),
    )
    for lines in (3, LIST):
        contest = Contest(address, "usual", WRITERS, SECONDS, lines=lines)
        usual, ours = _held(contest), _held(replace(contest, way="ours"))
        times = ours.rate / usual.rate
        table.add(
            lines, f"{usual.rate:,.0f}", f"{ours.rate:,.0f}", f"{times:.1f}",
            f"{usual.cpu_ms:.1f}", f"{ours.cpu_ms:.1f}", f"{usual.cpu_ms / ours.cpu_ms:.1f}",
        )  # fmt: skip
        if lines == LIST:
            table.promise(f"at least 4 times the usual way, {lines} lines", f"{times:.1f}", times >= 4)
    return table


def _popular(address: str) -> Table:
    table = Table(
        "PostgreSQL, everybody wants one product of one kirana, orders a second",
        ("writers", "SELECT … FOR UPDATE a line", "one statement (ours)", "CPU ms an order", "ours"),
    )
    rates = {}
    for writers in (1, 4, WRITERS):
        contest = Contest(address, "usual", writers, SECONDS, is_popular=True)
        usual, rates[writers] = _held(contest), _held(replace(contest, way="ours"))
        ours = rates[writers]
        table.add(writers, f"{usual.rate:,.0f}", f"{ours.rate:,.0f}", f"{usual.cpu_ms:.1f}", f"{ours.cpu_ms:.1f}")
    kept = rates[WRITERS].rate / rates[1].rate
    table.promise(f"from 1 to {WRITERS} writers at most 10 % slower", f"{kept:.2f} times", kept >= 0.9)
    return table


def _sqlite() -> Table:
    table = Table(
        "SQLite, one writer, synchronous=FULL, orders a second",
        ("lines", "one a commit", f"{BATCH} a commit", "CPU ms an order"),
    )
    with tempfile.TemporaryDirectory(prefix="parchi-bench-", dir="/var/tmp") as folder:
        contest = Contest(f"sqlite:///{Path(folder, 'orders.db')}", "ours", 1, SECONDS)
        for lines in (3, LIST):
            single = _held(replace(contest, lines=lines))
            many = _held(replace(contest, lines=lines, batch=BATCH))
            table.add(lines, f"{single.rate:,.0f}", f"{many.rate:,.0f}", f"{many.cpu_ms:.2f}")
            promised = f"at least 1,000 durable orders in batches, {lines} lines"
            table.promise(promised, f"{many.rate:,.0f}", many.rate >= 1000)
    return table


def _held(contest: Contest) -> Held:
    """One contest on fresh tables, whose books are looked at afterwards."""
    engine = make_engine(contest.address)
    try:
        stock(engine)
        held = hold(contest)
        _audit(engine, held.rate * contest.seconds)
        return held
    finally:
        engine.dispose()


def _audit(engine: Engine, expected: float) -> None:
    """A figure of orders that are not there, or of packs that were not, is none."""
    with engine.connect() as connection:
        audit_books(connection.execute)
        count = connection.execute(select(func.count()).select_from(orders)).scalar_one()
    if count < 0.9 * expected:
        raise RuntimeError(f"{expected:.0f} orders were counted, {count} are there")
