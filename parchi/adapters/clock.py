"""The clock: the real time, or the one that a tester writes into a file."""

from __future__ import annotations

import logging
import time
from datetime import datetime, timedelta
from pathlib import Path

from parchi.domain.hours import IST

LOOK_AGAIN_AFTER = 0.25  # seconds; the contract promises that a change is seen within one second
log = logging.getLogger(__name__)


class SystemClock:
    """The time of the machine."""

    def now(self) -> datetime:
        """Now, in Indian time."""
        return datetime.now(IST)


class TestClock:
    """The file's ISO time plus what has passed since the file's last change, so that all processes agree."""

    __test__ = False  # pytest takes every class named Test… for a test

    def __init__(self, file: Path) -> None:
        self._file = file
        self._looked_at = 0.0
        self._ahead = timedelta()
        self._read()
        log.warning("the time comes from %s (PARCHI_TEST_CLOCK): never use this for real orders", file)

    def now(self) -> datetime:
        """Now by the file, in Indian time."""
        if time.monotonic() - self._looked_at > LOOK_AGAIN_AFTER:
            self._read()
        return datetime.now(IST) + self._ahead

    def _read(self) -> None:
        changed = datetime.fromtimestamp(self._file.stat().st_mtime, IST)
        text = self._file.read_text(encoding="utf-8").strip()
        if text:  # a writer may have emptied it for a moment
            told = datetime.fromisoformat(text.replace("Z", "+00:00"))
            self._ahead = (told if told.tzinfo else told.replace(tzinfo=IST)) - changed
        self._looked_at = time.monotonic()
