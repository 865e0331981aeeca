"""Kills: rounds in which a process dies by kill -9 at a random moment while customers shop."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence

from tests.faults.load import Load
from tests.wire.system import System

VICTIMS = ("parchi web", "parchi sender", "parchi bot 1", "parchi bot", "all")
SOON = 0.6
"""Seconds within which the killer strikes: by then every customer is in the middle of something."""


def kill(system: System, victim: str, chance: random.Random) -> None:
    """Strike once."""
    time.sleep(chance.uniform(0.0, SOON))
    if victim == "all":
        system.kill_all()
    else:
        system.kill(victim)


def run_rounds(load: Load, victims: Sequence[str], chance: random.Random) -> None:
    """One round for each victim."""
    for victim in victims:
        load.round(lambda victim=victim: kill(load.system, victim, chance))
