"""The features of a message: what its intent is told from, in three views of its words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import combinations, pairwise

from parchi.language.concepts import Concepts
from parchi.language.facts import Facts
from parchi.language.lexicon import BRAND, ITEM, OUTSIDE
from parchi.language.spans import FUNCTION, Span
from parchi.language.spelling import spelling_key
from parchi.language.tokens import BREAK, BULLET, LIST_NUMBER, MARK, NUMBER

SHORTEST, LONGEST = 3, 5
"""Lengths of the character n-grams."""

REMEMBERED = 16_384
"""Words whose features are kept, so that memory is bounded whatever people write."""

MEANINGS = 1
"""The view that is not counted by letters."""

Features = tuple[list[str], list[str], list[str]]
"""The words as written; words, concepts and facts; the spelling keys. Of the first and last the letters count."""

_TOLD_BY_MODEL = frozenset({"filler", "number", "unit", "of", "link", "and"})
"""Senses that by themselves say nothing about an intent."""
_ZEROES = str.maketrans("123456789", "000000000")
_PLACEHOLDERS = {BREAK: "BREAK", BULLET: "BULLET", LIST_NUMBER: "BULLET", ITEM: "ITEM", OUTSIDE: "ITEM"}


def features_of(spans: Sequence[Span], facts: Facts | None, concepts: Concepts) -> Features:
    """The features of a message, or of a clause of it (which has no facts of its own)."""
    written = [word for span in spans for word in _written(span.text)]
    names = [name for span in spans for name in _names(span)]
    return written, [*_words(names), *_meanings(spans, concepts), *_counts(facts)], names


def parts_of(view: int, name: str) -> tuple[str, ...]:
    """What a model counts of one feature of a view: its character n-grams, edges marked by spaces, or itself."""
    if view == MEANINGS:
        return (name,)
    padded = f" {name} "
    lengths = range(SHORTEST, min(LONGEST, len(padded)) + 1)
    return tuple(padded[at : at + length] for length in lengths for at in range(len(padded) - length + 1))


@lru_cache(maxsize=REMEMBERED)
def _written(text: str) -> tuple[str, ...]:
    return tuple(text.translate(_ZEROES).split())


@lru_cache(maxsize=REMEMBERED)
def _keys(text: str) -> tuple[str, ...]:
    return tuple(spelling_key(word) for word in text.split())


def _names(span: Span) -> Sequence[str]:
    """The words of a span by spelling key; things, numbers and units by what they are."""
    placeholder = _PLACEHOLDERS.get(span.kind)
    if placeholder:
        return [placeholder]
    if span.kind == BRAND:
        return ["ITEM" if span.name and span.name.item else "BRAND"]
    if span.kind == NUMBER:
        return [_number(span.text)]
    if span.kind == FUNCTION and not span.has("filler"):
        unit = span.sense("unit")
        if unit:
            return ["RUPEE" if unit.unit == "rupee" else "UNIT"]
        if span.has("number", "quarter"):
            return ["NUMBER"]
    return _keys(span.text)


def _number(digits: str) -> str:
    """Order numbers and codes have four digits, pincodes six; other lengths are amounts."""
    return f"NUMBER{len(digits)}" if digits.isdigit() and len(digits) in (3, 4, 6, 10) else "NUMBER"


def _words(names: Sequence[str]) -> Iterator[str]:
    yield from names
    yield from map(" ".join, pairwise(["^", *names, "$"]))


def _meanings(spans: Sequence[Span], concepts: Concepts) -> Iterator[str]:
    """Cues, concepts, and concepts two by two."""
    for span in spans:
        for sense in span.senses:
            if sense.kind not in _TOLD_BY_MODEL:
                yield f"cue:{sense.kind}"
    keys = [key for span in spans if span.kind != MARK for key in _keys(span.text)]
    found = {concept for meanings in concepts.of(keys) for concept in meanings}
    yield from (f"concept:{concept}" for concept in found)
    yield from (f"concepts:{first}+{second}" for first, second in combinations(sorted(found), 2))


def _counts(facts: Facts | None) -> Iterator[str]:
    """How many things and amounts a message says, and what cue words ask of the things."""
    if facts is None:
        return
    yield f"known:{min(facts.known, 3)}"
    yield f"amounted:{min(facts.amounted, 3)}"
    yield f"loose:{min(facts.loose, 2)}"
    yield f"unknown:{min(facts.unknown, 3)}"
    if facts.is_bare:
        yield "bare"
    if facts.pointers:
        yield "pointer"
    yield from {f"act:{act}" for act in facts.acts}
