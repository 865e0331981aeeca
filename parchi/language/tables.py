"""The tables of the languages: what data/lexicon/<language>/ says in each language, read as one."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from parchi.project import LEXICON


def rows_of(path: Path) -> Iterator[dict[str, str]]:
    """The rows of one table; a language may leave a table out."""
    if path.exists():
        with path.open(encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file)


def rows_of_all(name: str, lexicon: Path | None = None) -> Iterator[dict[str, str]]:
    """The rows of a table of every language: customers and shops mix them in one breath."""
    for path in sorted((lexicon or LEXICON).glob(f"*/{name}")):
        yield from rows_of(path)
