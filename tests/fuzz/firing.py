"""Firing: rounds of examples at the door, the reading and the shop in turn, until the time is over."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, seed, settings
from hypothesis.strategies import SearchStrategy

from parchi.language.understanding import Understanding
from tests.fuzz.door import open_door, requests
from tests.fuzz.reading import Reader, inputs
from tests.fuzz.shop import conversations, open_street

PATIENT = {"deadline": None, "database": None, "suppress_health_check": list(HealthCheck), "print_blob": False}


Target = tuple[SearchStrategy[Any], Callable[[Any], None], int]


@dataclass
class Stood:
    """What one target has stood: how many examples, and what became of them."""

    examples: int
    seen: Counter[str]


def fire(folder: Path, understanding: Understanding, seconds: float, first: int) -> dict[str, Stood]:
    """What each target has stood; raises what the smallest breaking example raised."""
    with open_door(folder) as door, open_street(folder, understanding) as street:
        reader = Reader(understanding)
        stood = {name: Stood(0, of.seen) for name, of in (("door", door), ("reading", reader), ("shop", street))}
        targets: dict[str, Target] = {
            "door": (requests(), door.try_request, 40),
            "reading": (inputs(), reader.try_text, 80),
            "shop": (conversations(), street.try_conversation, 10),
        }
        until, at = time.monotonic() + seconds, first
        while time.monotonic() < until:
            for name, (examples, attempt, most) in targets.items():
                stood[name].examples += _round(examples, attempt, most, at)
            at += 1
    return stood


def _round(examples: SearchStrategy[Any], attempt: Callable[[Any], None], most: int, number: int) -> int:
    count = 0

    @seed(number)
    @settings(max_examples=most, **PATIENT)
    @given(examples)
    def each(example: Any) -> None:
        nonlocal count
        count += 1
        attempt(example)

    each()
    return count
