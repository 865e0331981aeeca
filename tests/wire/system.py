"""A system: `parchi serve` as a process of its own on the fixture shop, and a stand-in of Twilio beside it."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import requests
from starlette.applications import Starlette

from parchi.web.messages_stand_in import StandIn
from tests.wire.conftest import ACCOUNT, OPERATOR, SHOP, TOKEN, Served, form, signed

ROOT = Path(__file__).parents[2]
PARCHI = ROOT / ".venv/bin/parchi"
PATH = "/webhooks/twilio/webhook"
PATIENCE = 60.0
"""Seconds until a reply must be there: the bot may be loading."""
BACK = 180.0
"""Seconds within which a process that died is there again, Rasa and all, on a machine with other work."""
MONDAY_ELEVEN = "2026-11-23T11:00:00+05:30"


@dataclass
class System:
    """The running system as Twilio, its customers and its operator see it."""

    url: str
    stand_in: StandIn
    environ: dict[str, str]
    folder: Path
    serving: list[str]
    process: subprocess.Popen[bytes]
    read: dict[str, int] = field(default_factory=dict)

    def kill_all(self) -> None:
        """End every process at once, as a power cut does, and start again."""
        for pid in [self.process.pid, *descendants(self.process.pid)]:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.wait(10)
        self.process = start(self.serving, self.folder, self.environ)

    def post(self, number: str, text: str, **more: str) -> None:
        """Bring one signed message to the door."""
        fields, url = form(text, sender=number, **more), self.url + PATH
        answer = requests.post(url, data=fields, headers=signed(url, fields), timeout=20)
        assert answer.status_code == 200, answer.text

    def heard(self, number: str) -> str:
        """The next message that a number gets, waited for."""
        self.until(lambda: len(self.texts(number)) > self.read.get(number, 0))
        self.read[number] = self.read.get(number, 0) + 1
        return self.texts(number)[self.read[number] - 1]

    def say(self, number: str, text: str, **more: str) -> str:
        """Write something and read the reply."""
        self.read[number] = len(self.texts(number))
        self.post(number, text, **more)
        return self.heard(number)

    def texts(self, number: str) -> list[str]:
        """All that a number was sent, oldest first."""
        return [sent.body for sent in self.stand_in.messages.list(number)]

    def inspect(self, kind: str, number: str) -> dict[str, Any]:
        """`parchi inspect` as an operator runs it."""
        told = self.run("inspect", f"--{kind}", number, "--json")
        found: dict[str, Any] = json.loads(told)
        return found

    def run(self, *command: str) -> str:
        """The output of a `parchi` command on this system's database."""
        done = subprocess.run(
            [str(PARCHI), *command], cwd=self.folder, env=self.environ, capture_output=True, text=True, timeout=120
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def order(self, customer: str) -> dict[str, Any]:
        """The newest order of a customer."""
        order: dict[str, Any] = self.inspect("customer", customer)["orders"][0]
        return order

    def set_clock(self, time_told: str) -> None:
        """Move the time of the shop."""
        (self.folder / "clock").write_text(time_told, encoding="utf-8")

    def kill(self, name: str) -> None:
        """End one process of the system by kill -9, as a machine out of memory does; its successor, if it just died."""
        self.until(lambda: bool(self._pids(name)), BACK)
        (pid,) = self._pids(name)
        os.kill(pid, signal.SIGKILL)
        self.until(lambda: not Path(f"/proc/{pid}").exists() or name_of(pid) != name)

    def _pids(self, name: str) -> list[int]:
        return [pid for pid in descendants(self.process.pid) if name_of(pid) == name]

    def until(self, is_so: Callable[[], bool], seconds: float = PATIENCE) -> None:
        """Wait for something to come true while the system runs."""
        end = time.monotonic() + seconds
        while not is_so():
            assert self.process.poll() is None, "the system ended: " + self.log()[-2000:]
            assert time.monotonic() < end, "it did not come true in time: " + self.log()[-2000:]
            time.sleep(0.05)

    def is_ready(self) -> bool:
        """Whether messages are answered."""
        try:
            return requests.get(self.url + "/readyz", timeout=5).status_code == 200
        except requests.ConnectionError:
            return False

    def log(self) -> str:
        """What the system has printed."""
        return (self.folder / "log").read_text(encoding="utf-8", errors="replace")


@contextmanager
def running_system(
    folder: Path,
    *,
    serving: list[str] | None = None,
    database: str | None = None,
    **settings: str,
) -> Iterator[System]:
    """Seed the fixture shop, start everything (or what `serving` says), and end it again by its process id."""
    serving = serving or [str(PARCHI), "serve", "--workers", "1"]
    (folder / "clock").write_text(MONDAY_ELEVEN, encoding="utf-8")
    stand_in = StandIn(ACCOUNT, TOKEN, reports_after=(0.05, 0.1))
    with Served(Starlette(routes=list(stand_in.routes()))) as api:
        port = free_port()
        environ = clean_environ() | {
            "PARCHI_DATABASE_URL": database or f"sqlite:///{folder / 'parchi.db'}",
            "PYTHONPATH": str(ROOT),
            "PARCHI_PORT": str(port),
            "PARCHI_TEST_CLOCK": str(folder / "clock"),
            "PARCHI_TWILIO_API": api.url,
            "PARCHI_WHATSAPP_NUMBER": SHOP,
            "PARCHI_OPERATOR_NUMBER": OPERATOR,
            "TWILIO_ACCOUNT_SID": ACCOUNT,
            "TWILIO_AUTH_TOKEN": TOKEN,
            **settings,
        }
        seeding = [str(PARCHI), "seed", "--from", str(ROOT / "tests/fixtures/shop")]
        subprocess.run(seeding, cwd=folder, env=environ, check=True, capture_output=True, timeout=120)
        process = start(serving, folder, environ)
        system = System(f"http://127.0.0.1:{port}", stand_in, environ, folder, serving, process)
        try:
            yield system
        finally:
            end(system.process)


def start(serving: list[str], folder: Path, environ: dict[str, str]) -> subprocess.Popen[bytes]:
    """A process whose output goes to the folder's log."""
    with (folder / "log").open("ab") as log:
        return subprocess.Popen(serving, cwd=folder, env=environ, stdout=log, stderr=subprocess.STDOUT)


def end(process: subprocess.Popen[bytes]) -> None:
    """SIGTERM, and SIGKILL for what does not heed it."""
    process.terminate()
    try:
        process.wait(30)
    except subprocess.TimeoutExpired:
        for pid in [*descendants(process.pid), process.pid]:
            os.kill(pid, signal.SIGKILL)
        process.wait(10)


def free_port() -> int:
    """A port of the loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def clean_environ() -> dict[str, str]:
    """The environment without settings of whoever runs the tests."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("PARCHI_", "TWILIO_"))}


def descendants(pid: int) -> list[int]:
    """All processes that a process has started, directly or not."""
    try:
        children = [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except FileNotFoundError:
        return []
    return [found for child in children for found in (child, *descendants(child))]


def name_of(pid: int) -> str:
    """The name that `ps` shows."""
    try:
        return Path(f"/proc/{pid}/comm").read_text().strip()
    except (FileNotFoundError, ProcessLookupError):
        return ""
