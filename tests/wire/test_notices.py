"""Notices: worded at once, kept with the transaction, sent in order."""

from __future__ import annotations

from datetime import timedelta

from parchi.adapters.alarms import raise_alarm
from parchi.domain.reply import Reply, say
from tests.wire.conftest import CUSTOMER, OPERATOR, form

HELLO = Reply.of(say("utter_basket"))


def test_a_notice_is_worded_in_the_receivers_language(open_shop, wire):
    with open_shop() as shop:
        shop.notices.send(CUSTOMER, HELLO, "hi")
        shop.commit()
    (letter,) = wire.letters()
    assert (letter.receiver, letter.body, letter.state) == (CUSTOMER, "आपकी टोकरी:", "waiting")


def test_what_is_not_committed_is_not_sent(open_shop, wire):
    with open_shop() as shop:
        shop.notices.send(CUSTOMER, HELLO, "en")
    assert wire.letters() == []


def test_a_template_that_is_not_configured_is_not_sent(open_shop, wire):
    with open_shop() as shop:
        assert shop.notices.has_template("offer", "en") is False
        assert shop.notices.send_template(CUSTOMER, "offer", "en", {"order": "1", "customer": "Asha"}) is False
        shop.commit()
    assert wire.letters() == []


def test_a_kept_notice_waits_until_it_is_freed(open_shop, wire):
    with open_shop() as shop:
        shop.notices.wait(CUSTOMER, HELLO, "en", "stopped")
        shop.notices.wait(OPERATOR, HELLO, "en", "window")
        (id,) = shop.notices.waiting_for(CUSTOMER)
        shop.notices.free(CUSTOMER)
        assert shop.notices.waiting_for(CUSTOMER) == []
        shop.commit()
    assert {letter.receiver: letter.state for letter in wire.letters()} == {CUSTOMER: "waiting", OPERATOR: "kept"}
    assert wire.letters()[0].id == id


def test_the_last_words_of_a_number_oldest_first(open_shop, wire, clock):
    for text in ("one", "two", "", "three"):
        wire.post(form(text))
        clock.move(seconds=5)
    with open_shop() as shop:
        assert shop.notices.said(CUSTOMER, 3) == ["two", "three"]
        assert shop.notices.said(OPERATOR, 3) == []


def test_alarms_reach_the_operator_once_an_hour_a_kind(open_shop, wire, clock):
    for minutes in (0, 10, 55):
        clock.move(minutes=minutes)
        with open_shop() as shop:
            shop.notices.alarm("no_template", "Kirana has no template")
            shop.notices.alarm(f"other {minutes}", "Something else")
            shop.commit()
    told = [letter.body for letter in wire.letters() if letter.receiver == OPERATOR]
    assert len([text for text in told if "template" in text]) == 2
    assert len(told) == 5


def test_an_operator_who_has_not_written_for_a_day_hears_by_template_or_with_the_next_message(open_shop, wire, clock):
    with open_shop() as shop:
        shop.customers.meet(OPERATOR).last_heard_at = clock.now() - timedelta(hours=25)
        shop.flush()
        shop.notices.alarm("no_kirana", "nobody took order 1001")
        shop.commit()
    (letter,) = [letter for letter in wire.letters() if letter.receiver == OPERATOR]
    assert (letter.state, letter.content_sid) == ("kept", None)
    with open_shop() as shop:
        raise_alarm(shop.session, "clock", "late", at=clock.now(), operator=OPERATOR, content_sid="HX1")
        shop.commit()
    last = wire.letters()[-1]
    assert (last.state, last.content_sid, last.variables) == ("waiting", "HX1", {"1": "late"})
