"""One message all the way: signed form in, answer by the real library out, delivery reported back."""

from __future__ import annotations

from sqlalchemy.engine import Engine

from parchi.adapters.pulse import SqlPulse
from parchi.roles import machine_time
from tests.wire.conftest import CUSTOMER, form, until


def test_a_message_is_answered_and_its_delivery_is_known(
    wire, stand_in, make_worker, make_sender, running, mail: Engine
):
    stand_in.reports_after = (0.05, 0.1)
    pulse = SqlPulse(mail, machine_time)
    running(lambda stop: make_worker().run(stop, pulse))
    running(lambda stop: make_sender(wire.url + "/webhooks/twilio/status").run(stop, pulse))
    assert wire.post(form("two kilos of flour")) == 200
    until(lambda: [sent.body for sent in stand_in.messages.list(CUSTOMER)] == ["you said two kilos of flour"])
    until(lambda: [letter.state for letter in wire.letters()] == ["delivered"])
    (row,), (letter,) = wire.rows(), wire.letters()
    assert row.state == "done"
    assert letter.answers == row.id
