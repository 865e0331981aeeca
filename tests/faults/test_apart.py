"""Roles as processes apart that share one PostgreSQL, as on several machines: in order, never at once, never lost."""

from __future__ import annotations

import os
import signal
import time
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from tests.faults.apart import BOT, cut_off_database, far_machine, postgres_beyond, running_apart
from tests.faults.load import Load
from tests.wire.conftest import form
from tests.wire.system import System, descendants, end, start

CUT_SECONDS, REST_SECONDS = 1.5, 1.0
CABLE_SECONDS = 12.0
"""Longer than the ten seconds after which a connection that hears nothing is given up."""


@pytest.fixture(scope="module")
def system(model: Path, postgres_address: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    """A front, two bots of two workers, two senders and a clock."""
    with running_apart(tmp_path_factory.mktemp("apart"), postgres_address) as system:
        yield system


def test_a_database_that_is_cut_off_for_a_while_costs_nothing_but_time(system: System, postgres_address: str):
    load = Load(system)
    load.round(lambda: cut_off_database(postgres_address, CUT_SECONDS))
    told = load.audit()
    assert (told["accepted"], told["orders"]) == (25, 5)


def test_a_machine_whose_cable_is_pulled_keeps_nothing_from_the_others(system: System, postgres_address: str):
    """Its database connection hangs open on the server's side, with what it has locked."""
    load = Load(system)
    with far_machine() as far, postgres_beyond(postgres_address) as database:
        bot = start(far.command(BOT), system.folder, {**system.environ, "PARCHI_DATABASE_URL": database})
        try:
            load.round(lambda: None)
            near = workers_of(system) - workers_under(bot.pid)
            for _ in range(10):
                load.round(lambda: rest(near, REST_SECONDS))  # they are faster, and would leave it nothing
                if has_served(system, bot.pid):
                    break
            assert has_served(system, bot.pid), "the far machine never had its share"
            load.round(lambda: far.cut(CABLE_SECONDS))
        finally:
            end(bot)
    told = load.audit()
    assert told["orders"] == told["accepted"] / 5


def has_served(system: System, bot: int) -> bool:
    """Whether a worker of this bot has answered somebody."""
    return bool(workers_of(system) & workers_under(bot))


def workers_of(system: System) -> set[str]:
    """The processes that have answered somebody."""
    return {process for turns in turns_of(system).values() for *_, process in turns}


def workers_under(bot: int) -> set[str]:
    """The processes that a bot has started."""
    return {str(pid) for pid in descendants(bot)}


def rest(workers: set[str], seconds: float) -> None:
    """These workers stand still for a while."""
    for signal_ in (signal.SIGSTOP, signal.SIGCONT):
        for worker in workers:
            os.kill(int(worker), signal_)
        time.sleep(seconds if signal_ == signal.SIGSTOP else 0)


def turns_of(system: System) -> dict[str, list[tuple[float, float, str]]]:
    """By customer: begin, end and process of each turn."""
    turns = defaultdict(list)
    for line in (system.folder / "turns").read_text(encoding="utf-8").splitlines():
        customer, process, began, ended = line.split()
        turns[customer].append((float(began), float(ended), process))
    return turns


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
    turns = turns_of(system)
    assert len({process for each in turns.values() for *_, process in each}) >= 2
    for each in turns.values():
        assert all(earlier[1] <= later[0] for earlier, later in pairwise(sorted(each)))
