"""The files that an operator copies: they name what is there, and a backup of a busy database is whole."""

from __future__ import annotations

import configparser
import re
import sqlite3
import subprocess
import threading
from pathlib import Path

import pytest
import typer

from parchi.adapters.database import make_engine
from parchi.cli import app
from parchi.commands.serve import Role
from parchi.domain.payment import PATH as PAY
from parchi.front import STATUS_PATH
from parchi.pipeline.supervisor import GRACE, UNUSABLE
from parchi.whatsapp.limits import WEBHOOK_BYTES
from tests.wire.system import PATH, ROOT

DEPLOY = ROOT / "deploy"
INSTALLED = "/opt/parchi/"
BACKUP = DEPLOY / "backup-sqlite"


def unit(name: str) -> configparser.ConfigParser:
    """A unit of systemd's."""
    found = configparser.ConfigParser(strict=False, interpolation=None)
    found.optionxform = str  # type: ignore[assignment,method-assign]
    found.read(DEPLOY / name, encoding="utf-8")
    return found


@pytest.mark.parametrize("name", ["parchi.service", "parchi@.service"])
def test_a_unit_starts_a_command_that_is_there(name: str):
    program, *arguments = unit(name)["Service"]["ExecStart"].split()
    assert program == f"{INSTALLED}.venv/bin/parchi"
    serve = typer.main.get_command(app).commands["serve"]  # type: ignore[attr-defined]
    assert arguments[0] == "serve"
    for role in Role:
        told = [argument.replace("%i", role.value) for argument in arguments[1:]]
        parameters = serve.make_context("serve", told).params  # raises for an option or a role that does not exist
        assert "%i" not in arguments or parameters["role"] == role.value


@pytest.mark.parametrize("name", ["parchi.service", "parchi@.service"])
def test_a_unit_knows_how_parchi_ends(name: str):
    service = unit(name)["Service"]
    assert int(service["RestartPreventExitStatus"]) == UNUSABLE
    assert float(service["TimeoutStopSec"]) > GRACE
    assert service["CapabilityBoundingSet"] == ""


def test_the_backups_unit_starts_the_script():
    program, *_ = unit("parchi-backup.service")["Service"]["ExecStart"].split()
    assert ROOT / program.removeprefix(INSTALLED) == BACKUP
    assert BACKUP.stat().st_mode & 0o111


def test_the_proxies_let_in_what_is_meant_for_outside_and_nothing_more():
    caddy = (DEPLOY / "Caddyfile").read_text(encoding="utf-8")
    nginx = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    (paths,) = re.findall(r"^\t@parchi path (.+)$", caddy, re.MULTILINE)
    meant = {PATH, STATUS_PATH, PAY}
    assert {path.rstrip("*") for path in paths.split()} == meant
    assert set(re.findall(r"location (?:= )?(\S+)\s+\{ proxy_pass", nginx)) == meant
    assert "location /                          { return 404; }" in nginx
    assert "respond 404" in caddy
    sizes = [*re.findall(r"max_size (\d+)KB", caddy), *re.findall(r"client_max_body_size (\d+)k", nginx)]
    assert [int(size) * 1024 for size in sizes] == [WEBHOOK_BYTES] * 2


def backed_up(file: Path, folder: Path, kept: int = 48) -> Path:
    done = subprocess.run([BACKUP, file, folder, str(kept)], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return Path(done.stdout.strip())


def test_a_backup_of_a_busy_database_is_whole(tmp_path: Path):
    """Two tables are always written together: a copy that has more of one was torn."""
    engine = make_engine(f"sqlite:///{tmp_path / 'parchi.db'}")
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE orders (n INTEGER)")
        connection.exec_driver_sql("CREATE TABLE letters (n INTEGER)")
    stop = threading.Event()

    def write() -> None:
        number = 0
        while not stop.is_set():
            with engine.begin() as connection:
                for table in ("orders", "letters"):
                    connection.exec_driver_sql(f"INSERT INTO {table} VALUES ({number})")
            number += 1

    writer = threading.Thread(target=write)
    writer.start()
    try:
        copies = [backed_up(tmp_path / "parchi.db", tmp_path / "backups" / str(number)) for number in range(3)]
    finally:
        stop.set()
        writer.join()
    counts = []
    for copy in copies:
        with sqlite3.connect(copy) as connection:
            orders, letters = (
                connection.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in ("orders", "letters")
            )
        assert orders == letters
        counts.append(orders)
    assert counts == sorted(counts)
    assert counts[-1] > counts[0]


def test_the_oldest_copies_go(tmp_path: Path):
    sqlite3.connect(tmp_path / "parchi.db").execute("CREATE TABLE orders (n INTEGER)").connection.close()
    (tmp_path / "backups").mkdir()
    for number in range(5):
        (tmp_path / "backups" / f"parchi-2026010{number}T000000Z.db").touch()
    newest = backed_up(tmp_path / "parchi.db", tmp_path / "backups", kept=3)
    left = set((tmp_path / "backups").iterdir())
    assert len(left) == 3
    assert newest in left


def test_a_database_that_is_not_there_or_damaged_leaves_no_copy_that_counts(tmp_path: Path):
    (tmp_path / "torn.db").write_bytes(b"SQLite format 3\x00" + b"\xff" * 8192)
    for name in ("missing.db", "torn.db"):
        done = subprocess.run([BACKUP, tmp_path / name, tmp_path / "backups"], capture_output=True, timeout=60)
        assert done.returncode != 0
    assert not list((tmp_path / "backups").glob("*.db"))
