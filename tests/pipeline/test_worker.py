"""A worker: every message once, one customer's in order, and no message stops the others."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.engine import Engine
from sqlalchemy.exc import OperationalError

from parchi.adapters.claims import take_next
from parchi.adapters.inbox import SqlInbox
from parchi.adapters.mail_tables import alarms, leases
from parchi.adapters.pulse import SqlPulse
from parchi.pipeline.owner import is_dead, new_owner
from parchi.pipeline.stop import Stop
from parchi.pipeline.supervisor import fork
from parchi.pipeline.worker import Worker
from parchi.roles import machine_time
from parchi.services.ports import TryAgain
from parchi.whatsapp.form import arrival
from parchi.whatsapp.letters import Page
from tests.wire.conftest import CUSTOMER, OPERATOR, Echo, form, until

OTHER = "whatsapp:+910000000002"


@pytest.fixture
def inbox(mail: Engine) -> SqlInbox:
    return SqlInbox(mail, machine_time)


@pytest.fixture
def receive(inbox: SqlInbox, clock: Any) -> Callable[..., None]:
    """Store messages as the front does."""

    def store(*texts: str, sender: str = CUSTOMER, apart: float = 10.0) -> None:
        for text in texts:
            inbox.store([arrival(form(text, sender=sender), clock.now())])
            clock.move(seconds=apart)

    return store


def serve_all(worker: Worker) -> None:
    while worker.serve_one():
        pass


def test_messages_are_answered_in_order_of_arrival(wire, receive, make_worker, turn: Echo):
    receive("one", "two")
    receive("eins", sender=OTHER)
    receive("three")
    serve_all(make_worker())
    assert turn.heard == ["one", "two", "eins", "three"]
    assert [(row.state, row.attempts) for row in wire.rows()] == [("done", 1)] * 4
    assert [letter.receiver for letter in wire.letters()] == [CUSTOMER, CUSTOMER, OTHER, CUSTOMER]
    assert [letter.answers for letter in wire.letters()] == [row.id for row in wire.rows()]


def test_nothing_waits_nothing_happens(make_worker):
    assert make_worker().serve_one() is False


def test_the_same_sid_is_answered_once(receive, inbox: SqlInbox, make_worker, turn: Echo, clock):
    fields = form("hello", sid="SMsame")
    for _ in range(3):
        inbox.store([arrival(fields, clock.now())])
        clock.move(minutes=1)
        serve_all(make_worker())
    assert turn.heard == ["hello"]


def test_a_double_tap_is_one_message(wire, receive, make_worker, turn: Echo):
    receive("haan", "haan", apart=1.5)
    serve_all(make_worker())
    assert turn.heard == ["haan"]
    assert [row.state for row in wire.rows()] == ["done", "double"]


def test_a_double_tap_after_the_answer_is_still_one(receive, make_worker, turn: Echo):
    for _ in range(2):
        receive("haan", apart=1.5)
        serve_all(make_worker())
    assert turn.heard == ["haan"]


def test_the_same_words_later_or_by_another_are_messages_of_their_own(receive, make_worker, turn: Echo):
    receive("haan", "haan", apart=2.5)
    receive("haan", sender=OTHER)
    serve_all(make_worker())
    assert turn.heard == ["haan"] * 3


def test_three_taps_a_second_and_a_half_apart_are_two_messages(receive, make_worker, turn: Echo):
    receive("haan", "haan", "haan", apart=1.5)
    serve_all(make_worker())
    assert turn.heard == ["haan"] * 2


def test_two_workers_never_serve_one_customer_at_once(wire, receive, make_worker, turn: Echo, running, mail):
    turn.seconds = 0.02
    receive(*(f"a{n}" for n in range(8)))
    receive(*(f"b{n}" for n in range(8)), sender=OTHER)
    pulse = SqlPulse(mail, machine_time)
    for _ in range(4):
        worker = make_worker()
        running(lambda stop, worker=worker: worker.run(stop, pulse))
    until(lambda: all(row.state == "done" for row in wire.rows()), 40)
    assert turn.overlaps == []
    assert [text for text in turn.heard if text[0] == "a"] == [f"a{n}" for n in range(8)]
    assert [text for text in turn.heard if text[0] == "b"] == [f"b{n}" for n in range(8)]
    assert len(wire.letters()) == 16


def test_a_turn_that_raises_leaves_nothing_behind_and_is_tried_again(wire, receive, make_worker, turn: Echo, open_shop):
    receive("poison", "next")
    worker = make_worker()
    worker.serve_one()
    assert wire.letters() == []
    with open_shop() as shop:
        assert shop.customers.get(CUSTOMER) is None
    assert worker.serve_one() is False, "later messages of the customer must not overtake"


def test_after_three_tries_a_message_is_set_aside_with_an_apology(wire, receive, make_worker, turn: Echo, mail):
    receive("poison", "next")
    worker = make_worker()
    until(lambda: worker.serve_one() and turn.heard[-1:] == ["next"])
    assert turn.heard == ["poison"] * 3 + ["next"]
    failed, done = wire.rows()
    assert (failed.state, done.state) == ("failed", "done")
    apology, alarm, answer = sorted(wire.letters(), key=lambda letter: letter.body[:5] != "Sorry")
    assert failed.error_id in apology.body
    assert (apology.receiver, alarm.receiver, answer.receiver) == (CUSTOMER, OPERATOR, CUSTOMER)
    assert failed.error_id in alarm.body
    with mail.connect() as connection:
        assert connection.execute(select(alarms.c.kind)).scalars().all() == ["message_failed"]


def test_the_operator_is_told_once_an_hour(wire, receive, make_worker, clock):
    receive("poison 1", "poison 2", "poison 3", apart=30)
    until(lambda: not make_worker().serve_one() and all(row.state == "failed" for row in wire.rows()))
    assert [letter.receiver for letter in wire.letters()].count(OPERATOR) == 1


def test_a_database_that_is_away_costs_no_try(wire, receive, make_worker, turn: Echo):
    class Away(Echo):
        def answer(self, message, shop):
            raise TryAgain("gone") from OperationalError("SELECT", {}, OSError("gone"), connection_invalidated=True)

    receive("hello")
    make_worker(turn=Away()).serve_one()
    (row,) = wire.rows()
    assert (row.state, row.attempts) == ("waiting", 0)
    until(lambda: make_worker().serve_one())
    assert turn.heard == ["hello"]


def test_a_claim_is_given_back_once_the_database_is_there_again(wire, receive, make_worker, turn: Echo, mail):
    class Away(Echo):
        def answer(self, message, shop):
            raise TryAgain("gone")

    class Gone(SqlInbox):
        is_gone = True

        def give_back(self, *args: Any, **named: Any) -> None:
            if self.is_gone:
                self.is_gone = False
                raise TryAgain("gone")
            super().give_back(*args, **named)

    receive("hello")
    worker = make_worker(turn=Away(), inbox=Gone(mail, machine_time))
    with pytest.raises(TryAgain):
        worker.serve_one()
    assert worker.serve_one() is False
    until(lambda: make_worker().serve_one(), 5)
    assert turn.heard == ["hello"]


def test_an_apology_that_cannot_be_worded_stops_nobody_else(wire, receive, make_worker, turn: Echo, letters):
    class Speechless:
        def of_reply(self, *_: Any) -> None:
            raise LookupError("no such reply")

    receive("poison")
    receive("hello", sender=OTHER)
    worker = make_worker(letters=Speechless())
    until(lambda: not worker.serve_one() and len(turn.heard) == 4)
    assert turn.heard[-1] == "poison"
    assert [row.state for row in wire.rows()] == ["waiting", "done"]


def test_a_worker_killed_in_the_middle_repeats_the_turn_without_doubling(wire, receive, make_worker, open_shop, mail):
    class Dying(Echo):
        def answer(self, message, shop):
            super().answer(message, shop)
            shop.flush()
            os.kill(os.getpid(), signal.SIGKILL)
            return []

    receive("hello")
    mail.dispose()
    pid = fork(lambda: make_worker(turn=Dying(), owner=new_owner()).serve_one(), name="bot")
    assert os.waitpid(pid, 0)[1] == signal.SIGKILL
    assert wire.letters() == []
    inbox = SqlInbox(mail, machine_time)
    assert make_worker().serve_one() is False, "the claim is still the dead worker's"
    inbox.free_dead(is_dead)
    assert make_worker().serve_one() is True
    assert [letter.body for letter in wire.letters()] == ["you said hello"]
    with open_shop() as shop:
        customer = shop.customers.get(CUSTOMER)
        assert customer is not None
        assert customer.nonsense == 1


def test_a_message_that_kills_its_worker_is_set_aside(wire, receive, make_worker, mail):
    class Dying(Echo):
        def answer(self, message, shop):
            if message.text == "poison":
                os._exit(9)
            return super().answer(message, shop)

    receive("poison", "next")
    mail.dispose()
    for _ in range(3):
        os.waitpid(fork(lambda: make_worker(turn=Dying(), owner=new_owner()).serve_one(), name="bot"), 0)
        SqlInbox(mail, machine_time).free_dead(is_dead)
        mail.dispose()
    serve_all(make_worker(turn=Dying()))
    assert [row.state for row in wire.rows()] == ["failed", "done"]


def test_a_claim_ends_by_itself_in_time(mail, receive, clock, turn: Echo, make_worker):
    receive("hello")
    brief = SqlInbox(mail, machine_time, lease=timedelta(seconds=0.2))
    claim = brief.claim("elsewhere:1:1")
    assert claim is not None
    assert make_worker().serve_one() is False
    time.sleep(0.25)
    assert make_worker().serve_one() is True
    assert turn.heard == ["hello"]


def test_a_worker_that_lost_its_claim_changes_nothing(wire, receive, make_worker, mail, turn: Echo):
    class Slow(Echo):
        def answer(self, message, shop):
            return ["too late"]

    class Overtaken(SqlInbox):
        def claim(self, owner: str):
            claim = super().claim(owner)
            with self._engine.begin() as connection:
                connection.execute(leases.delete())
            make_worker().serve_one()
            return claim

    receive("hello")
    make_worker(turn=Slow(), inbox=Overtaken(mail, machine_time)).serve_one()
    assert [letter.body for letter in wire.letters()] == ["you said hello"]
    assert [row.state for row in wire.rows()] == ["done"]


def test_the_next_message_is_taken_with_the_end_of_the_turn(wire, receive, make_worker, turn: Echo):
    receive("one")
    receive("eins", sender=OTHER)
    worker = make_worker()
    worker.serve_one()
    assert [(row.state, row.attempts) for row in wire.rows()] == [("done", 1), ("waiting", 1)]
    assert make_worker().serve_one() is False, "it is the first worker's already"
    worker.serve_one()
    assert turn.heard == ["one", "eins"]


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_who_claims_at_the_same_moment_gets_another_message_without_waiting(receive, mail: Engine):
    receive("one")
    receive("eins", sender=OTHER)
    with mail.begin() as mine, mail.begin() as yours:
        yours.exec_driver_sql("SET LOCAL lock_timeout = '1s'")
        first, second = (take_next(at, owner, machine_time()) for at, owner in ((mine, "a:1:1"), (yours, "b:1:1")))
        assert first is not None
        assert second is not None
        assert (first.sender, second.sender) == (CUSTOMER, OTHER)


def test_where_the_turn_is_not_kept_nothing_is_taken_either(wire, receive, make_worker, open_shop, turn: Echo):
    class Away:
        def __init__(self) -> None:
            self.shop = open_shop()

        def __enter__(self) -> Any:
            self.shop.commit = self.commit
            return self.shop

        def __exit__(self, *_: object) -> None:
            self.shop.session.close()

        def commit(self) -> None:
            raise TryAgain("gone")

    receive("one")
    receive("eins", sender=OTHER)
    make_worker(open_shop=Away).serve_one()
    assert [(row.state, row.attempts) for row in wire.rows()] == [("waiting", 0)] * 2
    make_worker().serve_one()
    assert turn.heard == ["one", "eins"], "whose message was not taken is served while the other one's pauses"


def test_what_was_taken_is_left_to_others_at_the_stop(wire, receive, make_worker, turn: Echo, mail):
    class Last(Echo):
        def answer(self, message, shop):
            stop.set()
            return super().answer(message, shop)

    receive("one")
    receive("eins", sender=OTHER)
    stop = Stop()
    make_worker(turn=Last()).run(stop, SqlPulse(mail, machine_time))
    assert [(row.state, row.attempts) for row in wire.rows()] == [("done", 1), ("waiting", 0)]
    make_worker().serve_one()
    assert turn.heard == ["eins"]


def test_the_texts_of_a_turn_are_one_message(wire, receive, make_worker):
    class Talkative(Echo):
        def answer(self, message, shop):
            return ["First.", Page("Second.", "en"), "Third."]

    receive("hello")
    make_worker(turn=Talkative()).serve_one()
    assert [letter.body for letter in wire.letters()] == ["First.\nSecond.\nThird."]


def test_of_other_machines_owners_nothing_is_known():
    mine = new_owner()
    assert not is_dead(mine)
    assert not is_dead("elsewhere:999999:1")
    assert is_dead(mine.split(":")[0] + ":999999:1")
