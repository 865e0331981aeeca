"""The door: what is let in, what is refused, and that whatever is let in is stored once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
import requests

from tests.wire.conftest import ACCOUNT, CUSTOMER, Wire, form, signed, until

STATUS = "/webhooks/twilio/status"


def test_a_signed_message_is_stored_and_answered_with_empty_twiml(wire: Wire):
    url = wire.url + "/webhooks/twilio/webhook"
    fields = form("namaste", sid="SM1")
    answer = requests.post(url, data=fields, headers=signed(url, fields), timeout=10)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/xml")
    assert "<Message" not in answer.text
    (row,) = wire.rows()
    assert (row.message_sid, row.sender, row.form["Body"], row.state) == ("SM1", CUSTOMER, "namaste", "waiting")


def test_blank_and_unknown_fields_belong_to_the_signature(wire: Wire):
    assert wire.post(form("", MediaUrl0="", SomethingNew="", Ünicode="हाँ 👍")) == 200


def test_the_token_before_the_change_still_counts(wire: Wire):
    assert wire.post(form(), token="older") == 200


@pytest.mark.parametrize("token", ["wrong", ""])
def test_a_wrong_signature_is_refused(wire: Wire, token: str):
    assert wire.post(form(), token=token) == 403
    assert wire.rows() == []


def test_a_missing_signature_is_refused(wire: Wire):
    url = wire.url + "/webhooks/twilio/webhook"
    assert requests.post(url, data=form(), timeout=10).status_code == 403
    assert requests.post(url, data=b"", timeout=10).status_code == 403
    assert wire.rows() == []


def test_a_signature_for_other_words_is_refused(wire: Wire):
    url = wire.url + "/webhooks/twilio/webhook"
    fields = form("one kilo")
    answer = requests.post(url, data={**fields, "Body": "ten kilos"}, headers=signed(url, fields), timeout=10)
    assert answer.status_code == 403


@pytest.mark.parametrize("other", [{"AccountSid": "ACother"}, {"To": "whatsapp:+910000077777"}])
def test_another_account_or_number_is_refused_though_signed(wire: Wire, other: dict[str, str]):
    assert wire.post({**form(), **other}) == 403
    assert wire.rows() == []


def test_a_query_is_part_of_the_signed_address(wire: Wire):
    assert wire.post(form(), path="/webhooks/twilio/webhook?shop=1&x=%20") == 200


def test_a_name_that_comes_twice_is_signed_with_both_values(wire: Wire):
    url = wire.url + "/webhooks/twilio/webhook"
    pairs = [*form().items(), ("Tag", "b"), ("Tag", "a")]
    both = {**form(sid=dict(pairs)["MessageSid"]), "Tag": ["a", "b"]}

    class Several(dict):
        def getlist(self, name):
            value = self[name]
            return value if isinstance(value, list) else [value]

    answer = requests.post(url, data=pairs, headers=signed_several(url, Several(both)), timeout=10)
    assert answer.status_code == 200


def signed_several(url: str, fields) -> dict[str, str]:
    from twilio.request_validator import RequestValidator

    return {"X-Twilio-Signature": RequestValidator("secret").compute_signature(url, fields)}


def test_64_kb_pass_and_more_is_too_long(wire: Wire):
    room = 64 * 1024 - len(requests.Request("POST", "http://x", data=form("", sid="SMlong")).prepare().body)
    assert wire.post(form("x" * room, sid="SMlong")) == 200
    assert wire.post(form("x" * (room + 1), sid="SMlong")) == 413
    assert len(wire.rows()) == 1


def test_a_long_body_of_unsaid_length_is_too_long(wire: Wire):
    url = wire.url + "/webhooks/twilio/webhook"
    chunks = (b"x" * 8192 for _ in range(10))
    assert requests.post(url, data=chunks, timeout=10).status_code == 413


def test_the_same_message_ten_times_at_once_is_stored_once(wire: Wire):
    fields = form(sid="SMsame")
    with ThreadPoolExecutor(10) as pool:
        statuses = list(pool.map(lambda _: wire.post(fields), range(10)))
    assert statuses == [200] * 10
    assert len(wire.rows()) == 1


def test_many_at_once_are_all_stored(wire: Wire):
    with ThreadPoolExecutor(16) as pool:
        statuses = list(pool.map(lambda n: wire.post(form(f"message {n}")), range(60)))
    assert statuses == [200] * 60
    assert {row.form["Body"] for row in wire.rows()} == {f"message {n}" for n in range(60)}


def test_a_signed_form_that_is_no_message_is_refused(wire: Wire):
    assert wire.post({"AccountSid": ACCOUNT, "To": form()["To"]}) == 400


@pytest.mark.parametrize("path", ["/webhooks/twilio/webhook", STATUS])
def test_only_posts_are_taken(wire: Wire, path: str):
    assert requests.get(wire.url + path, timeout=10).status_code == 405


def test_other_addresses_are_not_there(wire: Wire):
    assert requests.get(wire.url + "/docs", timeout=10).status_code == 404


def test_nul_and_odd_characters_are_stored(wire: Wire):
    assert wire.post(form("a\0b\u200b\ufeff")) == 200
    assert wire.rows()[0].form["Body"] == "ab\u200b\ufeff"


def test_reports_need_a_signature_too(wire: Wire):
    report = {"MessageSid": "SM9", "MessageStatus": "delivered", "AccountSid": ACCOUNT}
    assert wire.post(report, path=STATUS + "?outbox=1", token="wrong") == 403
    assert wire.post(report, path=STATUS + "?outbox=1") == 204


@pytest.mark.parametrize("query", ["", "?outbox=", "?outbox=x", "?outbox=-1", "?outbox=9" + "9" * 40, "?outbox=²"])
def test_a_report_about_nothing_of_ours_does_no_harm(wire: Wire, query: str):
    report = {"MessageSid": "SM9", "MessageStatus": "delivered", "AccountSid": ACCOUNT, "ErrorCode": "x"}
    assert wire.post(report, path=STATUS + requests.utils.requote_uri(query)) == 204


def test_health_tells_accepting_from_answering(wire: Wire, make_worker, make_sender, running, mail):
    from parchi.adapters.pulse import SqlPulse
    from parchi.roles import machine_time

    assert requests.get(wire.url + "/healthz", timeout=10).status_code == 200
    told = requests.get(wire.url + "/readyz", timeout=10)
    assert (told.status_code, told.text) == (503, "waiting for bot, sender\n")
    pulse = SqlPulse(mail, machine_time)
    running(lambda stop: make_worker().run(stop, pulse))
    running(lambda stop: make_sender().run(stop, pulse))
    until(lambda: requests.get(wire.url + "/readyz", timeout=10).status_code == 200)
