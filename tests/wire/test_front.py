"""The front starts quickly: it loads nothing that accepting messages does not need."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
import requests

from parchi.settings import Settings
from tests.wire.conftest import until

HEAVY = ("rasa", "tensorflow", "numpy", "sklearn", "twilio.rest", "sqlalchemy.orm", "rapidfuzz", "requests", "aiohttp")


def test_the_front_loads_no_heavy_library():
    asked = "import sys, parchi.cli, parchi.machine, parchi.front; print(' '.join(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True).stdout.split()
    assert [name for name in HEAVY if name in loaded] == []


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    demo = Settings.demo({"PARCHI_PORT": str(port), "PARCHI_DATABASE_URL": f"sqlite:///{tmp_path}/p.db"})
    return {**os.environ, **demo.to_environ()}


def serve(environ: dict[str, str], *options: str, cwd: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "parchi.cli", "serve", *options]
    root = {"PYTHONPATH": str(Path(__file__).parents[2])}
    return subprocess.Popen(command, env={**environ, **root}, cwd=cwd, stderr=subprocess.PIPE, text=True)


def status(environ: dict[str, str], path: str) -> int:
    try:
        return requests.get(environ["PARCHI_PUBLIC_URL"] + path, timeout=5).status_code
    except requests.ConnectionError:
        return 0


def test_it_says_when_it_can_accept_and_ends_when_told(environ: dict[str, str], tmp_path: Path):
    front = serve(environ, "--role", "web", cwd=tmp_path)
    until(lambda: status(environ, "/healthz") == 503)  # nobody has made the tables
    subprocess.run([sys.executable, "-c", MAKE_TABLES], env=environ, check=True)
    assert status(environ, "/healthz") == 200
    assert status(environ, "/readyz") == 503
    front.send_signal(signal.SIGTERM)
    assert front.wait(10) in (0, -signal.SIGTERM)


MAKE_TABLES = """
from parchi import bootstrap
bootstrap.make_tables(bootstrap.settings())
"""


def test_a_missing_setting_ends_the_start_in_one_line(environ: dict[str, str], tmp_path: Path):
    front = serve({**environ, "TWILIO_AUTH_TOKEN": ""}, cwd=tmp_path)
    _, told = front.communicate(timeout=20)
    assert told == "parchi: TWILIO_AUTH_TOKEN is not set\n"
    assert front.returncode != 0


def test_a_port_that_is_taken_is_said_in_one_line(environ: dict[str, str], tmp_path: Path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", int(environ["PARCHI_PORT"])))
        taken.listen()
        front = serve(environ, cwd=tmp_path)
        _, told = front.communicate(timeout=20)
    assert told.startswith("parchi: PARCHI_HOST and PARCHI_PORT: ")
    assert told.count("\n") == 1
    assert front.returncode != 0
