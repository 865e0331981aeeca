"""Twenty seconds of `make fuzz`, always from the same seed, so that a test that passed passes again."""

from __future__ import annotations

from pathlib import Path

from parchi.language.understanding import Understanding
from tests.fuzz.firing import fire

SECONDS, SEED = 20.0, 1


def test_nothing_that_is_written_breaks_the_door_the_reading_or_the_shop(model: Path, tmp_path: Path):
    stood = fire(tmp_path, Understanding.load(model), SECONDS, SEED)
    assert min(each.examples for each in stood.values()) >= 10
    # What is stopped at the first hurdle tells nothing of those behind it.
    assert {"200", "400", "403"} <= set(stood["door"].seen)
    assert len(stood["reading"].seen) >= 8
    assert len(stood["shop"].seen) >= 2
