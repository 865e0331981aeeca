"""The reconciler: what never reached the webhook is fetched once, and nothing else is."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from parchi.adapters.inbox import SqlInbox
from parchi.adapters.twilio_list import TwilioList
from parchi.pipeline.reconciler import Reconciler
from parchi.roles import machine_time
from parchi.services.ports import TryAgain
from parchi.whatsapp.form import arrival
from tests.wire.conftest import ACCOUNT, CUSTOMER, SHOP, TOKEN, Echo, form

LATER = timedelta(minutes=5)


@pytest.fixture
def reconciler(mail, api: str) -> Reconciler:
    """It looks five minutes after everything happened."""
    received = TwilioList(account_sid=ACCOUNT, auth_token=TOKEN, number=SHOP, api=api)
    inbox = SqlInbox(mail, machine_time)
    return Reconciler(
        inbox=inbox, received=received, now=lambda: machine_time() + LATER, shop_now=machine_time, owner="me"
    )


@pytest.fixture
def at_twilio(stand_in) -> Any:
    """A message that Twilio took in; its sid."""

    def take(text: str, sender: str = CUSTOMER, direction: str = "inbound") -> str:
        sid: str = stand_in.messages.add({"From": sender, "To": SHOP, "Direction": direction}, text, []).sid
        return sid

    return take


def reach_the_webhook(mail, sid: str, text: str) -> None:
    SqlInbox(mail, machine_time).store([arrival(form(text, sid=sid), machine_time() - LATER)])


def test_what_was_missed_is_fetched_once_and_answered(mail, wire, reconciler, at_twilio, make_worker, turn: Echo):
    reach_the_webhook(mail, at_twilio("one"), "one")
    missed = at_twilio("two")
    assert reconciler.look() == 1
    assert reconciler.look() == 0
    assert [row.message_sid for row in wire.rows()][1:] == [missed]
    worker = make_worker()
    while worker.serve_one():
        pass
    assert turn.heard == ["one", "two"]
    assert [letter.receiver for letter in wire.letters()] == [CUSTOMER] * 2


def test_what_the_webhook_brings_after_all_is_not_doubled(mail, wire, reconciler, at_twilio):
    reach_the_webhook(mail, at_twilio("one"), "one")
    late = at_twilio("two")
    assert reconciler.look() == 1
    assert wire.post(form("two", sid=late)) == 200
    assert len(wire.rows()) == 2


def test_nothing_from_before_our_first_message_counts(reconciler, at_twilio, wire):
    at_twilio("to whoever had this number")
    assert reconciler.look() == 0
    assert wire.rows() == []


def test_what_went_out_and_what_is_still_on_its_way_is_left_alone(mail, reconciler, at_twilio, wire):
    reach_the_webhook(mail, at_twilio("one"), "one")
    at_twilio("ours", direction="outbound-api")
    at_twilio("just now")
    reconciler._now = machine_time
    assert reconciler.look() == 0
    assert len(wire.rows()) == 1


def test_a_twilio_that_does_not_answer_is_asked_again(mail, reconciler, at_twilio, stand_in):
    reach_the_webhook(mail, at_twilio("one"), "one")
    at_twilio("two")
    stand_in.list_faults.append("500")
    with pytest.raises(TryAgain):
        reconciler.look()
    assert reconciler.look() == 1
