"""A machine's clock that is set forth and back: leases and waits that it wrote must not outlast the mistake."""

from __future__ import annotations

from datetime import datetime

import pytest
from sqlalchemy import insert, select
from sqlalchemy.engine import Engine

from parchi.adapters.inbox import SqlInbox
from parchi.adapters.mail_tables import inbox, outbox
from parchi.adapters.outbox import SqlOutbox
from parchi.adapters.pulse import SqlPulse
from parchi.domain.mail import Outcome
from parchi.whatsapp.form import arrival
from tests.conftest import MovableClock
from tests.wire.conftest import CUSTOMER, form

HERE, ELSEWHERE = "here:1:1", "elsewhere:1:1"


@pytest.fixture
def machine() -> MovableClock:
    """The clock of the machine."""
    return MovableClock()


def receive(box: SqlInbox, text: str, at: datetime) -> None:
    box.store([arrival(form(text), at)])


def test_a_claim_from_the_future_has_ended(mail: Engine, machine: MovableClock):
    box = SqlInbox(mail, machine.now)
    receive(box, "hello", machine.now())
    machine.move(days=1)
    assert box.claim(ELSEWHERE) is not None
    assert box.claim(HERE) is None, "it is served, as far as anybody can tell"
    machine.move(days=-1)
    claim = box.claim(HERE)
    assert claim is not None
    assert claim.form["Body"] == "hello"


def test_a_pause_from_the_future_is_over(mail: Engine, machine: MovableClock):
    box = SqlInbox(mail, machine.now)
    receive(box, "hello", machine.now())
    machine.move(days=1)
    claim = box.claim(ELSEWHERE)
    assert claim is not None
    box.give_back(claim, ELSEWHERE, pause=10, is_counted=True)
    assert box.claim(HERE) is None
    machine.move(days=-1)
    assert box.claim(HERE) is not None


def test_a_role_taken_in_the_future_is_free(mail: Engine, machine: MovableClock):
    box = SqlInbox(mail, machine.now)
    machine.move(days=1)
    assert box.take_role("clock", ELSEWHERE)
    assert not box.take_role("clock", HERE)
    machine.move(days=-1)
    assert box.take_role("clock", HERE)


@pytest.mark.parametrize("days", [1, -1, 400, -400])
def test_messages_stay_in_order_whichever_way_time_goes(mail: Engine, machine: MovableClock, days: int):
    box = SqlInbox(mail, machine.now)
    receive(box, "first", machine.now())
    machine.move(days=days)
    receive(box, "second", machine.now())
    with mail.begin() as connection:
        told = [row.form["Body"] for row in connection.execute(select(inbox).order_by(inbox.c.id))]
    claim = box.claim(HERE)
    assert claim is not None
    assert [claim.form["Body"], told[1]] == ["first", "second"]


def test_a_letter_that_was_to_wait_until_the_future_is_sent(mail: Engine, machine: MovableClock):
    box = SqlOutbox(mail, machine.now)
    with mail.begin() as connection:
        connection.execute(insert(outbox).values(receiver=CUSTOMER, body="hello", created_at=machine.now()))
    machine.move(days=1)
    (dispatch,) = box.claim(ELSEWHERE, 1)
    box.record([Outcome(dispatch.id, "waiting", pause=30.0)])
    assert box.claim(HERE, 1) == []
    machine.move(days=-1)
    (again,) = box.claim(HERE, 1)
    assert again.attempts == 2


def test_a_letter_whose_sender_worked_in_the_future_is_looked_for(mail: Engine, machine: MovableClock):
    box = SqlOutbox(mail, machine.now)
    with mail.begin() as connection:
        connection.execute(insert(outbox).values(receiver=CUSTOMER, body="hello", created_at=machine.now()))
    machine.move(days=1)
    assert len(box.claim(ELSEWHERE, 1)) == 1
    assert box.claim(HERE, 1) == []
    machine.move(days=-1)
    (again,) = box.claim(HERE, 1)
    assert again.is_in_doubt


def test_a_sign_of_life_from_the_future_is_none(mail: Engine, machine: MovableClock):
    pulse = SqlPulse(mail, machine.now)
    machine.move(days=1)
    pulse.beat(ELSEWHERE, "bot")
    assert pulse.is_alive("bot")
    machine.move(days=-1)
    assert not pulse.is_alive("bot")
    pulse.beat(HERE, "bot")
    assert pulse.is_alive("bot")
