"""Letters: text, buttons and templates as they are sent, and as their receiver sees them."""

from __future__ import annotations

from pathlib import Path

import pytest

from parchi.domain.mail import Letter
from parchi.domain.reply import Reply, say
from parchi.web.content import Content
from parchi.whatsapp.letters import Letters, Page
from parchi.whatsapp.templates import Templates
from parchi.whatsapp.wording import Wording

FIXTURES = Path(__file__).parents[1] / "fixtures"
NUMBER = "whatsapp:+910000000001"
TEMPLATES = Templates.load(FIXTURES / "templates.yml")
SIDS = {("buttons_confirm", "en"): "HX1", ("buttons_confirm", "hi"): "HX2", ("offer", "hi"): "HX3"}


def content_sid(name: str, language: str) -> str | None:
    return SIDS.get((name, language))


LETTERS = Letters(Wording.load(FIXTURES / "responses"), TEMPLATES, content_sid)


def test_a_question_has_buttons_where_they_are_configured():
    assert LETTERS.of_page(NUMBER, Page("Shall I order?", "en", "confirm")).content_sid == "HX1"
    assert LETTERS.of_page(NUMBER, Page("Order kar doon?", "hi-Latn", "confirm")) == Letter(NUMBER, "Order kar doon?")


def test_a_text_too_long_for_buttons_goes_without_them():
    assert LETTERS.of_page(NUMBER, Page("x" * 1025, "en", "confirm")).content_sid is None


def test_a_long_notice_goes_out_whole_with_buttons_on_its_last_page():
    lines = tuple(say("utter_line", number=n, product="Atta " * 3, quantity="1", price="₹1") for n in range(70))
    letters = LETTERS.of_reply(NUMBER, Reply((say("utter_basket"),), lines, buttons="confirm"), "en")
    assert [letter.content_sid for letter in letters] == [None, "HX1"]
    assert not any("Write more" in letter.body for letter in letters)


def test_a_template_takes_its_values_by_name_and_the_likest_language():
    letter = LETTERS.of_template(NUMBER, "offer", "hi-Latn", {"order": "1042", "customer": "Asha\n\n  Rao"})
    assert letter is not None
    assert (letter.content_sid, letter.variables) == ("HX3", {"1": "1042", "2": "Asha Rao"})
    assert letter.body == "नया ऑर्डर 1042, Asha Rao से।"


def test_a_template_that_is_not_configured_is_none():
    silent = Letters(LETTERS.wording, TEMPLATES, lambda _name, _language: None)
    assert silent.of_template(NUMBER, "offer", "en", {"order": "1", "customer": "x"}) is None


def test_the_receiver_sees_text_and_buttons_with_their_payloads():
    seen = Content(TEMPLATES, content_sid)
    page = LETTERS.of_page(NUMBER, Page("ले लूँ?", "hi", "confirm", about="1042"))
    text, buttons = seen(page.content_sid or "", page.variables)
    assert text == "ले लूँ?"
    assert buttons[0] == {"title": "हाँ", "payload": "affirm:1042"}
    letter = LETTERS.of_template(NUMBER, "offer", "hi", {"order": "1042", "customer": "Asha"})
    assert letter is not None
    assert seen("HX3", letter.variables)[1] == [{"title": "मंज़ूर", "payload": "accept_order:1042"}]
    with pytest.raises(KeyError):
        seen("HX9", {})
