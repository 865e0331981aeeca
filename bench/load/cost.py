"""Cost: what the processes of a system have used of the machine, by role."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
MEGABYTE = 1 << 20


def family(pid: int) -> list[int]:
    """A process and all that it has started, directly or not."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except (FileNotFoundError, ProcessLookupError):
        return []
    return [pid, *(found for child in children for found in family(int(child)))]


def role(pid: int) -> str:
    """What a process is for: "parchi bot 1" is a bot, as is the one that it was forked from."""
    name = Path(f"/proc/{pid}/comm").read_text().strip()
    return name.removeprefix("parchi ").rstrip(" 0123456789") or name


def cpu_seconds(pids: Iterable[int]) -> Counter[str]:
    """Seconds on a core by role, since each process began."""
    used: Counter[str] = Counter()
    for pid in pids:
        try:
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            used[role(pid)] += (int(fields[11]) + int(fields[12])) / TICKS  # type: ignore[assignment]
        except (FileNotFoundError, ProcessLookupError):
            continue
    return used


def memory(pid: int) -> Mapping[str, float]:
    """Megabytes of one process as /proc tells them: `Pss` shares what is shared, `Private` is its own alone."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]
    told = {line.split(":")[0]: int(line.split()[1]) * 1024 / MEGABYTE for line in lines}
    return {"Pss": told["Pss"], "Rss": told["Rss"], "Private": told["Private_Clean"] + told["Private_Dirty"]}


def pss(pids: Iterable[int]) -> Counter[str]:
    """Megabytes by role; the sum is what the system needs."""
    found: Counter[str] = Counter()
    for pid in pids:
        try:
            found[role(pid)] += memory(pid)["Pss"]  # type: ignore[assignment]
        except (FileNotFoundError, ProcessLookupError):
            continue
    return found
