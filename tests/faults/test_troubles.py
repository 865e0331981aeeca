"""What befalls the system from outside: Twilio fails, webhooks come tenfold or in disorder, disks fill up."""

from __future__ import annotations

import random
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import requests

from tests.faults.conftest import QUICK
from tests.faults.load import Load
from tests.faults.troubles import full_disk, jump_clock, lock_database, small_disk, trouble_twilio
from tests.wire.conftest import form, signed
from tests.wire.system import PATH, System, running_system

ROOM = 24_000
"""Kilobytes of the small disk: the fixture shop with its journal and a few hundred messages."""


@pytest.fixture
def chance() -> random.Random:
    """A seed that a failing test shows."""
    seed = random.randrange(10**6)
    print(f"seed {seed}")
    return random.Random(seed)


def test_whatever_twilio_does_each_reply_arrives_once(system: System, chance: random.Random):
    load = Load(system)
    load.round(lambda: trouble_twilio(load, chance, posts=16, hangs=1))
    told = load.audit()
    assert (told["accepted"], told["orders"]) == (25, 5)
    assert not system.stand_in.faults, "not every fault was met"


def test_each_webhook_ten_times_at_once_is_answered_once(system: System):
    load = Load(system, at_once=3, copies=10)
    load.round(lambda: None)
    told = load.audit()
    assert (told["accepted"], told["orders"]) == (15, 3)


def test_webhooks_in_disorder_are_answered_in_the_order_in_which_they_came(system: System, chance: random.Random):
    load = Load(system)
    with ThreadPoolExecutor(5) as pool:
        for shopping in [pool.submit(load.shop_in_disorder, number, random.Random(number)) for number in range(5)]:
            shopping.result()
    told = load.audit()
    assert told["accepted"] == 5 * 7
    rows = load._rows("SELECT id, sender FROM inbox WHERE sender LIKE 'whatsapp:+9100002%' ORDER BY done_at, id")
    for sender in {row.sender for row in rows}:
        answered = [row.id for row in rows if row.sender == sender]
        assert answered == sorted(answered)


def test_a_clock_that_jumps_forth_and_back_loses_nothing(system: System):
    load = Load(system, may_be_passed_on=True)
    load.round(lambda: jump_clock(load, [1, -365, 2, 0, 1], pause=1.2))
    told = load.audit()
    assert (told["accepted"], told["orders"]) == (25, 5)


def test_a_database_that_somebody_else_keeps_locked_costs_only_time(system: System):
    load = Load(system)
    load.round(lambda: lock_database(system.folder / "parchi.db", 3))
    assert load.audit()["orders"] == 5


def test_a_full_disk_takes_nothing_and_loses_nothing(model: Path, tmp_path: Path):
    """What cannot be stored is not taken: Twilio hears 503 and brings it again."""
    with small_disk(tmp_path / "disk", ROOM) as disk:
        database = f"sqlite:///{disk / 'parchi.db'}"
        with running_system(tmp_path, serving=QUICK, database=database) as system:
            system.until(system.is_ready, 60)
            load, refused = Load(system), []

            def fill() -> None:
                time.sleep(0.5)
                with full_disk(disk):
                    refused.append(_status(system, "written on a full disk"))

            load.round(fill)
            assert refused == [503]
            told = load.audit()
            assert (told["accepted"], told["orders"]) == (25, 5)
            assert not load._rows("SELECT 1 FROM inbox WHERE sender = 'whatsapp:+910000030001'")


def _status(system: System, text: str) -> int:
    """What a message of a size that needs a new page is answered with; the front tries for twelve seconds."""
    fields, url = form(text * 60, sender="whatsapp:+910000030001"), system.url + PATH
    return requests.post(url, data=fields, headers=signed(url, fields), timeout=30).status_code
