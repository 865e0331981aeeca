"""Lean: how soon a start accepts and answers, where its seconds go, and what its processes keep for themselves."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from collections.abc import Iterator

from bench.load.cost import family, memory, pss, role
from bench.load.parchi_side import serving
from bench.replay import measure
from bench.table import Table
from parchi import bootstrap

MESSAGES = (20.0, 12.0)
"""Messages a second, and for how long: each bot has written to its memory by then."""
IMPORTS = "import parchi.bot.loading as loading; loading._leave_out_jax(); import parchi.bot.agent"
ACCEPTING, ANSWERING, WHOLE, FURTHER = 1.0, 30.0, 900.0, 80.0


def run() -> Iterator[Table]:
    """Start, memory, and the profile of the start."""
    yield _of_system()
    yield _of_start()


def _of_system() -> Table:
    table = Table("lean: 2 bot processes on SQLite, after some hundred messages", ("process", "PSS MB", "its own MB"))
    with serving(workers=2) as system:
        front = next(pid for pid in family(system.pid) if role(pid) == "web")
        with open(f"/proc/{front}/maps", encoding="utf-8") as maps:
            has_tensorflow = "tensorflow" in maps.read()
        (measured,) = measure(system, [MESSAGES[0]], MESSAGES[1], delay=0.15, has_reports=False)
        bots = [pid for pid in family(system.pid) if role(pid) == "bot"]
        for pid in family(system.pid):
            told = memory(pid)
            table.add(role(pid), f"{told['Pss']:.0f}", f"{told['Private']:.0f}")
        whole = sum(pss(system.pids).values())
        own = max(memory(pid)["Private"] for pid in bots[1:])
    table.promise("accepting within 1 s", f"{system.accepting_after:.2f} s", system.accepting_after <= ACCEPTING)
    table.promise("the front has no TensorFlow", "none" if not has_tensorflow else "has", not has_tensorflow)
    table.promise("answering within 30 s", f"{system.answering_after:.1f} s", system.answering_after <= ANSWERING)
    table.promise("each further bot at most 80 MB of its own", f"{own:.0f} MB", own <= FURTHER)
    table.promise("the whole system at most 900 MB", f"{whole:.0f} MB", whole <= WHOLE)
    clean = f"{measured.audit.lost} lost, {measured.audit.doubled} doubled"
    table.promise(
        "and every message answered once meanwhile", clean, not (measured.audit.lost or measured.audit.doubled)
    )
    return table


def _of_start() -> Table:
    """What the import of Rasa's agent takes, by package: most of a start."""
    command = [sys.executable, "-W", "ignore", "-X", "importtime", "-c", IMPORTS]
    told = subprocess.run(command, capture_output=True, text=True, cwd=bootstrap.ROOT, check=True).stderr
    seconds: Counter[str] = Counter()
    for line in told.splitlines():
        parts = line.removeprefix("import time:").split("|")
        if len(parts) == 3 and parts[0].strip().isdigit():
            seconds[parts[2].strip().split(".")[0]] += int(parts[0]) / 1e6  # type: ignore[assignment]
    table = Table("the start of a bot: seconds of import by package", ("package", "seconds", "share"))
    whole = sum(seconds.values())
    for package, used in seconds.most_common(12):
        table.add(package, f"{used:.2f}", f"{used / whole:.0%}")
    table.add("all", f"{whole:.2f}", "100%")
    return table
