"""Turns on a fixture shop, with the one model that all tests share."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.engine import Engine

from parchi.adapters.database import make_engine
from parchi.adapters.unit_of_work import SqlUnitOfWork
from parchi.domain.hours import IST
from parchi.domain.message import InboundMessage
from parchi.whatsapp.letters import Page
from parchi.whatsapp.wording import Wording

ROOT = Path(__file__).parents[2]
NUMBER = "whatsapp:+910000000001"
_sids = count(1)


@pytest.fixture(scope="session")
def words() -> Wording:
    """All replies."""
    return Wording.load(ROOT / "data/responses", lambda: datetime(2026, 11, 23, 11, 0, tzinfo=IST))


@pytest.fixture
def database(seeded_file: Path, tmp_path: Path) -> Iterator[Engine]:
    """The fixture shop on SQLite: what differs between databases is tested with the adapters."""
    file = tmp_path / "parchi.db"
    shutil.copy(seeded_file, file)
    engine = make_engine(f"sqlite:///{file}")
    yield engine
    engine.dispose()


@pytest.fixture
def write(agent: Any, words: Wording, unit_of_work: Callable[[], SqlUnitOfWork]) -> Callable[..., list[Page]]:
    """Write to Parchi: one turn in a unit of work of its own, committed as a worker would."""
    from parchi.bot.turn import Turn

    turn = Turn(agent, words)

    def write(text: str, *, sender: str = NUMBER, **more: Any) -> list[Page]:
        message = InboundMessage(
            sid=f"SM{next(_sids)}",
            sender=sender,
            text=text,
            received_at=datetime(2026, 11, 23, 11, 0, tzinfo=IST),
            **more,
        )
        with unit_of_work() as shop:
            pages = turn.answer(message, shop)
            shop.commit()
        return pages

    return write
