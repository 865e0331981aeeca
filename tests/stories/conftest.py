"""One stage a database for all stories: the model is loaded once, each story has its own database and clock."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from parchi.workbench.story_databases import FileCopies, ServerCopies, StoryDatabases
from parchi.workbench.story_edges import Edge
from parchi.workbench.story_stage import Stage
from parchi.workbench.story_wire import Port

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def make_stage(agent: Any) -> Iterator[Callable[[StoryDatabases], Stage]]:
    """Makes a stage over databases of one kind."""
    from parchi.bot.turn import Turn

    with Port() as port:
        yield lambda databases: Stage(
            turn_of=lambda words: Turn(agent, words),
            databases=databases,
            data=ROOT / "data",
            port=port,
        )


@pytest.fixture(scope="session")
def stage(
    make_stage: Callable[[StoryDatabases], Stage], seeded_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> Stage:
    """The stage over SQLite."""
    return make_stage(FileCopies(seeded_file, tmp_path_factory.mktemp("stories")))


@pytest.fixture(scope="session")
def postgres_stage(make_stage: Callable[[StoryDatabases], Stage], postgres_address: str, seeded_postgres: str) -> Stage:
    """The stage over PostgreSQL."""
    return make_stage(ServerCopies(postgres_address, seeded_postgres))


@pytest.fixture(scope="session")
def gone() -> dict[Edge, set[str]]:
    """Which steps of an order's life the stories of this session took, each with the stories' names."""
    return defaultdict(set)
