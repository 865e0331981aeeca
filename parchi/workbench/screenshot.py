"""The picture of the simulator in the README: a list on its way to a kirana. Made anew beside a running demo by

.venv/bin/python -m parchi.workbench.screenshot [ADDRESS]
"""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

from playwright.sync_api import Locator, Page, expect, sync_playwright

from parchi.web.simulator import suggestions

ADDRESS, PICTURE = "http://127.0.0.1:8080/", Path("docs/simulator.png")
SIZE = {"width": 1280, "height": 800}
BROWSERS = ("chromium", "google-chrome", "chromium-browser")
AREA = "Vashi sector 17"
STEPS = 8
PATIENCE = 20_000


def take(address: str, picture: Path) -> None:
    """Order as a new customer, and take the picture when the kirana has the offer."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        raise SystemExit(f"no browser: install one of {', '.join(BROWSERS)}")
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox", "--disable-gpu"])
        page = chromium.new_page(viewport=SIZE)  # type: ignore[arg-type]
        page.goto(address)
        expect(page.locator("body")).to_have_attribute("data-state", "live")
        _order(page)
        page.mouse.move(0, 0)
        page.screenshot(path=picture)
        chromium.close()


def _order(page: Page) -> None:
    phone = page.locator("#customer")
    before = phone.locator(".owner").input_value()
    phone.locator(".owner").select_option(label="New customer …")
    expect(phone.locator(".owner")).not_to_have_value(re.compile(f"{re.escape(before)}|new"))
    name = phone.locator(".owner option:checked").inner_text()
    page.locator(".pin").click()
    page.get_by_role("searchbox").fill(AREA)
    page.keyboard.press("Enter")
    answer = _answer(phone, 0)
    wanted, no_more = suggestions()["picture"]
    for text in (wanted, *[no_more] * STEPS):
        if answer.locator(".choices button").count():
            break
        is_choice = re.search(r"^1\) ", answer.inner_text(), re.MULTILINE)
        answer = _write(phone, "1" if is_choice else text)
    heard = phone.locator("li.theirs").count()
    answer.locator(".choices button").first.click()
    _answer(phone, heard)
    expect(page.locator("#kirana li.theirs").filter(has_text=name)).to_be_visible()
    expect(phone.locator("li.mine .ticks").last).to_have_text("✓✓")
    page.locator("h1").click()
    phone.locator("li.mine").filter(has_text=wanted).evaluate(
        "list => { list.closest('.chat').scrollTop = list.offsetTop - 70; }"
    )
    page.wait_for_timeout(500)


def _write(phone: Locator, text: str) -> Locator:
    heard = phone.locator("li.theirs").count()
    phone.locator("textarea").fill(text)
    phone.locator("textarea").press("Enter")
    return _answer(phone, heard)


def _answer(phone: Locator, heard: int) -> Locator:
    """The bubble that comes after so many."""
    expect(phone.locator("li.theirs").nth(heard)).to_be_visible()
    return phone.locator("li.theirs").last


if __name__ == "__main__":
    take(sys.argv[1] if len(sys.argv) > 1 else ADDRESS, PICTURE)
