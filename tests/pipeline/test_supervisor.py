"""The supervisor: who dies is started anew, and nobody outlives it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from parchi.pipeline import supervisor as supervisor_module
from parchi.pipeline.owner import is_dead
from parchi.pipeline.stop import Stop
from parchi.pipeline.supervisor import UNUSABLE, Member, Supervisor, fork
from tests.wire.conftest import until

FAMILY = """
import os, sys, time
from functools import partial
from parchi.pipeline.stop import Stop
from parchi.pipeline.supervisor import Member, Supervisor, fork

def work(name):
    with open(sys.argv[1], "a") as told:
        told.write(f"{os.getpid()}\\n")
    if name == "crew":
        return Supervisor([Member("hand", partial(fork, partial(work, "hand"), name="hand"))], Stop()).run()
    time.sleep(600)

members = [Member(name, partial(fork, partial(work, name), name=name)) for name in ("web", "crew")]
sys.exit(Supervisor(members, Stop().on_signals()).run())
"""


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervisor_module, "FIRST_PAUSE", 0.01)
    monkeypatch.setattr(supervisor_module, "GRACE", 1.0)


def member(work, name: str = "member") -> Member:
    return Member(name, partial(fork, work, name=name), pause=0.01)


def lines(file: Path) -> list[str]:
    return file.read_text().splitlines() if file.exists() else []


def is_gone(pid: str) -> bool:
    stat = Path(f"/proc/{pid}/stat")
    try:
        return stat.read_text().rpartition(")")[2].split()[0] == "Z"
    except (FileNotFoundError, ProcessLookupError):
        return True


def test_a_member_that_dies_is_started_again(tmp_path: Path):
    file, stop = tmp_path / "starts", Stop()

    def work() -> None:
        with file.open("a") as told:
            told.write("x\n")
        os.kill(os.getpid(), signal.SIGKILL)

    supervisor = Supervisor([member(work)], stop)
    end = time.monotonic() + 10
    while len(lines(file)) < 4:
        assert time.monotonic() < end
        supervisor.start_due()
        supervisor._collect()
    stop.set()
    assert supervisor.run() == 0


def test_pauses_between_starts_grow():
    restless = member(lambda: 1)
    supervisor = Supervisor([restless], Stop())
    for _ in range(8):
        restless.started_at = time.monotonic()
        supervisor._plan_restart(restless, 1)
    assert restless.pause > 1.0
    restless.started_at = time.monotonic() - 60
    supervisor._plan_restart(restless, 1)
    assert restless.pause < 0.1


def test_a_member_that_cannot_be_used_ends_all():
    asleep = member(lambda: time.sleep(600), "asleep")
    assert Supervisor([asleep, member(lambda: UNUSABLE)], Stop()).run() == UNUSABLE
    assert asleep.pid is None or is_gone(str(asleep.pid))


def test_a_stubborn_member_is_ended_by_force():
    def work() -> None:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        time.sleep(600)

    stubborn, stop = member(work), Stop()
    supervisor = Supervisor([stubborn], stop)
    supervisor.start_due()
    time.sleep(0.3)
    stop.set()
    supervisor.run()
    until(lambda: is_gone(str(stubborn.pid)))


@pytest.mark.parametrize("death", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_nobody_outlives_the_parent(tmp_path: Path, death: signal.Signals):
    file = tmp_path / "pids"
    parent = subprocess.Popen([sys.executable, "-c", FAMILY, str(file)], start_new_session=True)
    until(lambda: len(lines(file)) == 3)
    parent.send_signal(death)
    parent.wait(20)
    until(lambda: all(is_gone(pid) for pid in lines(file)))


def test_a_killed_child_counts_as_dead_before_it_is_collected():
    pid = fork(lambda: time.sleep(600), name="child")
    owner = f"{supervisor_owner()}:{pid}:1"
    assert not is_dead(owner)
    os.kill(pid, signal.SIGKILL)
    until(lambda: is_dead(owner))
    os.waitpid(pid, 0)


def supervisor_owner() -> str:
    from parchi.pipeline.owner import new_owner

    return new_owner().split(":")[0]
