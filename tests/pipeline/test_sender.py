"""The sender: never lost, in order, and twice only where nobody can tell."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import insert, select, update
from sqlalchemy.engine import Engine

from parchi.adapters.mail_tables import alarms, delivery_reports, outbox
from parchi.adapters.outbox import SqlOutbox
from parchi.adapters.pulse import SqlPulse
from parchi.domain.mail import DeliveryReport, Outcome
from parchi.domain.reply import Reply, say
from parchi.pipeline import sender as sender_module
from parchi.pipeline.owner import is_dead, new_owner
from parchi.pipeline.sender import Sender
from parchi.roles import machine_time
from parchi.services.notices import tell
from parchi.web.messages_stand_in import StandIn
from tests.wire.conftest import ACCOUNT, CUSTOMER, OPERATOR, Wire, form, until

OTHER = "whatsapp:+910000000002"
LOST = ["hang", "lost", "late:2"]


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look again sooner than in earnest."""
    monkeypatch.setattr(sender_module, "FIRST_LOOK", {"late": 0.3, "unknown": 0.1})
    monkeypatch.setattr(sender_module, "LOOK_AGAIN", 0.4)


@pytest.fixture
def put(mail: Engine) -> Callable[..., None]:
    def rows(*bodies: str, to: str = CUSTOMER, **more: Any) -> None:
        with mail.begin() as connection:
            for body in bodies:
                row = {"receiver": to, "body": body, "created_at": machine_time(), **more}
                connection.execute(insert(outbox).values(**row))

    return rows


@pytest.fixture
def send(make_sender: Callable[..., Sender], wire: Wire) -> Callable[..., None]:
    """Send until nothing waits any more."""

    def run(sender: Sender | None = None, seconds: float = 20.0) -> None:
        sender = sender or make_sender()
        with ThreadPoolExecutor(8) as pool:
            end = time.monotonic() + seconds
            while any(letter.state in ("waiting", "sending") for letter in wire.letters()):
                assert time.monotonic() < end, [(x.id, x.state, x.cause) for x in wire.letters()]
                sender.round(pool)

    return run


def received(stand_in: StandIn, number: str = CUSTOMER) -> list[str]:
    return [sent.body for sent in stand_in.messages.list(number)]


def test_letters_go_out_in_order_with_a_callback_each(put, send, stand_in: StandIn, wire: Wire):
    put("one", "two", "three")
    put("eins", to=OTHER)
    send()
    assert received(stand_in) == ["one", "two", "three"]
    assert received(stand_in, OTHER) == ["eins"]
    sids = {letter.message_sid: letter for letter in wire.letters()}
    for sent in stand_in.messages.list():
        assert sent.form["StatusCallback"].endswith(f"?outbox={sids[sent.sid].id}")
        assert sent.form["From"] == "whatsapp:+910000000000"


@pytest.mark.parametrize("fault", ["429", "500", "reset", *LOST])
def test_whatever_fails_is_sent_once_and_in_order(put, send, stand_in: StandIn, wire: Wire, fault: str):
    stand_in.faults.append(fault)
    put("one", "two")
    send()
    assert received(stand_in) == ["one", "two"]
    assert [(letter.state, letter.doubled) for letter in wire.letters()] == [("sent", 0)] * 2
    assert wire.letters()[0].attempts > 1


def test_troubles_in_a_row_are_outlived(put, send, stand_in: StandIn):
    stand_in.faults.extend(["429", "500", "reset", "lost"])
    put("one", "two")
    send()
    assert received(stand_in) == ["one", "two"]


def test_the_same_words_twice_are_two_letters_though_one_answer_was_lost(put, send, stand_in: StandIn):
    put("haan", "haan")
    stand_in.faults.extend(["", "lost"])
    send()
    assert received(stand_in) == ["haan", "haan"]


def test_one_receivers_trouble_does_not_hold_the_others(put, make_sender, make_carrier, stand_in, running, mail):
    stand_in.faults.append("hang")
    put("slow")
    sender = make_sender(carrier=make_carrier(timeout=4.0))
    running(lambda stop: sender.run(stop, SqlPulse(mail, machine_time)))
    until(lambda: not stand_in.faults)
    put("quick", to=OTHER)
    until(lambda: received(stand_in, OTHER) == ["quick"], 3.5)
    until(lambda: received(stand_in) == ["slow"])


def test_a_permanent_error_is_kept_with_its_reason_and_an_alarm(put, send, stand_in: StandIn, wire: Wire, mail):
    put("x" * 1601, "after")
    put("nobody", to="+910000000003")
    send()
    states = {letter.body[:5]: (letter.state, (letter.cause or "")[:5]) for letter in wire.letters()}
    assert states["xxxxx"] == ("failed", "21617")
    assert states["nobod"] == ("failed", "21211")
    assert states["after"] == ("sent", "")
    assert received(stand_in) == ["after"]
    assert len(received(stand_in, OPERATOR)) == 2
    with mail.connect() as connection:
        assert len(connection.execute(select(alarms)).all()) == 2


def test_content_goes_without_body(put, send, stand_in: StandIn):
    stand_in.content = lambda sid, variables: (variables["1"], [{"title": "Yes", "payload": "affirm"}])
    put("Shall I order?", content_sid="HX1", variables={"1": "Shall I order?", "2": "-"})
    send()
    (sent,) = stand_in.messages.list()
    assert "Body" not in sent.form
    assert (sent.body, sent.buttons[0]["payload"]) == ("Shall I order?", "affirm")


def test_an_account_that_is_locked_out_loses_nothing(put, send, make_sender, make_carrier, stand_in, wire: Wire):
    put("one")
    with ThreadPoolExecutor(1) as pool:
        sender = make_sender(carrier=make_carrier(auth_token="changed"))
        sender.round(pool)
        until(lambda: sender.round(pool) or wire.letters()[0].state == "waiting")
    assert wire.letters()[0].cause.startswith("20003")
    send()
    assert received(stand_in) == ["one"]


def test_an_api_that_is_not_there_is_waited_for(put, send, make_sender, make_carrier, stand_in: StandIn, wire: Wire):
    put("one")
    with ThreadPoolExecutor(1) as pool:
        sender = make_sender(carrier=make_carrier(api="http://127.0.0.1:9"))
        sender.round(pool)
        until(lambda: sender.round(pool) or wire.letters()[0].state == "waiting")
    assert not wire.letters()[0].is_in_doubt
    send()
    assert received(stand_in) == ["one"]


def test_a_sender_that_died_after_sending_is_not_repeated(put, send, mail, make_carrier, stand_in: StandIn, wire: Wire):
    put("one", "two")
    dead = new_owner().split(":")[0] + ":999999:1"
    (dispatch,) = SqlOutbox(mail, machine_time).claim(dead, 8)
    make_carrier().post(dispatch)
    SqlOutbox(mail, machine_time).free_dead(is_dead)
    send()
    assert received(stand_in) == ["one", "two"]


def test_a_sender_that_died_before_sending_loses_nothing(put, send, mail, stand_in: StandIn):
    put("one")
    SqlOutbox(mail, machine_time).claim(new_owner().split(":")[0] + ":999999:1", 8)
    SqlOutbox(mail, machine_time).free_dead(is_dead)
    send()
    assert received(stand_in) == ["one"]


def test_where_neither_answers_it_is_sent_again_and_counted(
    put, send, mail, stand_in: StandIn, wire: Wire, monkeypatch
):
    monkeypatch.setattr(sender_module, "BLIND_TRIES", 2)
    stand_in.faults.append("lost")
    stand_in.list_faults.extend(["500"] * 3)
    put("one")
    send()
    assert received(stand_in) == ["one", "one"]
    assert wire.letters()[0].doubled == 1


def test_a_delivery_report_settles_a_doubt(put, send, mail, make_sender, stand_in: StandIn, wire: Wire):
    stand_in.faults.append("lost")
    put("one")
    with ThreadPoolExecutor(1) as pool:
        sender = make_sender()
        sender.round(pool)
        until(lambda: sender.round(pool) or wire.letters()[0].state == "waiting", 5)
        (letter,) = wire.letters()
        (sent,) = stand_in.messages.list()
        report = {"MessageSid": sent.sid, "MessageStatus": "sent", "AccountSid": ACCOUNT, "To": CUSTOMER}
        assert wire.post(report, path=f"/webhooks/twilio/status?outbox={letter.id}") == 204
        sender.round(pool)
    (letter,) = wire.letters()
    assert (letter.state, letter.message_sid) == ("sent", sent.sid)
    assert received(stand_in) == ["one"]


def test_several_senders_share_the_work_in_order(put, make_sender, stand_in: StandIn, wire: Wire, running, mail):
    for number in range(6):
        put(*(f"{number}-{n}" for n in range(5)), to=f"whatsapp:+91000000010{number}")
    for _ in range(3):
        sender = make_sender()
        running(lambda stop, sender=sender: sender.run(stop, SqlPulse(mail, machine_time)))
    until(lambda: all(letter.state == "sent" for letter in wire.letters()), 30)
    for number in range(6):
        assert received(stand_in, f"whatsapp:+91000000010{number}") == [f"{number}-{n}" for n in range(5)]


def report(outbox_id: int, status: str, sid: str = "SM1", code: int | None = None) -> DeliveryReport:
    return DeliveryReport(outbox_id, sid, status, code, machine_time())


def test_reports_in_any_order_end_in_delivered(put, send, mail, wire: Wire):
    put("one")
    send()
    (letter,) = wire.letters()
    out = SqlOutbox(mail, machine_time)
    out.report([report(letter.id, s, letter.message_sid) for s in ("delivered", "sent", "read", "queued")])
    assert wire.letters()[0].state == "delivered"
    with mail.connect() as connection:
        assert len(connection.execute(select(delivery_reports)).all()) == 4


def test_a_letter_that_was_not_delivered_has_its_reason_and_an_alarm(put, send, mail, wire: Wire):
    put("one")
    send()
    (letter,) = wire.letters()
    SqlOutbox(mail, machine_time, operator=OPERATOR).report(
        [
            report(letter.id, "undelivered", letter.message_sid, 63016),
            report(letter.id, "failed", letter.message_sid, 63016),
        ]
    )
    first, alarm = wire.letters()
    assert (first.state, first.cause) == ("failed", "63016")
    assert alarm.receiver == OPERATOR


def test_a_rate_limit_told_by_report_is_tried_again(put, send, mail, stand_in: StandIn, wire: Wire):
    put("one")
    send()
    (letter,) = wire.letters()
    SqlOutbox(mail, machine_time).report([report(letter.id, "undelivered", letter.message_sid, 63018)])
    assert wire.letters()[0].state == "waiting"
    with mail.begin() as connection:
        connection.execute(update(outbox).values(not_before=None))
    send()
    assert received(stand_in) == ["one", "one"]


def test_kept_letters_stay_until_they_are_freed(put, send, open_shop, stand_in: StandIn, wire: Wire):
    put("while you were away", state="kept")
    send()
    assert received(stand_in) == []
    with open_shop() as shop:
        assert len(shop.notices.waiting_for(CUSTOMER)) == 1
        shop.notices.free(CUSTOMER)
        shop.commit()
    send()
    assert received(stand_in) == ["while you were away"]


def test_reports_of_strangers_change_nothing(put, wire: Wire):
    put("one")
    (letter,) = wire.letters()
    fields = {**form(), "MessageStatus": "delivered"}
    assert wire.post(fields, path=f"/webhooks/twilio/status?outbox={letter.id}", token="forged") == 403
    assert wire.letters()[0].state == "waiting"


@pytest.mark.parametrize("way", ["refused", "reported"])
def test_a_number_outside_the_window_gets_no_more_free_text(
    put: Callable[..., None], mail: Engine, wire: Wire, open_shop: Callable[[], Any], way: str
) -> None:
    put("Naya order 1001", to=OTHER)
    box = SqlOutbox(mail, machine_time, operator=OPERATOR)
    (dispatch,) = box.claim(new_owner(), 1)
    if way == "refused":
        box.record([Outcome(dispatch.id, "failed", cause="63016: outside the window")])
    else:
        box.record([Outcome(dispatch.id, "sent", message_sid="SM1")])
        box.report([DeliveryReport(dispatch.id, "SM1", "undelivered", 63016, machine_time())])
    with open_shop() as shop:
        assert shop.customers.get(OTHER).last_heard_at is not None
        told = tell(shop, OTHER, Reply.of(say("utter_basket")), template="order_ready", values={"order": "1001"})
        shop.commit()
    assert told is False
    assert [letter.state for letter in wire.letters() if letter.receiver == OTHER] == ["failed", "kept"]
