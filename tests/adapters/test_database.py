"""The database: who waits for SQLite's one writer looks often whether it has gone, and not for ever."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest
from sqlalchemy import Column, Integer, MetaData, Table, select, text
from sqlalchemy.engine import Engine
from sqlalchemy.exc import OperationalError

from parchi.adapters import database
from parchi.adapters.database import make_engine, take_writers_place
from parchi.adapters.outage import is_outage


@pytest.fixture
def busy(tmp_path: Path) -> Engine:
    engine = make_engine(f"sqlite:///{tmp_path}/busy.db")
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE busy (at INTEGER)"))
    return engine


def test_who_waits_for_the_writer_looks_every_few_milliseconds(busy: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    looked, sleep = [], time.sleep
    monkeypatch.setattr(database.time, "sleep", lambda seconds: looked.append(seconds) or sleep(seconds))
    writer = busy.connect()
    writer.execute(text("INSERT INTO busy VALUES (1)"))
    leaving = threading.Timer(0.5, writer.commit)
    leaving.start()
    with busy.begin() as connection:
        take_writers_place(connection)
        assert connection.execute(text("SELECT count(*) FROM busy")).scalar_one() == 1
    leaving.join()
    assert len(looked) > 5  # SQLite itself would look ten times a second by then
    assert max(looked) <= 0.005


def test_a_writer_that_never_goes_is_an_outage(busy: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "WAIT_MS", 50)
    patient = make_engine(busy.url)
    with busy.begin() as writer:
        writer.execute(text("INSERT INTO busy VALUES (1)"))
        with pytest.raises(OperationalError) as caught, patient.begin() as second:
            second.execute(text("INSERT INTO busy VALUES (2)"))
    assert is_outage(caught.value)


def test_who_only_reads_waits_for_no_writer(busy: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "WAIT_MS", 50)
    reader = make_engine(busy.url)
    with busy.begin() as writer, reader.begin() as connection:
        writer.execute(text("INSERT INTO busy VALUES (1)"))
        assert connection.execute(text("SELECT count(*) FROM busy")).scalar_one() == 0


def test_what_was_locked_or_written_stays_true_until_the_end(busy: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "WAIT_MS", 50)
    other = make_engine(busy.url)
    table = Table("busy", MetaData(), Column("at", Integer))
    for takes_place in (select(table).with_for_update(), text("INSERT INTO busy VALUES (7)")):
        with busy.begin() as first:
            first.execute(takes_place)
            with pytest.raises(OperationalError), other.begin() as second:
                second.execute(text("INSERT INTO busy VALUES (1)"))


def test_what_was_not_committed_is_gone(busy: Engine) -> None:
    with busy.connect() as connection:
        connection.execute(text("SELECT count(*) FROM busy"))
        connection.execute(text("INSERT INTO busy VALUES (1)"))
        connection.rollback()
        assert connection.execute(text("SELECT count(*) FROM busy")).scalar_one() == 0
