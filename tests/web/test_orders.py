"""Orders in the browser, in three languages, with both phones."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.web.conftest import Desk

LISTS = {
    "en": ("Vashi sector 17", "2 kg potatoes, 1 kg onions and half a dozen eggs please", "that's all", "Yes"),
    "hi": ("Airoli sector 8", "दो किलो आलू, एक किलो प्याज़ और आधा दर्जन अंडे भेज दीजिए", "बस इतना ही", "हाँ"),
    "hi-Latn": ("Nerul sector 20", "bhaiya 2 kilo aloo, 1 kilo pyaz aur 6 ande bhej do", "bas itna hi", "Haan"),
}
STEPS = 8


def to_the_slip(desk: Desk, answer: str, done: str) -> None:
    """Answer what is asked, a number for a choice, until the slip asks for the yes."""
    for _ in range(STEPS):
        if desk.customer.heard.last.locator(".choices button").count():
            return
        answer = desk.customer.ask("1" if re.search(r"^1\) ", answer, re.MULTILINE) else done)
    raise AssertionError(f"no slip: {answer}")


@pytest.mark.parametrize("language", LISTS)
def test_a_list_becomes_an_order_with_a_code(desk: Desk, language: str) -> None:
    area, wishes, done, yes = LISTS[language]
    name = desk.new_customer()
    asked = desk.customer.ask(wishes)
    assert "1." in asked
    assert "3." in asked
    to_the_slip(desk, desk.pin(area), done)
    slip = desk.customer.heard.last
    assert re.search(r"₹\d+", slip.inner_text())

    desk.customer.after(lambda: slip.get_by_role("button", name=yes, exact=True).click())
    offer = desk.kirana.heard.filter(has_text=name).last
    expect(offer).to_be_visible()
    number = re.search(r"\b1\d{3}\b", offer.inner_text())
    assert number
    expect(desk.customer.said.last).to_contain_text(yes)

    desk.kirana.after(lambda: offer.locator(".choices button").first.click())
    told = desk.customer.heard.filter(has_text=number[0]).filter(has_text=re.compile("code|कोड")).last
    expect(told).to_be_visible()
    code = re.search(r"(?:code|कोड)\D{0,4}(\d{4})", told.inner_text())
    assert code
    assert code[1] not in desk.kirana.chat.inner_text().replace(number[0], "")

    before = desk.customer.heard.count()
    desk.kirana.ask("ready")
    expect(desk.customer.heard.nth(before)).to_be_visible()
    desk.kirana.ask(code[1])
    expect(desk.customer.heard.nth(before + 1)).to_be_visible()


def test_a_pressed_button_answers_and_cannot_be_pressed_twice(desk: Desk) -> None:
    desk.new_customer()
    desk.customer.ask("1 kg sugar")
    to_the_slip(desk, desk.pin("Vashi sector 17"), "that's all")
    slip = desk.customer.heard.last
    desk.customer.after(lambda: slip.get_by_role("button", name="No", exact=True).click())
    expect(desk.customer.said.last).to_contain_text("No")
    for button in slip.locator(".choices button").all():
        expect(button).to_be_disabled()


def test_a_pin_is_chosen_from_known_areas_and_shown_as_a_map(desk: Desk) -> None:
    desk.new_customer()
    assert "km" in desk.pin("Vashi sector 17")
    expect(desk.customer.said.last).to_contain_text("📍 Vashi sector 17")
    expect(desk.customer.said.last.locator("img.picture")).to_have_js_property("complete", True)
    assert desk.customer.said.last.locator("img.picture").evaluate("picture => picture.naturalWidth") > 0


def test_a_pin_out_of_reach_is_answered_with_the_distance(desk: Desk) -> None:
    desk.new_customer()
    assert re.search(r"\d km", desk.pin("Agra"))


def test_a_photo_and_a_voice_message_are_answered_kindly(desk: Desk) -> None:
    desk.new_customer()
    for button in ("Send a photo", "Send a voice message"):
        press = desk.customer.root.get_by_role("button", name=button)
        assert "text" in desk.customer.after(press.click)
