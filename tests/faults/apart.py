"""A system apart: each role a process of its own on one PostgreSQL, as on several machines, and ways to cut it off."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.engine.url import make_url

from parchi.workbench.story_databases import administer
from tests.wire.system import PARCHI, System, end, running_system, start

BOT = [sys.executable, "-m", "tests.faults.quick_bot", "bot"]
NAME = "apart"
HOST_SIDE, FAR_SIDE, WIDTH = "10.231.77.1", "10.231.77.2", "30"


def role(name: str) -> list[str]:
    """`parchi serve` of one role."""
    return [str(PARCHI), "serve", "--role", name]


OTHERS = (BOT, BOT, role("sender"), role("sender"), role("clock"))


@contextmanager
def running_apart(folder: Path, address: str, others: tuple[list[str], ...] = OTHERS) -> Iterator[System]:
    """A front and the others: two bots of two workers each, two senders and a clock, unless told otherwise."""
    administer(address, f"CREATE DATABASE {NAME}")
    with running_system(folder, serving=role("web"), database=address.format(name=NAME)) as system:
        processes = [start(serving, folder, system.environ) for serving in others]
        try:
            system.until(system.is_ready, 60)
            yield system
        finally:
            for process in processes:
                end(process)
    administer(address, f"DROP DATABASE {NAME} WITH (FORCE)")


def cut_off_database(address: str, seconds: float) -> None:
    """Every connection breaks, and for a while nobody gets a new one."""
    gone = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{NAME}'"
    administer(address, f"ALTER DATABASE {NAME} WITH ALLOW_CONNECTIONS false", gone)
    time.sleep(seconds)
    administer(address, f"ALTER DATABASE {NAME} WITH ALLOW_CONNECTIONS true")


@dataclass
class FarMachine:
    """A network namespace: a machine of its own as far as the net goes, joined to this one by a cable."""

    name: str
    cable: str

    def command(self, command: list[str]) -> list[str]:
        """What runs a command there."""
        return ["ip", "netns", "exec", self.name, *command]

    def cut(self, seconds: float) -> None:
        """Pull the cable for a while: packets vanish, and nobody is told."""
        run("ip", "link", "set", self.cable, "down")
        time.sleep(seconds)
        run("ip", "link", "set", self.cable, "up")


@contextmanager
def far_machine(
    name: str = "parchi-far", cable: str = "parchi-near0", far_end: str = "parchi-far0"
) -> Iterator[FarMachine]:
    """Only root may make one."""
    run("ip", "netns", "add", name)
    try:
        run("ip", "link", "add", cable, "type", "veth", "peer", "name", far_end, "netns", name)
        run("ip", "addr", "add", f"{HOST_SIDE}/{WIDTH}", "dev", cable)
        run("ip", "link", "set", cable, "up")
        machine = FarMachine(name, cable)
        run(*machine.command(["ip", "addr", "add", f"{FAR_SIDE}/{WIDTH}", "dev", far_end]))
        run(*machine.command(["ip", "link", "set", far_end, "up"]))
        run(*machine.command(["ip", "link", "set", "lo", "up"]))
        yield machine
    finally:
        run("ip", "netns", "del", name)


def run(*command: str) -> None:
    """A command of the system, or an error with what it said."""
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}: {done.stderr.strip()}")


@contextmanager
def postgres_beyond(address: str) -> Iterator[str]:
    """The database as the far machine reaches it: by TCP, through a relay that never notices a cut cable."""
    url = make_url(address.format(name=NAME))
    server = Path(str(url.query["host"]), ".s.PGSQL.5432")
    with socket.create_server((HOST_SIDE, 0)) as listening:
        threading.Thread(target=_accept, args=(listening, server), daemon=True).start()
        port = listening.getsockname()[1]
        yield f"postgresql://{url.username}@{HOST_SIDE}:{port}/{NAME}"


def _accept(listening: socket.socket, server: Path) -> None:
    with suppress(OSError):
        while True:
            near, _ = listening.accept()
            behind = socket.socket(socket.AF_UNIX)
            behind.connect(str(server))
            for source, sink in ((near, behind), (behind, near)):
                threading.Thread(target=_pour, args=(source, sink), daemon=True).start()


def _pour(source: socket.socket, sink: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(65536):
            sink.sendall(data)
    with suppress(OSError):
        sink.shutdown(socket.SHUT_WR)
