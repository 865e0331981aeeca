"""`make faults`: a hundred rounds of kill -9 on the real system, Rasa and all, with an audit after each ten."""

from __future__ import annotations

import random
import sys
import tempfile
import time
from pathlib import Path

from tests.faults.kills import VICTIMS, run_rounds
from tests.faults.load import Load
from tests.wire.system import PARCHI, running_system

TEN = 10


def main(rounds: int, seed: int) -> None:
    """So many rounds; the seed says who dies when."""
    chance = random.Random(seed)
    print(f"{rounds} rounds, seed {seed}", flush=True)
    began = time.monotonic()
    with (
        tempfile.TemporaryDirectory(prefix="parchi-faults-") as folder,
        running_system(Path(folder), serving=[str(PARCHI), "serve", "--workers", "2"]) as system,
    ):
        system.until(system.is_ready, 180)
        load = Load(system)
        for done in range(0, rounds, TEN):
            victims = chance.choices(VICTIMS, k=min(TEN, rounds - done))
            run_rounds(load, victims, chance)
            print(f"{time.monotonic() - began:6.0f} s  {', '.join(victims)}: {load.audit()}", flush=True)
    print("every accepted message was answered exactly once; every order is in its one right state")


if __name__ == "__main__":
    main(
        int(sys.argv[1]) if len(sys.argv) > 1 else 100,
        int(sys.argv[2]) if len(sys.argv) > 2 else time.time_ns() % 10**6,
    )
