"""Troubles: what befalls the system from outside while customers shop; each is over when its function returns."""

from __future__ import annotations

import random
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from tests.faults.load import Load
from tests.wire.system import MONDAY_ELEVEN

TWILIO_FAILS = ("429", "500", "reset", "lost")
HELD_BACK = 0.7
"""Seconds that an answer of Twilio's is late: its delivery report comes before it."""


def trouble_twilio(load: Load, chance: random.Random, posts: int, hangs: int) -> None:
    """So many posts fail in every way there is, a few of them by hanging; some answers come after their reports."""
    faults = [chance.choice(TWILIO_FAILS) for _ in range(posts)] + ["hang"] * hangs + [f"late:{HELD_BACK}"] * hangs
    chance.shuffle(faults)
    load.system.stand_in.faults.extend(faults)
    load.system.stand_in.list_faults.extend(["500"] * 3)


def lock_database(file: Path, seconds: float) -> None:
    """Somebody else writes into the SQLite file all the time, as a repair by hand would."""
    other = sqlite3.connect(file, isolation_level=None, timeout=60)
    other.execute("BEGIN IMMEDIATE")
    time.sleep(seconds)
    other.execute("ROLLBACK")
    other.close()


def jump_clock(load: Load, days: list[float], pause: float) -> None:
    """The shop's clock jumps, forth and back, and in the end it is right again."""
    begin = datetime.fromisoformat(MONDAY_ELEVEN)
    for shift in [*days, 0]:
        load.system.set_clock((begin + timedelta(days=shift)).isoformat())
        time.sleep(pause)


@contextmanager
def small_disk(folder: Path, kilobytes: int) -> Iterator[Path]:
    """A file system of its own in a folder, which is full soon; only root may make one."""
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(folder)], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


@contextmanager
def full_disk(folder: Path) -> Iterator[None]:
    """The disk is full to the last byte, and has room again."""
    filler = folder / "filler"
    with filler.open("wb", buffering=0) as stream:
        try:
            while True:
                stream.write(b"\0" * 4096)
        except OSError:
            pass
    try:
        yield
    finally:
        filler.unlink()
