"""What the tests of faults share: one whole system with a bot that starts in seconds."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.wire.system import System, running_system

QUICK = [sys.executable, "-m", "tests.faults.quick_bot", "all"]


@pytest.fixture(scope="package")
def system(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    """Front, two bots, sender and clock on one SQLite file."""
    with running_system(tmp_path_factory.mktemp("faults"), serving=QUICK) as system:
        system.until(system.is_ready, 60)
        yield system
