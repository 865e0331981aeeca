"""The supervisor: starts the processes of one machine, starts those anew that die, and ends all together."""

from __future__ import annotations

import ctypes
import logging
import os
import signal
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from parchi.pipeline.logs import log_as
from parchi.pipeline.stop import Stop

UNUSABLE = 78  # EX_CONFIG of sysexits.h: a start that fails so will fail again
FIRST_PAUSE, LONGEST_PAUSE = 0.2, 10.0
STEADY_AFTER = 30.0
TICK = 0.05
GRACE = 15.0
_DEATH_SIGNAL, _NAME = 1, 15  # PR_SET_PDEATHSIG and PR_SET_NAME of linux/prctl.h
log = logging.getLogger(__name__)


@dataclass
class Member:
    """One process of the machine; `start` makes it and gives its process id."""

    name: str
    start: Callable[[], int]
    pid: int | None = None
    started_at: float = 0.0
    pause: float = FIRST_PAUSE
    due_at: float = 0.0


class Supervisor:
    """Looks after its members until the stop, or until one of them says that it can never start."""

    def __init__(self, members: Sequence[Member], stop: Stop) -> None:
        self._members = list(members)
        self._stop = stop

    def add(self, member: Member) -> None:
        """Look after one more."""
        self._members.append(member)

    def start_due(self) -> None:
        """Start whoever is not running and has waited long enough."""
        for member in self._members:
            if member.pid is None and time.monotonic() >= member.due_at:
                member.pid, member.started_at = member.start(), time.monotonic()

    def run(self) -> int:
        """The exit code: 0 after a stop, else that of the member that cannot be used."""
        code = 0
        while not self._stop.is_set and code == 0:
            self.start_due()
            code = self._collect()
            self._stop.wait(TICK)
        self.end_all()
        return code

    def _collect(self) -> int:
        """Notice who died; UNUSABLE if it is of no use to start it again."""
        for member in self._members:
            if member.pid is None:
                continue
            pid, status = os.waitpid(member.pid, os.WNOHANG)
            if pid == 0:
                continue
            code = os.waitstatus_to_exitcode(status)
            self._plan_restart(member, code)
            if code == UNUSABLE:
                return code
        return 0

    def _plan_restart(self, member: Member, code: int) -> None:
        now = time.monotonic()
        member.pid = None
        if self._stop.is_set or code == UNUSABLE:
            return
        member.pause = FIRST_PAUSE if now - member.started_at > STEADY_AFTER else member.pause
        log.warning("%s ended with %s; it starts again in %.1f s", member.name, code, member.pause)
        member.due_at = now + member.pause
        member.pause = min(LONGEST_PAUSE, member.pause * 2)

    def end_all(self) -> None:
        """End them gently, and after a while by force."""
        self._signal(signal.SIGTERM)
        until = time.monotonic() + GRACE
        while any(member.pid for member in self._members) and time.monotonic() < until:
            self._stop.set()
            self._collect()
            time.sleep(TICK)
        self._signal(signal.SIGKILL)

    def _signal(self, number: signal.Signals) -> None:
        for member in self._members:
            if member.pid is not None:
                os.kill(member.pid, number)


def fork(work: Callable[[], int | None], *, name: str) -> int:
    """Do some work in a child that shares what this process has loaded; the child's process id.

    What the work returns is the child's exit code.
    """
    parent = os.getpid()
    sys.stdout.flush()
    sys.stderr.flush()
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        _begin(parent, name)
        code = work() or 0
    except Exception:
        log.exception("a process failed")
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _begin(parent: int, name: str) -> None:
    """Be killed when the parent dies, even by kill -9: whatever was being done is done again by others."""
    if sys.platform == "linux":
        libc = ctypes.CDLL(None)
        libc.prctl(_DEATH_SIGNAL, signal.SIGKILL)
        libc.prctl(_NAME, f"parchi {name}".encode()[:15])  # what ps -o comm and top show
    if os.getppid() != parent:
        os._exit(1)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_DFL)  # until the work sets its own
    log_as(name)
