"""A concept: what words of any language mean alike, such as "deliver", "ghar pe de doge", "डिलीवरी"."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from parchi.language.phrases import PhraseBook
from parchi.language.spelling import spelling_key
from parchi.language.tokens import tokenise


class Concepts:
    """The concepts of data/lexicon/<language>/concepts.csv, found by spelling key, so that scripts meet."""

    def __init__(self, rows: Iterable[tuple[str, str]]) -> None:
        self.rows = tuple(rows)
        """Concept and phrase, as in the tables."""
        self._book: PhraseBook[str] = PhraseBook()
        for concept, phrase in self.rows:
            path = [spelling_key(token.text) for token in tokenise(phrase)]
            if path and concept not in self._book.exact(path):
                self._book.add(path, concept)

    @classmethod
    def load(cls, folder: Path) -> Concepts:
        """Read the tables of all languages under `folder` (data/lexicon)."""
        return cls(row for path in sorted(folder.glob("*/concepts.csv")) for row in _rows(path))

    def of(self, keys: Sequence[str]) -> list[str]:
        """The concepts of the longest phrase that begins at each of the spelling keys, where one does."""
        begins = [begin for begin, key in enumerate(keys) if key in self._book.firsts]
        found = [self._book.walk(keys, begin) for begin in begins]
        return [concept for match in found if match for concept in match[1]]


def _rows(path: Path) -> Iterator[tuple[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for phrase in row["words"].split(";"):
                yield row["concept"], phrase
