"""A desk over the fixture shop, with a few conversations in it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import insert
from sqlalchemy.engine import Engine
from starlette.testclient import TestClient

from parchi.adapters.desk_street import SqlDeskStreet
from parchi.adapters.desk_views import SqlDeskViews
from parchi.adapters.mail_tables import inbox, outbox
from parchi.adapters.unit_of_work import SqlUnitOfWork
from parchi.desk.app import Desk
from parchi.desk.people import People, line_for
from parchi.domain.place import Place
from parchi.domain.reading import Line, Reading
from parchi.whatsapp.wording import Wording
from parchi.workbench.taking import DataFiles
from tests.conftest import MovableClock

ROOT = Path(__file__).parents[2]
ASHA, RAVI = "whatsapp:+910000000123", "whatsapp:+910000000456"
SAI = "whatsapp:+910000020001"
PASSWORD = "kele aur santre"
READINGS = {
    "2 kilo atta": Reading(
        "2 kilo atta", "hi-Latn", "add_items", confidence=0.98, lines=(Line("atta", "wheat-flour"),)
    ),
    "nahi 3 kilo": Reading("nahi 3 kilo", "hi-Latn", "change_quantity", confidence=0.9),
    "ek dhakkan wala dabba": Reading(
        "ek dhakkan wala dabba", "hi-Latn", "out_of_scope", confidence=0.4, guess="add_items"
    ),
    "kitna hua": Reading("kitna hua", "hi-Latn", "show_basket", confidence=0.55),
    "2 kilo atta, call … 345": Reading("2 kilo atta, call … 345", "hi-Latn", "add_items", confidence=0.5),
    "baingan wala dabba khatam": Reading("baingan wala dabba khatam", "hi-Latn", "set_out_of_stock", confidence=0.6),
    "haan": Reading("haan", "hi-Latn", "affirm", confidence=0.99),
}


@dataclass
class Post:
    """Puts messages into the mail as the front and the worker would."""

    engine: Engine
    unit_of_work: Callable[[], SqlUnitOfWork]
    clock: MovableClock
    count: int = 0

    def hear(self, number: str, text: str, *, state: str = "done", **form: str) -> int:
        """A message came in."""
        self.count += 1
        with self.unit_of_work() as shop:
            shop.customers.meet(number)
            shop.commit()
        row = {
            "message_sid": f"SM{self.count}", "sender": number, "said": "", "form": {"Body": text, **form},
            "received_at": self.clock.now(), "state": state,
        }  # fmt: skip
        with self.engine.begin() as connection:
            return int(connection.execute(insert(inbox).values(**row)).inserted_primary_key[0])

    def tell(
        self, number: str, body: str, *, state: str = "sent", cause: str | None = None, answers: int | None = None
    ) -> None:
        """A reply went out."""
        row = {
            "receiver": number, "body": body, "created_at": self.clock.now(), "state": state, "cause": cause,
            "answers": answers,
        }  # fmt: skip
        with self.engine.begin() as connection:
            connection.execute(insert(outbox).values(**row))


@pytest.fixture
def post(database: Engine, unit_of_work: Callable[[], SqlUnitOfWork], clock: MovableClock) -> Post:
    """The mail of the fixture shop."""
    return Post(database, unit_of_work, clock)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The data files, to be changed."""
    for folder in ("data/nlu", "data/shop", "tests/nlu"):
        shutil.copytree(ROOT / folder, tmp_path / "project" / folder)
    return tmp_path / "project"


@pytest.fixture
def make_desk(
    database: Engine, clock: MovableClock, project: Path, unit_of_work: Callable[[], SqlUnitOfWork]
) -> Callable[[str], Desk]:
    """A desk for these people."""

    def make(people: str) -> Desk:
        return Desk(
            views=SqlDeskViews(database, clock.now), street=SqlDeskStreet(database, clock.now),
            data=DataFiles(project), read=lambda text, _speaker: READINGS[text], items=["wheat-flour", "milk"],
            areas=[("Vashi", Place(19.0770, 72.9990))], report=project / "report.html",
            open_shop=unit_of_work, words=Wording.load(ROOT / "data/responses", clock.now), people=People.parse(people),
            now=clock.now, machine_time=lambda: MACHINE_TIME[0],
        )  # fmt: skip

    return make


MACHINE_TIME = [datetime(2026, 11, 23, 5, 30, tzinfo=timezone.utc)]


@pytest.fixture
def machine_time() -> Iterator[Callable[[timedelta], None]]:
    """Moves the time that sessions go by."""
    before = MACHINE_TIME[0]

    def move(by: timedelta) -> None:
        MACHINE_TIME[0] += by

    yield move
    MACHINE_TIME[0] = before


@pytest.fixture(scope="session")
def people() -> str:
    """PARCHI_DESK_PEOPLE with one person."""
    return line_for("meera", PASSWORD)


@pytest.fixture
def browser_here(make_desk: Callable[[str], Desk]) -> TestClient:
    """A browser of this machine, before a desk without passwords."""
    return TestClient(make_desk("").app(), base_url="http://127.0.0.1:8090")


@pytest.fixture
def browser_away(make_desk: Callable[[str], Desk], people: str) -> TestClient:
    """A browser elsewhere, before a desk behind a password."""
    return TestClient(make_desk(people).app(), base_url="http://desk.example.org")
