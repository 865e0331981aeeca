"""Migrating: the steps end at the tables that the code describes, from wherever a database is, up and down."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import inspect, text
from sqlalchemy.engine import Engine

from parchi.adapters.inbox import SqlInbox
from parchi.adapters.migrating import VERSION, differences, every_table, migrate
from parchi.adapters.seeding import seed
from parchi.roles import machine_time
from parchi.whatsapp.form import arrival
from tests.conftest import FIXTURES
from tests.wire.conftest import form


def tables(engine: Engine) -> set[str]:
    return set(inspect(engine).get_table_names()) - {VERSION}


def indexes(engine: Engine) -> set[tuple[str, str]]:
    there = inspect(engine)
    return {(name, str(index["name"])) for name in there.get_table_names() for index in there.get_indexes(name)}


def test_the_steps_end_at_the_tables_that_the_code_describes(empty_database: Engine):
    migrate(empty_database)
    with empty_database.connect() as connection:
        assert differences(connection) == []
    assert tables(empty_database) == set(every_table().tables)
    stepwise = indexes(empty_database)
    migrate(empty_database, "base")
    assert tables(empty_database) == set()
    every_table().create_all(empty_database)
    assert indexes(empty_database) == stepwise


def test_down_and_up_again_and_messages_are_numbered(empty_database: Engine):
    for to in ("head", "base", "head", "head"):
        migrate(empty_database, to)
    SqlInbox(empty_database, machine_time).store([arrival(form("hello"), machine_time())])
    with empty_database.connect() as connection:
        assert connection.execute(text("SELECT id, state FROM inbox")).one() == (1, "waiting")


def test_a_database_from_before_there_were_steps_keeps_its_rows(database: Engine):
    with database.begin() as connection:
        connection.execute(text(f"DROP TABLE {VERSION}"))
        connection.execute(text("DROP TABLE figures"))
        connection.execute(text("DROP INDEX ix_inbox_said"))
        connection.execute(text("ALTER TABLE customers DROP COLUMN is_greeted"))
        before = connection.execute(text("SELECT count(*) FROM shelves")).scalar_one()
    migrate(database)
    with database.connect() as connection:
        assert differences(connection) == []
        assert connection.execute(text("SELECT count(*) FROM shelves")).scalar_one() == before


def test_several_processes_may_begin_at_once(empty_database: Engine):
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: migrate(empty_database), range(4)))
    with empty_database.connect() as connection:
        assert differences(connection) == []


def test_a_database_of_a_newer_parchi_is_left_alone(database: Engine):
    with database.begin() as connection:
        connection.execute(text(f"UPDATE {VERSION} SET version_num = '9999'"))
    migrate(database)
    with database.connect() as connection:
        assert connection.execute(text(f"SELECT version_num FROM {VERSION}")).scalar_one() == "9999"


def test_a_failed_step_leaves_everything_as_it_was(empty_database: Engine, monkeypatch: pytest.MonkeyPatch):
    with empty_database.begin() as connection:
        connection.execute(text("CREATE TABLE words (other integer)"))
    with pytest.raises(Exception, match="words"):
        migrate(empty_database)
    assert tables(empty_database) == {"words"}


def test_seeding_makes_the_tables_by_the_steps(empty_database: Engine):
    seed(empty_database, FIXTURES / "shop")
    with empty_database.connect() as connection:
        assert connection.execute(text(f"SELECT count(*) FROM {VERSION}")).scalar_one() == 1


def test_the_command_migrates_down_and_up(tmp_path):
    environ = {"PARCHI_DATABASE_URL": f"sqlite:///{tmp_path / 'p.db'}", "PATH": "/usr/bin:/bin"}
    for options in ([], ["--to", "base"], []):
        done = subprocess.run(
            [sys.executable, "-m", "parchi.cli", "migrate", *options],
            cwd=FIXTURES.parents[1],
            env=environ,
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert done.returncode == 0, done.stderr
    assert done.stdout == "the tables are at head\n"
