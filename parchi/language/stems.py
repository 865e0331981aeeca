"""Stems: the words that a plural may be the plural of, each with what it costs to take it so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple


class Plural(NamedTuple):
    """A row of data/lexicon/<language>/plurals.csv: what stands for a plural's ending, as in eggs, kele, pyazon."""

    ending: str
    instead: str
    cost: float
    shortest: int
    """Letters of the shortest word that is taken for a plural by this ending."""
    but: str
    """A longer ending that is none of a plural: "glass"."""

    @classmethod
    def of(cls, row: Mapping[str, str]) -> Plural:
        """The rule of a row."""
        return cls(row["ending"], row["instead"], float(row["cost"]), int(row["shortest"]), row["but"])


def stems(text: str, plurals: Iterable[Plural]) -> Iterator[tuple[str, float]]:
    """The word without each ending of a plural that it has."""
    for plural in plurals:
        is_one = text.endswith(plural.ending) and not (plural.but and text.endswith(plural.but))
        if is_one and len(text) >= plural.shortest:
            yield text[: -len(plural.ending)] + plural.instead, plural.cost
