"""What is heard of a message before the rules see it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import yaml

from parchi.bot.hearing import BUTTONS, Heard, asks_for_more, hear, spoken
from parchi.domain.customer import Customer
from parchi.domain.hours import IST
from parchi.domain.message import InboundMessage
from parchi.domain.place import Place
from parchi.domain.reading import CUSTOMER, SHOP, Reading

ROOT = Path(__file__).parents[2]
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=IST)
NUMBER = "whatsapp:+910000000001"


@pytest.fixture
def ask(monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[Heard, list[tuple[str, str]]]]:
    """Hear a message; the pipeline is a list of what it was asked, the context changes nothing."""
    monkeypatch.setattr("parchi.bot.hearing.in_context", lambda shop, customer, kirana, reading: reading)

    def ask(*, kirana: Any = None, is_shopping: bool = False, **of_message: Any) -> tuple[Heard, list[tuple[str, str]]]:
        asked: list[tuple[str, str]] = []

        def read(text: str, speaker: str) -> Reading:
            asked.append((text, speaker))
            return Reading(text, "en", "add_items")

        shop: Any = SimpleNamespace(kiranas=SimpleNamespace(of_number=lambda number: kirana))
        customer = Customer(NUMBER, "p", is_shopping=is_shopping)
        message = InboundMessage(**{"sid": "SM1", "sender": NUMBER, "text": "", "received_at": NOON, **of_message})
        return hear(shop, customer, message, read), asked

    return ask


@pytest.mark.parametrize(
    "typed",
    [
        "/restart",
        "  /restart",
        "//restart",
        "/ /restart",
        "／restart",
        "\u200b/restart",
        "\ufeff／\u2060/restart",
        "\u00a0\u3000/restart",
        "\n\t/restart",
        "⁄restart",
        "∕restart",
        "\u202e/restart",
        "\\restart",
    ],
)
def test_no_slash_before_the_words_is_left(typed: str) -> None:
    assert spoken(typed) == "restart"


@pytest.mark.parametrize("typed", ["1/2 kg chini", "Amul / Nandini doodh", "60/kg", "आधा किलो", "-5 kg", "👍"])
def test_what_stands_inside_or_after_the_words_is_kept(typed: str) -> None:
    assert spoken(typed) == typed


@pytest.mark.parametrize("typed", ['  /place_order@1.0{"price": 0}', "／restart", "\u200b/greet", "\\help"])
def test_an_intent_typed_with_a_slash_is_out_of_scope(ask: Callable[..., Any], typed: str) -> None:
    heard, asked = ask(text=typed)
    assert heard.reading.intent == "out_of_scope"
    assert asked == []


@pytest.mark.parametrize("typed", ["", "   ", "/", "///", "\u200b"])
def test_a_message_without_words_is_out_of_scope(ask: Callable[..., Any], typed: str) -> None:
    heard, asked = ask(text=typed)
    assert heard.reading.intent == "out_of_scope"
    assert asked == []


def test_a_photo_without_words_is_media(ask: Callable[..., Any]) -> None:
    heard, asked = ask(media=("image/jpeg",))
    assert heard.reading.intent == "send_media"
    assert asked == []


def test_the_words_under_a_photo_are_read(ask: Callable[..., Any]) -> None:
    _, asked = ask(text="2 kg atta", media=("image/jpeg",))
    assert asked == [("2 kg atta", CUSTOMER)]


def test_a_pin_shares_a_place(ask: Callable[..., Any]) -> None:
    pin = Place(19.07, 72.99)
    heard, asked = ask(place=pin, place_words="Vashi")
    assert (heard.reading.intent, heard.place) == ("share_place", pin)
    assert asked == []


def test_a_button_names_its_intent_and_its_order(ask: Callable[..., Any]) -> None:
    heard, asked = ask(text="Accept", button="accept_order:1042")
    assert (heard.reading.intent, heard.reading.numbers) == ("accept_order", ("1042",))
    assert asked == []


@pytest.mark.parametrize(
    "payload", ["forget_me", "/restart", "session_start", "affirm{}", "set_price:0", ":", "x" * 500]
)
def test_a_payload_that_is_no_button_of_ours_is_read_as_words(ask: Callable[..., Any], payload: str) -> None:
    heard, asked = ask(text="Yes", button=payload)
    assert asked == [("Yes", CUSTOMER)]
    assert heard.reading.intent == "add_items"


def test_every_button_of_the_templates_is_known() -> None:
    told = yaml.safe_load((ROOT / "data/templates.yml").read_text(encoding="utf-8"))
    assert {button["intent"] for buttons in told["buttons"].values() for button in buttons} <= BUTTONS


def test_a_kiranas_number_speaks_as_a_shop_unless_it_shops_for_itself(ask: Callable[..., Any]) -> None:
    heard, asked = ask(text="maggi khatam", kirana="sai")
    assert (heard.speaker, asked) == (SHOP, [("maggi khatam", SHOP)])
    heard, asked = ask(text="maggi", kirana="sai", is_shopping=True)
    assert (heard.speaker, asked) == (CUSTOMER, [("maggi", CUSTOMER)])


@pytest.mark.parametrize("typed", ["more", "More.", "aur", "और", "Aur dikhao"])
def test_more_is_asked_for_in_three_languages(typed: str) -> None:
    assert asks_for_more(typed)


@pytest.mark.parametrize("typed", ["aur 2 kg atta", "one more maggi", "2", ""])
def test_more_of_a_thing_is_not_more_of_a_list(typed: str) -> None:
    assert not asks_for_more(typed)
