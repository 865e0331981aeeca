"""The whole system as a process: signed forms in, Messages requests out, and what `parchi inspect` tells of it."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from tests.wire.conftest import OPERATOR, SHOP, form, signed
from tests.wire.system import PATH, System, running_system

SAI, GANESH = "whatsapp:+910000020001", "whatsapp:+910000020003"
VASHI = {"Latitude": "19.0771", "Longitude": "72.9986"}


@pytest.fixture(scope="module")
def system(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    """One system for all tests of this file: it takes as long as Rasa to load."""
    with running_system(tmp_path_factory.mktemp("system")) as system:
        system.until(system.is_ready, 120)
        yield system


def customer(number: int) -> str:
    return f"whatsapp:+9100000003{number:02d}"


@pytest.mark.parametrize(
    ("number", "dialogue", "asked", "accepted"),
    [
        (
            1,
            ["Good morning", "two kg of potatoes and 6 bananas please", "Vashi", "that's everything", "yes"],
            "yes/no",
            "has accepted",
        ),
        (2, ["नमस्ते जी", "दो किलो आलू और छह केले भेज दीजिए", "वाशी", "बस, इतना ही", "हाँ"], "हाँ", "ले लिया"),
        (3, ["ram ram bhai", "2 kilo aloo aur 6 kele bhejo", "washi", "bas ho gaya", "haan kar do"], "haan", "le liya"),
    ],
    ids=["en", "hi", "hi-Latn"],
)
def test_a_dialogue_ends_in_a_collected_order(
    system: System, number: int, dialogue: list[str], asked: str, accepted: str
) -> None:
    asha = customer(number)
    replies = [system.say(asha, text, ProfileName="Asha") for text in dialogue]
    assert asked in replies[-2]
    assert "₹100" in replies[-2]
    order = system.order(asha)
    assert (order["status"], order["kirana"], order["total_paise"]) == ("offered", "Sai Kirana Stores", 10000)
    assert [(line["sku"], line["quantity"], line["unit"]) for line in order["lines"]] == [
        ("potato-loose-kg", 2000, "g"),
        ("banana-loose-piece", 6, "piece"),
    ]
    offer = next(text for text in reversed(system.texts(SAI)) if order["number"] in text)
    assert "Asha" in offer
    system.read[asha] = len(system.texts(asha))
    system.say(SAI, f"accept {order['number']}")
    told = system.heard(asha)
    order = system.order(asha)
    assert accepted in told
    assert order["code"] in told
    assert order["code"] not in offer
    system.say(SAI, f"{order['number']} ready")
    # Between the two comes how to pay by UPI, in a message of its own and without the code.
    system.until(lambda: sum(order["code"] in text for text in system.texts(asha)) == 2)
    system.say(SAI, f"{order['number']} {order['code']}")
    history = system.inspect("order", order["number"])["history"]
    assert [step["status"] for step in history] == ["offered", "accepted", "ready", "collected"]


def test_messages_are_accepted_and_answered(system: System) -> None:
    assert requests.get(system.url + "/healthz", timeout=5).status_code == 200
    assert system.is_ready()


def test_a_form_that_is_not_signed_by_twilio_is_refused_and_never_answered(system: System) -> None:
    url, fields = system.url + PATH, form("1 kg potatoes", sender=customer(10))
    assert requests.post(url, data=fields, timeout=10).status_code == 403
    assert requests.post(url, data=fields, headers=signed(url, fields, "other"), timeout=10).status_code == 403
    for wrong in ({"To": "whatsapp:+910000000098"}, {"AccountSid": "ACother"}):
        others = {**fields, **wrong}
        assert requests.post(url, data=others, headers=signed(url, others), timeout=10).status_code == 403
    huge = {**fields, "Body": "x" * 70_000}
    assert requests.post(url, data=huge, headers=signed(url, huge), timeout=10).status_code == 413
    assert system.texts(customer(10)) == []


def test_the_same_message_brought_thrice_is_worked_once(system: System) -> None:
    bina, url = customer(11), system.url + PATH
    system.say(bina, "", **VASHI)
    fields = {**form("1 kg onions", sender=bina), "NewParameter": "", "Another": "blank is signed"}
    for _ in range(3):
        assert requests.post(url, data=fields, headers=signed(url, fields), timeout=10).status_code == 200
    assert "Onion" in system.heard(bina)
    time.sleep(1)
    assert len(system.texts(bina)) == 2
    (line,) = system.inspect("customer", bina)["basket"]["lines"]
    assert (line["quantity"], line["price_paise"]) == (1000, 4000)


def test_replies_come_from_the_configured_number_with_a_callback_and_are_reported_delivered(system: System) -> None:
    chhaya = customer(12)
    system.say(chhaya, "hello")
    (sent,) = system.stand_in.messages.list(chhaya)
    assert sent.sender == SHOP
    assert re.fullmatch(re.escape(system.url) + r"/webhooks/twilio/status\?outbox=\d+", sent.form["StatusCallback"])
    system.until(lambda: system.stand_in.messages.list(chhaya)[0].status == "delivered")


def test_a_person_is_fetched(system: System) -> None:
    deepa = customer(13)
    system.say(deepa, "I was promised a refund, let me talk to a human", ProfileName="Deepa")
    system.until(lambda: any("Deepa" in text for text in system.texts(OPERATOR)))


def test_an_order_that_nobody_answers_goes_on_when_the_clock_says_so(system: System) -> None:
    esha = customer(14)
    system.say(esha, "", **VASHI)
    system.say(esha, "1 kg tomatoes, that is all")
    system.say(esha, "yes")
    assert system.order(esha)["kirana"] == "Sai Kirana Stores"
    system.set_clock("2026-11-23T11:06:30+05:30")
    assert "Shree Ganesh Provision" in system.heard(esha)
    order = system.order(esha)
    assert (order["status"], order["kirana"], order["total_paise"]) == ("offered", "Shree Ganesh Provision", 3500)
    assert any(order["number"] in text for text in system.texts(GANESH))


@pytest.mark.parametrize("victim", ["parchi bot 1", "parchi bot", "parchi sender", "parchi web"])
def test_whoever_is_killed_everything_is_answered_exactly_once(system: System, victim: str) -> None:
    first = 20 + 10 * ["parchi bot 1", "parchi bot", "parchi sender", "parchi web"].index(victim)
    customers = [customer(number) for number in range(first, first + 5)]
    for number in customers:
        system.say(number, "", **VASHI)
    for number in customers[:3]:
        system.post(number, "2 kg onions")
    system.kill(victim)
    for number in customers[3:]:
        system.post(number, "2 kg onions")
    for number in customers:
        assert "₹80" in system.heard(number)
    time.sleep(1)
    assert [len(system.texts(number)) for number in customers] == [2] * 5
    (line,) = system.inspect("customer", customers[0])["basket"]["lines"]
    assert (line["quantity"], line["price_paise"]) == (2000, 8000)
