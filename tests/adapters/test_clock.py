"""The tester's clock: the file's time plus what has passed since it was written."""

from __future__ import annotations

import os
import time
from datetime import datetime, timedelta
from pathlib import Path

from parchi.adapters.clock import SystemClock, TestClock
from parchi.domain.hours import IST


def test_the_time_runs_on_from_the_file(tmp_path: Path) -> None:
    file = tmp_path / "clock"
    file.write_text("2026-11-23T11:00:00+05:30\n", encoding="utf-8")
    an_hour_ago = time.time() - 3600
    os.utime(file, (an_hour_ago, an_hour_ago))
    ahead = TestClock(file).now() - datetime(2026, 11, 23, 12, 0, tzinfo=IST)
    assert timedelta() <= ahead < timedelta(seconds=2)


def test_a_change_is_seen_within_a_second(tmp_path: Path) -> None:
    file = tmp_path / "clock"
    file.write_text("2026-11-23T11:00:00+05:30", encoding="utf-8")
    clock = TestClock(file)
    assert clock.now().hour == 11
    file.write_text("2026-11-24T15:00:00Z", encoding="utf-8")
    time.sleep(0.3)
    assert (clock.now().day, clock.now().hour, clock.now().minute) == (24, 20, 30)


def test_an_emptied_file_keeps_the_time(tmp_path: Path) -> None:
    file = tmp_path / "clock"
    file.write_text("2026-11-23T11:00:00+05:30", encoding="utf-8")
    clock = TestClock(file)
    file.write_text("", encoding="utf-8")
    time.sleep(0.3)
    assert clock.now().date().isoformat() == "2026-11-23"


def test_the_real_time_is_aware() -> None:
    assert SystemClock().now().utcoffset() == timedelta(hours=5, minutes=30)
