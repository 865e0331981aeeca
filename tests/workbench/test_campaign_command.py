"""`parchi campaign`: drafted and looked at, started, and its results told."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from parchi.adapters.database import make_engine
from parchi.adapters.shop_tables import customers
from parchi.cli import app
from parchi.domain.hours import IST

RUN = CliRunner()
ASHA = "whatsapp:+910000000001"


@pytest.fixture(autouse=True)
def shop(seeded_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A shop with one customer in Vashi who asked for news, at noon."""
    file, clock = tmp_path / "parchi.db", tmp_path / "clock"
    shutil.copy(seeded_file, file)
    clock.write_text("2026-11-23T12:00:00+05:30", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PARCHI_DATABASE_URL", f"sqlite:///{file}")
    monkeypatch.setenv("PARCHI_TEST_CLOCK", str(clock))
    now = datetime(2026, 11, 23, 11, 0, tzinfo=IST)
    row = {"number": ASHA, "pseudonym": "a", "language": "hi", "latitude": 19.0762, "longitude": 72.9985}
    engine = make_engine(f"sqlite:///{file}")
    with engine.begin() as connection:
        connection.execute(customers.insert().values(**row, news_since=now, last_heard_at=now))
    engine.dispose()


def test_a_draft_is_shown_as_it_arrives_and_counted() -> None:
    told = RUN.invoke(app, ["campaign", "draft", "--en", "Onions ₹35", "--hi", "प्याज़ ₹35", "--near", "Vashi"])
    assert told.exit_code == 0, told.output
    assert "Campaign 1 is drafted" in told.output
    assert "आपके पास का ऑफ़र: प्याज़ ₹35" in told.output
    assert "1 customers asked for news; it is for 1 of them" in told.output
    assert "     1 as text" in told.output
    assert "languages: hi 1" in told.output


def test_it_is_started_once_stopped_and_shown() -> None:
    RUN.invoke(app, ["campaign", "draft", "--en", "Onions ₹35"])
    assert "goes to 1 customers" in RUN.invoke(app, ["campaign", "start", "1"]).output
    again = RUN.invoke(app, ["campaign", "start", "1"])
    assert (again.exit_code, "running already" in again.output) == (2, True)
    shown = RUN.invoke(app, ["campaign", "show", "1"]).output
    assert "letters: planned 1" in shown
    assert "told: 0 customers, 0 ordered (-): 0 orders, ₹0" in shown
    assert "1  running" in RUN.invoke(app, ["campaign", "show"]).output
    assert "is stopped" in RUN.invoke(app, ["campaign", "stop", "1"]).output


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["draft", "--en", "Onions", "--near", "Atlantis"], "no place is known as 'Atlantis'"),
        (["draft", "--en", "Onions", "--item", "moon-dust"], "no item moon-dust"),
        (["preview", "7"], "no campaign 7"),
        (["stop", "7"], "no campaign 7"),
    ],
)
def test_what_cannot_be_is_said_in_a_line(arguments: list[str], said: str) -> None:
    told = RUN.invoke(app, ["campaign", *arguments])
    assert (told.exit_code, said in told.output) == (2, True), told.output
