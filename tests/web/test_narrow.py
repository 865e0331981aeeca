"""The simulator on a phone's own screen: one of the two at a time."""

from __future__ import annotations

import requests
from playwright.sync_api import expect

from tests.web.conftest import Desk


def test_tabs_show_one_phone_at_a_time(handheld: Desk) -> None:
    expect(handheld.customer.root).to_be_visible()
    expect(handheld.kirana.root).to_be_hidden()
    handheld.page.get_by_role("tab", name="Kirana").click()
    expect(handheld.kirana.root).to_be_visible()
    expect(handheld.customer.root).to_be_hidden()
    expect(handheld.page.get_by_role("tab", name="Kirana")).to_have_attribute("aria-selected", "true")


def test_tabs_are_walked_with_arrows(handheld: Desk) -> None:
    handheld.page.get_by_role("tab", name="Customer").focus()
    handheld.page.keyboard.press("ArrowRight")
    expect(handheld.page.get_by_role("tab", name="Kirana")).to_be_focused()
    expect(handheld.kirana.root).to_be_visible()


def test_a_badge_says_that_the_other_phone_has_something_new(handheld: Desk) -> None:
    handheld.page.get_by_role("tab", name="Kirana").click()
    badge = handheld.page.locator("#tab-customer .badge")
    expect(badge).to_be_hidden()
    number = handheld.customer.owner.input_value()
    requests.post(f"{handheld.page.url}simulator/send", json={"from": number, "text": "help"}, timeout=20)
    expect(badge).to_have_text("1")
    expect(handheld.page.get_by_role("tab", name="Customer, 1 with new messages")).to_be_visible()
    handheld.page.get_by_role("tab", name="Customer").click()
    expect(badge).to_be_hidden()


def test_nothing_is_wider_than_the_screen(handheld: Desk) -> None:
    handheld.new_customer()
    handheld.customer.ask("bhaiya 2 kilo aloo, aadha kilo pyaz aur ek packet Amul doodh bhej do " + "x" * 200)
    assert handheld.page.evaluate("document.documentElement.scrollWidth") <= 390
    composer = handheld.customer.root.locator("form").bounding_box()
    assert composer
    assert composer["y"] + composer["height"] <= 780
    send = handheld.customer.root.locator(".voice").bounding_box()
    assert send
    assert send["x"] + send["width"] <= 390


def test_the_dialog_of_places_fits(handheld: Desk) -> None:
    handheld.page.get_by_role("button", name="Send a location pin").click()
    box = handheld.page.get_by_role("dialog").bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    assert box["y"] + box["height"] <= 780
    expect(handheld.page.get_by_role("button", name="Close")).to_be_in_viewport()
