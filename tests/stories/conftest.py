"""One stage for all stories: the model is loaded once, each story has its own database and clock."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from parchi.workbench.story_stage import Stage
from parchi.workbench.story_wire import Port

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def stage(agent: Any, seeded_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """The stage."""
    from parchi.bot.turn import Turn

    with Port() as port:
        yield Stage(
            turn_of=lambda words: Turn(agent, words),
            seeded=seeded_file,
            data=ROOT / "data",
            folder=tmp_path_factory.mktemp("stories"),
            port=port,
        )
