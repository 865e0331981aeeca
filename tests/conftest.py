"""What tests share: a seeded fixture shop on both databases, a movable clock, and notices that are collected."""

from __future__ import annotations

import asyncio
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from sqlalchemy.engine import Engine

from parchi.adapters.database import make_engine
from parchi.adapters.places import CsvPlaces
from parchi.adapters.seeding import seed
from parchi.adapters.unit_of_work import SqlUnitOfWork
from parchi.compiled import ALSO, sources
from parchi.domain.hours import IST
from parchi.domain.reply import Reply
from parchi.project import ROOT
from parchi.workbench.story_databases import administer, embedded_server

FIXTURES = Path(__file__).parent / "fixtures"
MONDAY_ELEVEN = datetime(2026, 11, 23, 11, 0, tzinfo=IST)
_names = count(1)


class MovableClock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.time = MONDAY_ELEVEN

    def now(self) -> datetime:
        return self.time

    def move(self, **by: float) -> None:
        """Let time pass: `clock.move(minutes=5)`."""
        self.time += timedelta(**by)

    def set(self, hour: int, minute: int = 0, *, day: int = 23) -> None:
        """Another time in November 2026."""
        self.time = datetime(2026, 11, day, hour, minute, tzinfo=IST)


@dataclass
class FixtureTerms:
    """The operator's numbers as the contract's defaults have them."""

    reach_km: float = 5.0
    hold_seconds: int = 600
    offer_seconds: int = 300
    collect_seconds: int = 86400
    operator_number: str | None = "whatsapp:+910000099999"
    whatsapp_number: str = "whatsapp:+910000000000"
    public_url: str = "https://parchi.test"
    link_secret: str = "secret of the tests"


@dataclass
class CollectedNotices:
    """Messages on their way out, collected instead of sent."""

    sent: list[tuple[str, Reply, str]] = field(default_factory=list)
    templates: list[tuple[str, str, str, dict[str, str]]] = field(default_factory=list)
    kept: list[tuple[str, Reply, str, str]] = field(default_factory=list)
    alarms: list[tuple[str, str]] = field(default_factory=list)
    heard: dict[str, list[str]] = field(default_factory=dict)
    configured: set[str] = field(default_factory=set)

    def send(self, to: str, reply: Reply, language: str) -> None:
        self.sent.append((to, reply, language))

    def send_template(self, to: str, name: str, language: str, values: dict[str, str]) -> bool:
        if name in self.configured:
            self.templates.append((to, name, language, values))
        return name in self.configured

    def has_template(self, name: str, language: str) -> bool:
        return name in self.configured

    def wait(self, to: str, reply: Reply, language: str, reason: str) -> None:
        self.kept.append((to, reply, language, reason))

    def waiting_for(self, to: str) -> Sequence[int]:
        return [index for index, (number, *_) in enumerate(self.kept) if number == to]

    def know(self, to: str, *, has_kept: bool) -> None:
        """What is kept is here, not in the database."""

    def free(self, to: str) -> None:
        self.sent += [(number, reply, language) for number, reply, language, _ in self.kept if number == to]
        self.kept = [notice for notice in self.kept if notice[0] != to]

    def said(self, number: str, most: int) -> Sequence[str]:
        return self.heard.get(number, [])[-most:]

    def alarm(self, kind: str, text: str) -> None:
        self.alarms.append((kind, text))

    def to(self, number: str) -> list[Reply]:
        """What was sent to a number, oldest first."""
        return [reply for to, reply, _ in self.sent if to == number]


@pytest.fixture(autouse=True)
def _settings_of_its_own() -> Iterator[None]:
    """No test reads the settings or the shop that another test's environment named and the process has kept."""
    yield
    if bootstrap := sys.modules.get("parchi.bootstrap"):
        bootstrap.settings.cache_clear()
        bootstrap._open_shop.cache_clear()


@pytest.fixture(scope="session")
def model() -> Path:
    """The project's model, trained if its sources have changed."""
    from parchi.bot.training import train

    return train(print, root=FIXTURES.parents[1])


@pytest.fixture(scope="session")
def agent(model: Path) -> Any:
    """The loaded agent."""
    from parchi.bot.agent import load_agent

    return asyncio.run(load_agent(model))


@pytest.fixture(scope="session")
def postgres_address() -> Iterator[str]:
    """A real PostgreSQL for the session; the address lacks the database's name.

    Not under pytest's own folder: the next session shuts that to others, and as root the server is another user.
    """
    with TemporaryDirectory(prefix="parchi-postgres-") as folder, embedded_server(Path(folder)) as address:
        yield address


@pytest.fixture(scope="session")
def seeded_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with the fixture shop, to be copied."""
    file = tmp_path_factory.mktemp("sqlite") / "seeded.db"
    engine = make_engine(f"sqlite:///{file}")
    seed(engine, FIXTURES / "shop")
    engine.dispose()
    return file


@pytest.fixture(scope="session")
def seeded_postgres(postgres_address: str) -> str:
    """The name of a PostgreSQL database with the fixture shop, to be copied."""
    administer(postgres_address, "CREATE DATABASE seeded")
    engine = make_engine(postgres_address.format(name="seeded"))
    seed(engine, FIXTURES / "shop")
    engine.dispose()
    return "seeded"


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A database of its own for the test, with the fixture shop in it: once SQLite, once PostgreSQL."""
    if request.param == "sqlite":
        file = tmp_path / "parchi.db"
        shutil.copy(request.getfixturevalue("seeded_file"), file)
        engine = make_engine(f"sqlite:///{file}")
        yield engine
        engine.dispose()
        return
    address, name = request.getfixturevalue("postgres_address"), f"test_{next(_names)}"
    administer(address, f"CREATE DATABASE {name} TEMPLATE {request.getfixturevalue('seeded_postgres')}")
    engine = make_engine(address.format(name=name))
    yield engine
    engine.dispose()
    administer(address, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A database without any table."""
    if request.param == "sqlite":
        engine = make_engine(f"sqlite:///{tmp_path / 'empty.db'}")
        yield engine
        engine.dispose()
        return
    address, name = request.getfixturevalue("postgres_address"), f"empty_{next(_names)}"
    administer(address, f"CREATE DATABASE {name}")
    engine = make_engine(address.format(name=name))
    yield engine
    engine.dispose()
    administer(address, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def copied_sources(tmp_path: Path) -> Path:
    """A project of nothing but what the compiled language layer is made of."""
    for path in [*sources(ROOT), *(ROOT / name for name in ALSO)]:
        to = tmp_path / path.relative_to(ROOT)
        to.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, to)
    return tmp_path


@pytest.fixture
def clock() -> MovableClock:
    """Monday 2026-11-23, 11:00 in India."""
    return MovableClock()


@pytest.fixture
def notices() -> CollectedNotices:
    """What went out."""
    return CollectedNotices()


@pytest.fixture
def terms() -> FixtureTerms:
    """The operator's numbers; a test may change them."""
    return FixtureTerms()


@pytest.fixture(scope="session")
def places() -> CsvPlaces:
    """A few areas and pincodes."""
    return CsvPlaces.load(FIXTURES / "places")


@pytest.fixture
def unit_of_work(
    database: Engine, clock: MovableClock, notices: CollectedNotices, terms: FixtureTerms, places: CsvPlaces
) -> Callable[[], SqlUnitOfWork]:
    """`with unit_of_work() as shop: …; shop.commit()`."""
    return lambda: SqlUnitOfWork(database, clock=clock, terms=terms, places=places, notices=lambda _: notices)


@pytest.fixture
def shop(unit_of_work: Callable[[], SqlUnitOfWork]) -> Iterator[SqlUnitOfWork]:
    """One open unit of work for a whole test."""
    with unit_of_work() as shop:
        yield shop
