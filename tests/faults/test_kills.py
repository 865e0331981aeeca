"""Whoever is killed at whatever moment: every accepted message is answered once, every order is in one right state."""

from __future__ import annotations

import random

import pytest

from tests.faults.kills import VICTIMS, run_rounds
from tests.faults.load import Load
from tests.faults.quick_bot import POISON
from tests.wire.conftest import OPERATOR
from tests.wire.system import System


@pytest.fixture(scope="module")
def load(system: System) -> Load:
    return Load(system)


def test_five_kills_under_load_lose_and_double_nothing(load: Load):
    seed = random.randrange(10**6)
    chance = random.Random(seed)
    victims = chance.sample(VICTIMS, len(VICTIMS))
    print(f"seed {seed}: {victims}")
    run_rounds(load, victims, chance)
    told = load.audit()
    assert (told["accepted"], told["orders"]) == (125, 25)
    assert told["sent"] >= 125


def test_a_message_that_kills_its_readers_is_set_aside_and_the_operator_sees_it(system: System, load: Load):
    customer = "whatsapp:+910000050001"
    system.post(customer, POISON)
    system.post(customer, "hello")
    system.until(lambda: len(system.texts(customer)) == 2)
    apology, greeting = system.texts(customer)
    assert apology != greeting
    (row,) = load._rows("SELECT state, attempts, error_id FROM inbox WHERE state = 'failed'")
    assert row.attempts == 4
    assert row.error_id in apology
    system.until(lambda: any(row.error_id in text for text in system.texts(OPERATOR)))
