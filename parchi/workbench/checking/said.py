"""What is wrong with what Parchi itself says of days, hours and units: rows that a language lacks, or leaves empty."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from parchi.workbench.checking.finding import Finding
from parchi.workbench.checking.yaml_files import Project

ENGLISH = Path("data/lexicon/en/said.csv")
AS_THEY_LIKE = ("part", "midnight", "plural")
"""Kinds of rows of which each language has its own: it parts the day as it does, and may need no plurals."""
LAST_HOUR = "24"
Row = tuple[int, str, str, str]


def check_said(project: Project) -> Iterator[Finding]:
    """Everything about data/lexicon/<language>/said.csv: without a row, a reply that needs it fails."""
    wanted = {(kind, of) for _, kind, of, _ in _rows(project, ENGLISH) if kind not in AS_THEY_LIKE}
    for file in project.files("data/lexicon/*/said.csv"):
        below = project.below(file)
        rows = _rows(project, below)
        for line, kind, of, words in rows:
            if not words:
                yield Finding(below, line, "said-empty", f"{_named(kind, of)} is empty", "write what the language says")
        lacking = sorted(wanted - {(kind, of) for _, kind, of, _ in rows})
        if not any((kind, of) == ("part", LAST_HOUR) for _, kind, of, _ in rows):
            lacking.append(("part", LAST_HOUR))
        if lacking and rows:
            yield Finding(
                below, rows[-1][0], "said-missing", f"no row for {', '.join(_named(kind, of) for kind, of in lacking)}",
                f"add it as {ENGLISH} has it, in the words of the language: replies that need it fail without",
            )  # fmt: skip


def _rows(project: Project, file: Path) -> list[Row]:
    """Line, kind, of what, words."""
    reader = csv.DictReader(project.text(project.root / file).splitlines())
    cells = (({key: (value or "").strip() for key, value in row.items()}) for row in reader)
    return [(reader.line_num, row.get("kind", ""), row.get("of", ""), row.get("words", "")) for row in cells]


def _named(kind: str, of: str) -> str:
    return f"{kind} {of}".strip()
