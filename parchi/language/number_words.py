"""Numbers in words that stand alone, of the tables data/lexicon/<language>/numbers.csv: "do", "two", "दो"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from parchi.language.normaliser import normalise
from parchi.language.tables import rows_of_all
from parchi.language.unit_words import words_of_units
from parchi.language.wishes import words_in


def numbers_said(text: str, but_of: Sequence[str] = ()) -> list[int]:
    """The whole numbers from 1 on that single words of a text name, smallest first, each once.

    A number before a word of one of the units `but_of` is an amount and left out: "three kilos".
    """
    known, units = _by_word(), words_of_units(but_of)
    followed = pairwise((*(word.text for word in words_in(text)), ""))
    return sorted({known[word] for word, then in followed if word in known and then not in units})


def sizes_said(text: str, units: Sequence[str]) -> frozenset[str]:
    """The amounts of a text in these units, as they stand on packs: "ek kilo wala" has "1 kg"."""
    return frozenset(_sizes(text, units))


def _sizes(text: str, units: Sequence[str]) -> Iterator[str]:
    known = _by_word()
    for word, then in pairwise(word.text for word in words_in(text)):
        number = word if word.isdigit() else str(known.get(word, ""))
        unit = next((unit for unit in units if then in words_of_units((unit,))), None)
        if number and unit is not None:
            yield f"{number} {unit}"


@lru_cache(maxsize=1)
def _by_word() -> dict[str, int]:
    found: dict[str, int] = {}
    for row in rows_of_all("numbers.csv"):
        value = float(row["value"])
        if row["kind"] == "number" and value >= 1 and value == int(value):
            for word in row["words"].split(";"):
                found.setdefault(normalise(word).lower(), int(value))
    return found
