"""The desk in a real Chromium: reachable by keys alone, fit for a phone, and without an obstacle that axe knows."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from threading import Thread

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from parchi.adapters.unit_of_work import SqlUnitOfWork
from parchi.desk.app import Desk
from parchi.domain.campaign import Campaign
from parchi.services.news.planning import draft
from tests.conftest import MovableClock
from tests.desk.conftest import ASHA, RAVI, Post
from tests.desk.test_pages import place
from tests.web.conftest import NARROW, WIDE, browser

__all__ = ["browser"]
PATHS = (
    "/", "/orders/1001", "/conversations", "/review", "/queue", "/map", "/shelves", "/shelves/sai", "/report",
    "/campaigns", "/campaigns/1",
)  # fmt: skip

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.fixture
def address(make_desk: Callable[[str], Desk], post: Post, unit_of_work: Callable[[], SqlUnitOfWork],
            clock: MovableClock) -> Iterator[str]:  # fmt: skip
    """A desk with something to see, on a port of its own."""
    post.hear(ASHA, "2 kilo atta")
    post.tell(ASHA, "Kaunsa atta?")
    post.hear(RAVI, "ek dhakkan wala dabba")
    post.hear(RAVI, "kitna hua")
    place(unit_of_work, "1001", ASHA, "accepted", clock.now())
    with unit_of_work() as shop:
        draft(shop, Campaign(made_at=clock.now(), until=clock.now() + timedelta(days=3), text={"en": "Fresh mangoes"}))
        shop.commit()
    bound = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(make_desk("").app(), log_level="warning", lifespan="off", ws="none"))
    thread = Thread(target=server.run, kwargs={"sockets": [bound]})
    thread.start()
    yield f"http://127.0.0.1:{bound.getsockname()[1]}"
    server.should_exit = True
    thread.join()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A wide page, signed in."""
    context = browser.new_context(viewport=WIDE)  # type: ignore[arg-type]
    shown = context.new_page()
    shown.goto(address)
    yield shown
    context.close()


def test_axe_finds_nothing_on_any_page(page: Page, address: str) -> None:
    for path in PATHS:
        page.goto(address + path)
        found = Axe().run(page)
        assert found.violations_count == 0, f"{path}: {found.generate_report()}"


def test_no_page_is_wider_than_a_phone(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport=NARROW)  # type: ignore[arg-type]
    phone = context.new_page()
    for path in PATHS:
        phone.goto(address + path)
        assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
    context.close()


def test_keys_lead_through_rooms_and_rows(page: Page) -> None:
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Order 1001")).to_be_visible()
    page.wait_for_load_state()
    page.keyboard.press("g")
    page.keyboard.press("c")
    expect(page.get_by_role("heading", name="Conversations")).to_be_visible()
    page.wait_for_load_state()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_one_key_makes_a_message_an_example(page: Page, address: str, project: Path) -> None:
    page.goto(address + "/review?why=refused")
    page.keyboard.press("j")
    page.keyboard.press("e")
    expect(page.get_by_role("status")).to_have_text("Written to basket.yml.")
    assert "    - ek dhakkan wala dabba\n" in (project / "data/nlu/hi-Latn/basket.yml").read_text()


def test_open_orders_renew_themselves(
    page: Page, unit_of_work: Callable[[], SqlUnitOfWork], clock: MovableClock
) -> None:
    expect(page.get_by_role("link", name="1002")).to_have_count(0)
    place(unit_of_work, "1002", RAVI, "offered", clock.now())
    expect(page.get_by_role("link", name="1002")).to_be_visible()
