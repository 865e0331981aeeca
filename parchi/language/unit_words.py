"""The words of a unit as a regular expression, for what looks for an amount in digits: "20 minute", "2 घंटे"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from parchi.language.normaliser import normalise
from parchi.language.tables import rows_of_all


@lru_cache(maxsize=16)
def words_of_units(units: Sequence[str], factor: float = 1.0) -> frozenset[str]:
    """The words, normalised and in small letters, that stand for so many of one of the units: an hour is 60 minutes."""
    rows = [row for row in rows_of_all("units.csv") if row["unit"] in units and float(row["factor"]) == factor]
    return frozenset(normalise(word).lower() for row in rows for word in row["words"].split(";"))


@lru_cache(maxsize=16)
def amounts_in(units: Sequence[str], factor: float = 1.0) -> re.Pattern[str]:
    """A number in digits and a word of one of the units, in normalised text of small letters; group 1 is the number."""
    words = words_of_units(units, factor)
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return re.compile(rf"(\d+(?:\.\d+)?)\s*(?:{'|'.join(map(re.escape, longest_first))})(?![a-z\u0900-\u0963])")
