"""The sizes of the street: as promised, unless the environment asks for smaller ones."""

from __future__ import annotations

import os
from pathlib import Path

FOLDER = Path(os.environ.get("BENCH_DIR", "/var/tmp/parchi-bench"))
"""Where the big table is kept for the next run; PostgreSQL's own user must reach it."""
KIRANAS = int(os.environ.get("BENCH_KIRANAS", "12000000"))
SECONDS = float(os.environ.get("BENCH_SECONDS", "6"))
"""How long each contest of writers lasts."""
CUSTOMERS = int(os.environ.get("BENCH_CUSTOMERS", "240"))
"""Whose messages wait for the bots."""
