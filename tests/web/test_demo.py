"""How the demo starts where it cannot run as usual."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from parchi.adapters.clock import TestClock
from parchi.domain.hours import IST
from parchi.web.phone_book import FIRST_NAMES, name_of, number_of
from parchi.whatsapp.templates import Templates
from parchi.workbench import demo
from tests.conftest import FIXTURES


def test_a_port_that_somebody_has_is_said_in_one_line(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        own = {"PARCHI_PORT": str(port), "PARCHI_DATABASE_URL": f"sqlite:///{tmp_path / 'demo.db'}"}
        command = [sys.executable, "-m", "parchi.cli", "demo"]
        ended = subprocess.run(
            command, cwd=tmp_path, env={**os.environ, **own}, capture_output=True, text=True, timeout=60
        )
    assert ended.returncode == 2
    assert ended.stderr.splitlines() == [
        f"parchi: port {port} on 127.0.0.1 cannot be had (Address already in use); "
        f"choose another: PARCHI_PORT={port + 1} make demo"
    ]
    assert not (tmp_path / "demo.db").exists()


@pytest.mark.parametrize(("hour", "is_set"), [(8, True), (9, False), (20, False), (23, True)])
def test_at_night_the_demos_clock_starts_at_eleven(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hour: int, is_set: bool
) -> None:
    class Machine(datetime):
        @classmethod
        def now(cls, _zone: object = None) -> datetime:
            return datetime(2026, 11, 23, hour, 30, tzinfo=IST)

    monkeypatch.setattr(demo, "datetime", Machine)
    monkeypatch.delenv("PARCHI_TEST_CLOCK", raising=False)
    said: list[str] = []
    settings = demo.demo_settings(Templates.load(FIXTURES / "templates.yml"), tmp_path, said.append)
    assert bool(said) == is_set
    if is_set:
        assert settings.test_clock == tmp_path / demo.CLOCK
        assert TestClock(settings.test_clock).now().hour == 11
        assert demo.looking_in(settings).endswith(f" PARCHI_TEST_CLOCK={tmp_path / demo.CLOCK}")
    else:
        assert settings.test_clock is None
        assert demo.looking_in(settings) == f"PARCHI_DATABASE_URL={settings.database_url}"


def test_made_up_customers_have_names_and_numbers_of_their_own() -> None:
    numbers = [number_of(customer) for customer in range(1, 31)]
    assert numbers[0] == "whatsapp:+910000000001"
    assert {name_of(number) for number in numbers} == set(FIRST_NAMES)
    assert name_of("whatsapp:+910000010231") == ""
