"""The whole demo, started once as its own processes, and a real Chromium that looks at it."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect, sync_playwright

BROWSERS = ("chromium", "google-chrome", "chromium-browser")
WIDE, NARROW = {"width": 1280, "height": 800}, {"width": 390, "height": 780}
PATIENCE = 20_000
LOADING = 240
expect.set_options(timeout=PATIENCE)


@dataclass
class Demo:
    """`parchi demo` on a port of its own, on Monday at eleven by the shop's clock."""

    address: str
    log: Path
    folder: Path


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """Started once for all tests, and ended by Ctrl-C."""
    folder = tmp_path_factory.mktemp("demo")
    clock, log = folder / "clock", folder / "demo.log"
    clock.write_text("2026-11-23T11:00:00+05:30")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    own = {
        "PARCHI_PORT": str(port),
        "PARCHI_DATABASE_URL": f"sqlite:///{folder / 'demo.db'}",
        "PARCHI_TEST_CLOCK": str(clock),
    }
    with log.open("w") as stream:
        process = subprocess.Popen(
            [sys.executable, "-m", "parchi.cli", "demo"],
            cwd=folder, env={**os.environ, **own}, stdout=stream, stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
    try:
        until = time.monotonic() + LOADING
        while "Answering now" not in log.read_text():
            assert process.poll() is None, f"the demo ended: {log.read_text()}"
            assert time.monotonic() < until, f"the demo does not answer: {log.read_text()}"
            time.sleep(0.3)
        yield Demo(f"http://127.0.0.1:{port}", log, folder)
        os.killpg(process.pid, signal.SIGINT)  # as Ctrl-C does: every process of the terminal hears it
        assert process.wait(30) == 0, log.read_text()
        assert "Traceback" not in log.read_text()
    finally:
        if process.poll() is None:
            process.kill()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The Chromium of this machine; Playwright's loop runs in the thread until it is closed, in nobody else's way."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    assert found, f"no browser: install one of {', '.join(BROWSERS)}"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=found, args=["--no-sandbox", "--disable-gpu", "--disable-quic"]
        )
        yield chromium
        chromium.close()


@dataclass
class Phone:
    """One of the two phones on the page."""

    page: Page
    name: str

    @property
    def root(self) -> Locator:
        return self.page.locator(f"#{self.name}")

    @property
    def field(self) -> Locator:
        return self.root.get_by_role("textbox")

    @property
    def chat(self) -> Locator:
        return self.root.get_by_role("log")

    @property
    def heard(self) -> Locator:
        """Bubbles that came from Parchi."""
        return self.root.locator("li.theirs")

    @property
    def said(self) -> Locator:
        """Bubbles that this phone wrote."""
        return self.root.locator("li.mine")

    @property
    def owner(self) -> Locator:
        return self.root.locator(".owner")

    def write(self, text: str) -> None:
        """Write and send, without waiting for an answer."""
        self.field.fill(text)
        self.field.press("Enter")

    def ask(self, text: str) -> str:
        """Write, and give what is answered."""
        return self.after(lambda: self.write(text))

    def after(self, act: Callable[[], None]) -> str:
        """What the phone hears next once something is done."""
        before = self.heard.count()
        act()
        expect(self.heard.nth(before)).to_be_visible()
        return self.heard.last.inner_text()


@dataclass
class Desk:
    """The page with both phones, and what its console said."""

    page: Page
    troubles: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.customer, self.kirana = Phone(self.page, "customer"), Phone(self.page, "kirana")

    def new_customer(self) -> str:
        """A chat that nobody began; the customer's name."""
        before = self.customer.owner.input_value()
        self.customer.owner.select_option(label="New customer …")
        expect(self.customer.owner).not_to_have_value(re.compile(re.escape(before) + "|new"))
        return self.customer.owner.locator("option:checked").inner_text()

    def pin(self, area: str) -> str:
        """Send a location pin; what is answered."""

        def choose() -> None:
            self.page.get_by_role("button", name="Send a location pin").click()
            self.page.get_by_role("searchbox", name="Search an area").fill(area)
            self.page.get_by_role("dialog").get_by_role("button", name=re.compile(rf"^{area}\s*\d")).first.click()

        return self.customer.after(choose)


@pytest.fixture
def make_desk(browser: Browser, demo: Demo) -> Iterator[Callable[..., Desk]]:
    """Opens the page in a browser window of its own; what the console complains of fails the test."""
    opened: list[tuple[BrowserContext, Desk]] = []

    def make(size: dict[str, int]) -> Desk:
        context = browser.new_context(viewport=size, locale="en-IN")  # type: ignore[arg-type]
        context.set_default_timeout(PATIENCE)
        desk = Desk(context.new_page())
        desk.page.on("console", lambda said: said.type in ("error", "warning") and desk.troubles.append(said.text))
        desk.page.on("pageerror", lambda error: desk.troubles.append(str(error)))
        opened.append((context, desk))
        desk.page.goto(demo.address)
        expect(desk.page.locator("body")).to_have_attribute("data-state", "live")
        return desk

    yield make
    for context, desk in opened:
        context.close()
        assert desk.troubles == []


@pytest.fixture
def desk(make_desk: Callable[..., Desk]) -> Desk:
    """The page as a laptop shows it."""
    return make_desk(WIDE)


@pytest.fixture
def handheld(make_desk: Callable[..., Desk]) -> Desk:
    """The page as a phone shows it."""
    return make_desk(NARROW)
