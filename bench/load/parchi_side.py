"""Parchi under load: `parchi serve` on the demo shop as a process of its own, and what its tables say afterwards."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import requests

from bench.load.at_the_desk import MONDAY_ELEVEN
from bench.load.cost import family
from bench.load.traffic import ACCOUNT, SHOP, TOKEN
from parchi import bootstrap
from parchi.adapters.database import make_engine
from parchi.adapters.seeding import migrate, seed
from parchi.front import make_clock
from parchi.settings import Settings
from parchi.workbench.demo import open_windows

PARCHI = bootstrap.ROOT / ".venv" / "bin" / "parchi"
PATIENCE = 180.0


@dataclass
class System:
    """A running system; seconds are since its start."""

    url: str
    api_port: int
    database: str
    folder: Path
    pid: int
    accepting_after: float = 0.0
    answering_after: float = 0.0
    families: list[int] = field(default_factory=list)

    @property
    def pids(self) -> list[int]:
        """All its processes, a database server's among them."""
        return [pid for first in (self.pid, *self.families) for pid in family(first)]

    def log(self) -> str:
        """What it has printed."""
        return (self.folder / "log").read_text(encoding="utf-8", errors="replace")


@contextmanager
def serving(*, workers: int = 2, database: str | None = None, also: list[int] | None = None) -> Iterator[System]:
    """`parchi serve` on a fresh demo shop, at eleven in the morning; ended by its process id."""
    with tempfile.TemporaryDirectory(prefix="parchi-bench-") as made:
        folder = Path(made)
        clock = folder / "clock"
        clock.write_text(MONDAY_ELEVEN, encoding="utf-8")
        address = database or f"sqlite:///{folder}/parchi.db"
        port, api_port = free_port(), free_port()
        environ = {name: value for name, value in os.environ.items() if not name.startswith(("PARCHI_", "TWILIO_"))}
        environ |= settings_of(address, clock, port, api_port)
        fill(address, Settings.read(environ))
        with (folder / "log").open("wb") as log:
            command = [str(PARCHI), "serve", "--workers", str(workers)]
            process = subprocess.Popen(command, cwd=folder, env=environ, stdout=log, stderr=subprocess.STDOUT)
        system = System(f"http://127.0.0.1:{port}", api_port, address, folder, process.pid, families=also or [])
        try:
            _wait(system, process)
            yield system
        finally:
            end(process)


def settings_of(database: str, clock: Path, port: int, api_port: int) -> dict[str, str]:
    """The environment of a system under load; its limits are off, since the load asks for more than they allow."""
    return {
        "PARCHI_DATABASE_URL": database,
        "PARCHI_PORT": str(port),
        "PARCHI_TEST_CLOCK": str(clock),
        "PARCHI_TWILIO_API": f"http://127.0.0.1:{api_port}",
        "PARCHI_WHATSAPP_NUMBER": SHOP,
        "PARCHI_LIMIT_CUSTOMER": "0",
        "PARCHI_LIMIT_ALL": "0",
        "TWILIO_ACCOUNT_SID": ACCOUNT,
        "TWILIO_AUTH_TOKEN": TOKEN,
    }


def fill(database: str, settings: Settings) -> None:
    """The demo shop, and every kirana has just written; a shop that was filled once is copied."""
    kept = bootstrap.ROOT / ".rasa" / "bench-shop.db"
    _, _, file = database.partition("sqlite:///")
    if file and kept.exists() and kept.stat().st_mtime > _newest_data():
        shutil.copyfile(kept, file)
    engine = make_engine(database)
    migrate(engine)
    if not (file and kept.exists() and kept.stat().st_mtime > _newest_data()):
        seed(engine, bootstrap.DATA / "shop")
    open_windows(engine, make_clock(settings).now())
    engine.dispose()
    if file and not kept.exists():
        kept.parent.mkdir(exist_ok=True)
        shutil.copyfile(file, kept)


def free_port() -> int:
    """A port of the loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _newest_data() -> float:
    return max(path.stat().st_mtime for path in (bootstrap.DATA / "shop").iterdir())


def _wait(system: System, process: subprocess.Popen[bytes]) -> None:
    began = time.monotonic()
    while not system.answering_after:
        if process.poll() is not None or time.monotonic() - began > PATIENCE:
            raise RuntimeError(f"parchi serve does not answer: {system.log()[-2000:]}")
        for page, name in (("healthz", "accepting_after"), ("readyz", "answering_after")):
            if not getattr(system, name) and is_well(f"{system.url}/{page}"):
                setattr(system, name, time.monotonic() - began)
        time.sleep(0.02)


def is_well(url: str) -> bool:
    """Whether a page answers 200."""
    try:
        return requests.get(url, timeout=5).status_code == 200
    except requests.RequestException:
        return False


def end(process: subprocess.Popen[bytes]) -> None:
    """Ask a server to end; whatever of its family is left after half a minute is killed."""
    process.terminate()
    try:
        process.wait(30)
    except subprocess.TimeoutExpired:
        for pid in reversed(family(process.pid)):
            os.kill(pid, signal.SIGKILL)
        process.wait(10)
