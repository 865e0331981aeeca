"""Roles as processes apart that share one PostgreSQL, as on several machines: in order, never at once, never lost."""

from __future__ import annotations

import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from tests.faults.load import Load
from tests.wire.conftest import form
from tests.wire.system import PARCHI, System, end, running_system, start

BOT = [sys.executable, "-m", "tests.faults.quick_bot", "bot"]
NAME = "apart"
CUT_SECONDS = 1.5


def role(name: str) -> list[str]:
    return [str(PARCHI), "serve", "--role", name]


OTHERS = (BOT, BOT, role("sender"), role("sender"), role("clock"))


def administer(address: str, *statements: str) -> None:
    engine = create_engine(address.format(name="postgres"), future=True, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


@pytest.fixture(scope="module")
def system(model: Path, postgres_address: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    """A front, two bots of two workers, two senders and a clock."""
    administer(postgres_address, f"CREATE DATABASE {NAME}")
    folder, database = tmp_path_factory.mktemp("apart"), postgres_address.format(name=NAME)
    with running_system(folder, serving=role("web"), database=database) as system:
        others = [
            start(serving, folder, system.environ) for serving in (BOT, BOT, *map(role, ("sender", "sender", "clock")))
        ]
        try:
            system.until(system.is_ready, 60)
            yield system
        finally:
            for process in others:
                end(process)
    administer(postgres_address, f"DROP DATABASE {NAME} WITH (FORCE)")


def cut(address: str, seconds: float) -> None:
    """Every connection breaks, and for a while nobody gets a new one."""
    gone = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{NAME}'"
    administer(address, f"ALTER DATABASE {NAME} WITH ALLOW_CONNECTIONS false", gone)
    time.sleep(seconds)
    administer(address, f"ALTER DATABASE {NAME} WITH ALLOW_CONNECTIONS true")


def test_a_database_that_is_cut_off_for_a_while_costs_nothing_but_time(system: System, postgres_address: str):
    load = Load(system)
    load.round(lambda: cut(postgres_address, CUT_SECONDS))
    told = load.audit()
    assert (told["accepted"], told["orders"]) == (25, 5)


def test_one_customers_messages_stay_in_order_and_never_overlap(system: System):
    load, customers = Load(system), [f"whatsapp:+91000006{number:04d}" for number in range(4)]
    asked = [form(f"{number + 1} kg onions", sender=customer) for number in range(6) for customer in customers]
    for fields in asked:
        load.bring(fields)
    system.until(lambda: all(len(system.texts(customer)) == 6 for customer in customers))
    done = load._rows("SELECT sender, id, done_at FROM inbox WHERE sender LIKE 'whatsapp:+91000006%' ORDER BY done_at")
    for customer in customers:
        ids = [row.id for row in done if row.sender == customer]
        assert ids == sorted(ids)
        assert len(ids) == 6
    turns = defaultdict(list)
    processes = set()
    for line in (system.folder / "turns").read_text(encoding="utf-8").splitlines():
        customer, process, began, ended = line.split()
        turns[customer].append((float(began), float(ended)))
        processes.add(process)
    assert len(processes) >= 2
    for customer in turns:
        assert all(earlier[1] <= later[0] for earlier, later in pairwise(sorted(turns[customer])))
