"""An owner: the process that has claimed something, named so that others can tell when it has died."""

from __future__ import annotations

import hashlib
import itertools
import os
import socket
from pathlib import Path

BOOT = Path("/proc/sys/kernel/random/boot_id")
SPACE = Path("/proc/self/ns/pid")
_count = itertools.count(1)


def new_owner() -> str:
    """A name for one worker of this process."""
    return f"{_machine()}:{os.getpid()}:{next(_count)}"


def is_dead(owner: str) -> bool:
    """Whether an owner is known to be dead; of other machines' processes nothing is known."""
    machine, _, rest = owner.partition(":")
    pid = rest.partition(":")[0]
    return machine == _machine() and pid.isdigit() and not _is_running(int(pid))


def _machine() -> str:
    """This boot of this machine, and the space in which its process ids count (a container has its own)."""
    boot = BOOT.read_text().strip() if BOOT.exists() else ""
    space = os.readlink(SPACE) if SPACE.is_symlink() else ""
    return hashlib.sha256(f"{socket.gethostname()} {boot} {space}".encode()).hexdigest()[:16]


def _is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    stat = Path(f"/proc/{pid}/stat")
    try:
        return stat.read_text().rpartition(")")[2].split()[0] != "Z"  # killed, and not yet collected by its parent
    except (FileNotFoundError, IndexError):
        return not Path("/proc/self/stat").exists()
