"""Places as files: where pincodes and areas are (data/places), read once and kept in memory."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz import fuzz, process

from parchi.domain.place import Place
from parchi.language.normaliser import normalise
from parchi.language.spelling import spelling_key

LONGEST_NAME = 6  # words
MOST_CHOICES = 5
ALIKE = 82.0
"""Least likeness (rapidfuzz ratio of spelling keys) at which a misspelt area is offered; below it, guesses annoy."""
_WORD = re.compile(r"[0-9]+|[^\W\d_\u0900-\u097f]+|[\u0900-\u097f]+")


@dataclass(frozen=True)
class Area:
    """A part of a town by its usual name."""

    name: str
    place: Place
    pincode: str | None


class CsvPlaces:
    """Pincodes of all India, and areas by the words that people use for them."""

    def __init__(self, pincodes: dict[str, Place], areas: dict[str, tuple[Area, ...]]) -> None:
        self._pincodes = pincodes
        self._areas = areas

    @classmethod
    def load(cls, folder: Path) -> CsvPlaces:
        """Read pincodes.csv and areas.csv."""
        with (folder / "pincodes.csv").open(encoding="utf-8", newline="") as stream:
            pincodes = {row["pincode"]: _point(row) for row in csv.DictReader(stream)}
        areas: dict[str, list[Area]] = {}
        with (folder / "areas.csv").open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream):
                named = areas.setdefault(" ".join(_keys(row["word"])), [])
                area = Area(row["area"], _point(row), row["pincode"] or None)
                if area.name not in [other.name for other in named]:
                    named.append(area)
        return cls(pincodes, {key: tuple(named) for key, named in areas.items() if key})

    def of_pincode(self, pincode: str) -> Place | None:
        """Where a pincode is."""
        return self._pincodes.get(pincode)

    def areas(self) -> list[Area]:
        """Every known area once, by name."""
        once = {(area.name, area.place): area for named in self._areas.values() for area in named}
        return sorted(once.values(), key=lambda area: area.name)

    def of_words(self, text: str) -> tuple[Place, str, str | None] | None:
        """(place, its usual name, pincode) of the one area that the text names; the longest name counts."""
        for key in _stretches(text):
            named = self._areas.get(key, ())
            if len(named) == 1:
                return named[0].place, named[0].name, named[0].pincode
            if named:
                return None
        return None

    def choices(self, text: str) -> Sequence[tuple[Place, str]]:
        """Areas that an unclear text may mean, likeliest first, at most 5."""
        found: dict[str, Place] = {}
        for key in _stretches(text):
            for area in self._areas.get(key, ()):
                found.setdefault(area.name, area.place)
        for area in () if found else self._alike(text):
            found.setdefault(area.name, area.place)
        return [(place, name) for name, place in found.items()][:MOST_CHOICES]

    def _alike(self, text: str) -> Iterator[Area]:
        scored: list[tuple[float, str]] = []
        for key in _stretches(text):
            if len(key) >= 4:
                near = process.extract(key, self._areas.keys(), scorer=fuzz.ratio, score_cutoff=ALIKE, limit=3)
                scored += [(score, name) for name, score, _ in near]
        for _, name in sorted(scored, key=lambda pair: -pair[0]):
            yield from self._areas[name]


def _point(row: dict[str, str]) -> Place:
    return Place(float(row["latitude"]), float(row["longitude"]))


def _keys(text: str) -> list[str]:
    words: list[str] = _WORD.findall(normalise(text).lower())
    return [word if word.isdigit() else spelling_key(word) for word in words]


def _stretches(text: str) -> Iterator[str]:
    """Every stretch of words, the longest first."""
    keys = _keys(text)[:60]
    for length in range(min(LONGEST_NAME, len(keys)), 0, -1):
        for begin in range(len(keys) - length + 1):
            yield " ".join(keys[begin : begin + length])
