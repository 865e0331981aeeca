"""Limits: who writes too much is told once, in their language, and answered again when they have slowed down."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from parchi.adapters.crowd import SqlCrowd
from parchi.adapters.inbox import SqlInbox
from parchi.pipeline.worker import Worker
from parchi.roles import machine_time
from parchi.whatsapp.form import arrival
from tests.wire.conftest import CUSTOMER, Echo, form

OTHER = "whatsapp:+910000000002"


@pytest.fixture
def write(mail, clock) -> Callable[..., None]:
    """Messages at the door, two seconds and a half apart."""

    def store(*texts: str, sender: str = CUSTOMER) -> None:
        for text in texts:
            SqlInbox(mail, machine_time).store([arrival(form(text, sender=sender), clock.now())])
            clock.move(seconds=2.5)

    return store


@pytest.fixture
def serve(make_worker) -> Callable[..., None]:
    """Answer all that waits."""

    def serve(of_one: int = 0, of_all: int = 0) -> None:
        worker: Worker = make_worker(crowd_of=lambda shop: SqlCrowd(shop.session, of_one=of_one, of_all=of_all))
        while worker.serve_one():
            pass

    return serve


def texts(wire: Any, number: str) -> list[str]:
    return [letter.body for letter in wire.letters() if letter.receiver == number]


def test_who_writes_too_much_is_told_once_and_nobody_else_notices(write, serve, wire, turn: Echo):
    write(*"abcdef")
    write("hello", sender=OTHER)
    serve(of_one=3)
    assert turn.heard == ["a", "b", "c", "hello"]
    assert texts(wire, CUSTOMER) == ["you said a", "you said b", "you said c", "A little slower, please."]
    assert texts(wire, OTHER) == ["you said hello"]
    assert [row.state for row in wire.rows()] == ["done"] * 3 + ["limited"] * 3 + ["done"]


def test_after_a_minute_everything_is_answered_again_and_a_new_crowd_is_told_anew(write, serve, wire, turn, clock):
    write(*"abcd")
    serve(of_one=3)
    clock.move(minutes=1)
    write(*"efgh")
    serve(of_one=3)
    assert turn.heard == [*"abcefg"]
    assert texts(wire, CUSTOMER).count("A little slower, please.") == 2


def test_it_is_said_in_the_customers_language(write, serve, wire, open_shop):
    with open_shop() as shop:
        shop.customers.meet(CUSTOMER).language = "hi"
        shop.commit()
    write("a", "b")
    serve(of_one=1)
    assert texts(wire, CUSTOMER)[-1] == "ज़रा धीरे।"


def test_all_together_have_a_limit_too(write, serve, wire, turn: Echo):
    for number in range(4):
        write("hello", sender=f"whatsapp:+91000000020{number}")
    serve(of_all=3)
    assert len(turn.heard) == 3
    assert texts(wire, "whatsapp:+910000000203") == ["Too many at once; please write again in a few minutes."]


def test_no_limit_is_none(write, serve, turn: Echo):
    write(*"abcdefghij")
    serve()
    assert len(turn.heard) == 10
