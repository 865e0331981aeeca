"""Variants: other spellings and forms in which people would write a sentence, for a trainer to pick from."""

from __future__ import annotations

import csv
import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from parchi.domain.reading import CUSTOMER, Reading
from parchi.language.languages import in_devanagari, languages
from parchi.language.lexicon import Lexicon
from parchi.language.spans import Span, tag
from parchi.language.spelling import is_devanagari
from parchi.workbench.noise import misspellings

MOST_TRIES = 400
_ALIKE = frozenset({"number", "unit", "filler", "vague"})
"""Senses whose words may stand for each other; other function words carry the grammar."""


@dataclass(frozen=True)
class Variant:
    """A proposal, and what today's model makes of it."""

    text: str
    reading: Reading
    is_same: bool
    """Whether it is read as the sentence itself: a variant that is not is the one worth teaching."""


class Words:
    """Words that mean the same in one writing: names of an item, and function words of one sense."""

    def __init__(self, lexicon: Lexicon, shop: Path, functions: Path) -> None:
        self._lexicon = lexicon
        self._names: dict[tuple[str, str], list[str]] = defaultdict(list)
        for row in _rows(shop / "words.csv"):
            self._names[row["language"], row["item"]].append(row["word"])
        self.shorthand: dict[str, list[str]] = defaultdict(list)
        """What hurried fingers leave out."""
        self._functions: dict[tuple[str, str, str], list[str]] = defaultdict(list)
        for language in languages():
            for row in _rows(functions / language / "shorthand.csv"):
                self.shorthand[row["word"]].append(row["short"])
            for table, columns in (("numbers", ("kind", "value")), ("units", ("unit", "factor")), ("cues", ("cue",))):
                for row in _rows(functions / language / f"{table}.csv"):
                    key = (language, table, "|".join(row[column] for column in columns))
                    self._functions[key].extend(row["words"].split(";"))

    def instead_of(self, span: Span, language: str) -> list[str]:
        """Other words for a span, in the writing of the sentence."""
        if span.name is not None and span.name.item and span.name.brand is None:
            return self._named(span.name.item, language)
        if not any(span.has(sense) for sense in _ALIKE):
            return []
        return [
            word for (tongue, _, _), words in self._functions.items() if tongue == language and span.text in words
            for word in words if word != span.text
        ]  # fmt: skip

    def _named(self, item: str, language: str) -> list[str]:
        named = self._names[language, item] or self._names["hi-Latn" if language == "en" else "en", item]
        return [word for word in named if is_devanagari(word) == (language in in_devanagari())]


def propose(
    text: str, words: Words, read: Callable[[str, str], Reading], known: Iterable[str], count: int = 12, seed: int = 1
) -> list[Variant]:
    """Variants that are neither the sentence nor `known`, those that are read otherwise first, each once."""
    original, chance = read(text, CUSTOMER), random.Random(seed)
    taken = {_folded(text), *(_folded(each) for each in known)}
    found: list[Variant] = []
    for written in _forms(text, words, original.language or "hi-Latn", chance):
        if _folded(written) not in taken:
            taken.add(_folded(written))
            reading = read(written, CUSTOMER)
            found.append(Variant(written, reading, _meaning(reading) == _meaning(original)))
    others = [each for each in found if not each.is_same][: count // 2]
    alike = [each for each in found if each.is_same][: count - len(others)]
    return [*others, *alike]


def _forms(text: str, words: Words, language: str, chance: random.Random) -> Iterator[str]:
    """One to three changes of a sentence at a time, by the spans that it is read as."""
    spans = [span for span in tag(text, words._lexicon) if span.end > span.start]
    choices = {index: _changes(text, span, words, language, chance) for index, span in enumerate(spans)}
    places = [index for index, options in choices.items() if options]
    for _ in range(MOST_TRIES if places else 0):
        picked = chance.sample(places, min(len(places), chance.choice((1, 1, 2, 3))))
        written = text
        for index in sorted(picked, reverse=True):
            span = spans[index]
            written = written[: span.start] + chance.choice(choices[index]) + written[span.end :]
        yield written


def _changes(text: str, span: Span, words: Words, language: str, chance: random.Random) -> list[str]:
    """What may stand in a span's place: another word of the same meaning, shorthand, or a slip."""
    said = text[span.start : span.end].lower()
    slips = list(misspellings(said, 3, chance)) if len(said) > 3 and said.replace(" ", "").isalpha() else []
    shorthand = words.shorthand.get(said, [])
    return [word for word in (*words.instead_of(span, language), *shorthand, *slips) if word != said]


def _meaning(reading: Reading) -> tuple[object, ...]:
    lines = sorted((line.item or "", line.quantity or 0, line.unit or "") for line in reading.lines)
    return reading.intent, tuple(lines)


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _rows(path: Path) -> Sequence[dict[str, str]]:
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
