"""Said: what a language calls days, hours, units and languages, where Parchi itself speaks it."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from parchi.language.languages import ENGLISH, languages
from parchi.project import LEXICON


@dataclass(frozen=True)
class Said:
    """The rows of data/lexicon/<language>/said.csv."""

    names: tuple[str, ...]
    """What people call the language."""
    instead: tuple[str, ...]
    """The languages in its place where a text does not have it, the likest first."""
    days: tuple[str, ...]
    """From Monday on."""
    months: tuple[str, ...]
    tomorrow: str
    parts: tuple[tuple[int, str], ...]
    """What the hours of a day are called, up to which hour."""
    hour: str
    """An hour, with {clock} and {part}."""
    midnight: str | None
    sector: tuple[str, ...]
    """What stands before the number of a sector, as towns are laid out in them."""
    units: Mapping[str, str]
    plurals: Mapping[str, str]
    """Of units that have another word for more than one."""


def said_in(language: str) -> Said:
    """What a language says; English for one that Parchi does not speak."""
    return _load(language if language in languages() else ENGLISH)


@lru_cache(maxsize=len(languages()))
def _load(language: str) -> Said:
    rows: dict[str, dict[str, str]] = defaultdict(dict)
    with (LEXICON / language / "said.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            rows[row["kind"]][row["of"]] = row["words"]
    return Said(
        names=tuple(rows["name"][""].split()),
        instead=tuple(rows["instead"][""].split()),
        days=tuple(rows["day"].values()),
        months=tuple(rows["month"].values()),
        tomorrow=rows["tomorrow"][""],
        parts=tuple((int(until), words) for until, words in rows["part"].items()),
        hour=rows["hour"][""],
        midnight=rows["midnight"].get(""),
        sector=tuple(rows["sector"][""].split()),
        units=rows["unit"],
        plurals=rows["plural"],
    )
