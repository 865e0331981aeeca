"""Whoever cannot see, or has no mouse, orders too."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.web.conftest import Desk

LEAST_CONTRAST = 4.5
"""WCAG 2.1, level AA, for text of usual size."""
CONTRASTS = """() => {
  const channel = (value) => (value /= 255) <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  const parsed = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = parsed(getComputedStyle(at).backgroundColor);
      if (colour.length < 4 || colour[3] > 0.9) return colour;
    }
    return [255, 255, 255];
  };
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.textContent.trim() || !element.checkVisibility()) continue;
    if (element.closest(".sr, option, :disabled")) continue;
    const [one, other] = [light(parsed(getComputedStyle(element).color)), light(ground(element))];
    const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    found.push([Math.round(ratio * 100) / 100, walker.currentNode.textContent.trim().slice(0, 40), element.className]);
  }
  return found;
}"""


def test_all_text_can_be_read(desk: Desk) -> None:
    desk.new_customer()
    desk.customer.ask("hello")
    desk.customer.write("x" * 70_000)
    expect(desk.customer.said.last).to_contain_text("Not delivered")
    found = desk.page.evaluate(CONTRASTS)
    assert len(found) > 15
    assert [text for text in found if text[0] < LEAST_CONTRAST] == []


def test_everything_that_can_be_used_has_a_name(desk: Desk) -> None:
    used = desk.page.locator("button:visible, select:visible, textarea:visible, input:visible").all()
    assert len(used) > 15
    for one in used:
        expect(one).to_have_accessible_name(re.compile(r"\S"))
    for picture in desk.page.locator("img").all():
        assert picture.get_attribute("alt") is not None


def test_the_parts_of_the_page_have_their_roles(desk: Desk) -> None:
    assert desk.page.locator("html").get_attribute("lang") == "en"
    expect(desk.page.get_by_role("heading", level=1)).to_have_text("Parchi")
    for name in ("Customer", "Kirana"):
        expect(desk.page.get_by_role("region", name=f"{name}'s phone")).to_be_visible()
        expect(desk.page.get_by_role("log", name=f"Messages on the {name.lower()}'s phone")).to_be_visible()
        expect(desk.page.get_by_role("combobox", name=name)).to_be_visible()
    ids = desk.page.evaluate("[...document.querySelectorAll('[id]')].map(({id}) => id)")
    assert len(ids) == len(set(ids))


def test_a_bubble_says_who_wrote_it_and_is_not_said_twice(desk: Desk) -> None:
    desk.new_customer()
    desk.customer.ask("hello")
    expect(desk.customer.said.last.locator(".sr")).to_have_text("You:")
    expect(desk.customer.heard.last.locator(".sr")).to_have_text("Parchi:")
    expect(desk.customer.said.last.get_by_role("img", name="delivered")).to_be_visible()
    desk.page.wait_for_timeout(1500)  # what belongs to the answer may still arrive: its ticks, the shop's phone
    desk.page.evaluate(
        "window.changes = 0; new MutationObserver((all) => { window.changes += all.length; })"
        ".observe(document.querySelector('#customer .chat'), {childList: true, subtree: true, characterData: true})"
    )
    desk.page.wait_for_timeout(2500)
    assert desk.page.evaluate("window.changes") == 0


def test_an_order_can_be_begun_with_the_keyboard_alone(desk: Desk) -> None:
    desk.new_customer()
    keyboard = desk.page.keyboard
    desk.customer.chat.focus()
    for _ in range(20):
        if desk.customer.field.evaluate("field => field === document.activeElement"):
            break
        keyboard.press("Tab")
    expect(desk.customer.field).to_be_focused()
    desk.customer.after(lambda: (keyboard.type("hello"), keyboard.press("Enter"))[1])
    keyboard.press("Shift+Tab")
    expect(desk.page.get_by_role("button", name="Send a location pin")).to_be_focused()
    keyboard.press("Enter")
    expect(desk.page.get_by_role("searchbox")).to_be_focused()
    keyboard.type("vashi sector 17")
    keyboard.press("ArrowDown")
    desk.customer.after(lambda: keyboard.press("Enter"))
    expect(desk.customer.said.last).to_contain_text("📍 Vashi sector 17")


def test_escape_closes_the_dialog_and_gives_the_focus_back(desk: Desk) -> None:
    pin = desk.page.get_by_role("button", name="Send a location pin")
    pin.focus()
    pin.press("Enter")
    expect(desk.page.get_by_role("dialog", name="Send a location pin")).to_be_visible()
    desk.page.keyboard.press("Escape")
    expect(desk.page.get_by_role("dialog")).to_be_hidden()
    expect(pin).to_be_focused()


@pytest.mark.parametrize("width", [320, 768, 1000, 1280, 1920])
def test_every_width_has_room_for_all_of_it(desk: Desk, width: int) -> None:
    desk.page.set_viewport_size({"width": width, "height": 700})
    assert desk.page.evaluate("document.documentElement.scrollWidth") <= width
    expect(desk.customer.field).to_be_in_viewport()
