"""Fixtures of the services' tests."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from parchi.adapters.unit_of_work import SqlUnitOfWork
from parchi.language.lexicon import Lexicon
from parchi.whatsapp.wording import Wording
from tests.conftest import CollectedNotices, FixtureTerms, MovableClock
from tests.services.chat import ROOT, Chat
from tests.services.street import Street


@pytest.fixture
def street(
    unit_of_work: Callable[[], SqlUnitOfWork], clock: MovableClock, notices: CollectedNotices, terms: FixtureTerms
) -> Street:
    """Customers and shops around Vashi, on both databases."""
    return Street(unit_of_work, clock, notices, terms)


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    """The words of the demo shop; its items are the fixture shop's and more."""
    return Lexicon.load(ROOT / "data" / "shop")


@pytest.fixture(scope="session")
def responses() -> Path:
    """All replies."""
    return ROOT / "data" / "responses"


@pytest.fixture
def new_chat(unit_of_work: Callable[[], SqlUnitOfWork], clock: MovableClock, lexicon: Lexicon, responses: Path) -> Chat:
    """A customer who has never written before."""
    return Chat(unit_of_work, clock, lexicon, Wording.load(responses, clock.now))


@pytest.fixture
def chat(new_chat: Chat) -> Chat:
    """A customer in Vashi sector 17, whom Sai Kirana Stores serves."""
    return new_chat.lives_in_vashi()
