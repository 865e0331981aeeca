"""The features of a message: what its intent is told from, in three views of its words."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, pairwise
from typing import NamedTuple

from parchi.language.concepts import Concepts
from parchi.language.facts import Facts
from parchi.language.lexicon import BRAND, ITEM, OUTSIDE
from parchi.language.remembered import Remembered
from parchi.language.spans import FUNCTION, Sign, Span
from parchi.language.spelling import spelling_key
from parchi.language.tokens import BREAK, BULLET, LIST_NUMBER, MARK, NUMBER

SHORTEST, LONGEST = 3, 5
"""Lengths of the character n-grams."""

WRITTEN, MEANINGS, KEYS = range(3)
"""The views; meanings are not counted by letters."""

Features = tuple[list[str], list[str], list[str]]
"""The words as written; words, concepts and facts; the spelling keys. Of the first and last the letters count."""

_TOLD_BY_MODEL = frozenset({"filler", "number", "unit", "of", "link", "and"})
"""Senses that by themselves say nothing about an intent."""
_ZEROES = str.maketrans("123456789", "000000000")
_PLACEHOLDERS = {BREAK: "BREAK", BULLET: "BULLET", LIST_NUMBER: "BULLET", ITEM: "ITEM", OUTSIDE: "ITEM"}


class Said(NamedTuple):
    """What one span adds to the features."""

    written: tuple[str, ...]
    """Its words, without the values of digits."""
    names: tuple[str, ...]
    """Its words by spelling key; things, numbers and units by what they are."""
    keys: tuple[str, ...]
    """Its words by spelling key, which concepts are found by."""
    cues: tuple[str, ...]


def features_of(spans: Sequence[Span], facts: Facts | None, concepts: Concepts) -> Features:
    """The features of a message, or of a clause of it (which has no facts of its own)."""
    said = [_SAID[span.sign] for span in spans]
    names = [name for each in said for name in each.names]
    meanings = [*names, *map(" ".join, pairwise(["^", *names, "$"]))]
    meanings += [cue for each in said for cue in each.cues]
    found = concepts.of([key for each in said for key in each.keys])
    if found:
        meanings += _CONCEPTS[frozenset(found)]
    if facts is not None:
        meanings += _COUNTS[_counted(facts)]
    return [word for each in said for word in each.written], meanings, names


def parts_of(view: int, name: str) -> tuple[str, ...]:
    """What a model counts of one feature of a view: its character n-grams, edges marked by spaces, or itself."""
    if view == MEANINGS:
        return (name,)
    padded = f" {name} "
    lengths = range(SHORTEST, min(LONGEST, len(padded)) + 1)
    return tuple(padded[at : at + length] for length in lengths for at in range(len(padded) - length + 1))


def _said(sign: Sign) -> Said:
    kind, text, senses, _ = sign
    keys = tuple(map(spelling_key, text.split()))
    return Said(
        written=tuple(text.translate(_ZEROES).split()),
        names=_names(sign) or keys,
        keys=keys if kind != MARK else (),
        cues=tuple(f"cue:{sense.kind}" for sense in senses if sense.kind not in _TOLD_BY_MODEL),
    )


def _names(sign: Sign) -> tuple[str, ...]:
    """What things, numbers and units are; empty for other words."""
    kind, text, senses, name = sign
    if kind in _PLACEHOLDERS:
        return (_PLACEHOLDERS[kind],)
    if kind == BRAND:
        return ("ITEM" if name and name.item else "BRAND",)
    if kind == NUMBER:
        return (_number(text),)
    kinds = {sense.kind for sense in senses}
    if kind != FUNCTION or "filler" in kinds:
        return ()
    unit = next((sense.unit for sense in senses if sense.kind == "unit"), None)
    if unit is not None:
        return ("RUPEE" if unit == "rupee" else "UNIT",)
    return ("NUMBER",) if kinds & {"number", "quarter"} else ()


def _number(digits: str) -> str:
    """Order numbers and codes have four digits, pincodes six; other lengths are amounts."""
    return f"NUMBER{len(digits)}" if digits.isdigit() and len(digits) in (3, 4, 6, 10) else "NUMBER"


def _concepts(found: frozenset[str]) -> tuple[str, ...]:
    """Concepts, and concepts two by two."""
    alone = sorted(found)
    pairs = (f"concepts:{first}+{second}" for first, second in combinations(alone, 2))
    return (*(f"concept:{concept}" for concept in alone), *pairs)


_Counted = tuple[int, int, int, int, bool, bool, tuple[str | None, ...]]


def _counted(facts: Facts) -> _Counted:
    """What the features tell of the facts."""
    return (
        min(facts.known, 3),
        min(facts.amounted, 3),
        min(facts.loose, 2),
        min(facts.unknown, 3),
        facts.is_bare,
        facts.pointers > 0,
        tuple(dict.fromkeys(facts.acts)),
    )


def _counts(counted: _Counted) -> tuple[str, ...]:
    """How many things and amounts a message says, and what cue words ask of the things."""
    known, amounted, loose, unknown, is_bare, has_pointer, acts = counted
    shape = [name for name, holds in (("bare", is_bare), ("pointer", has_pointer)) if holds]
    return (
        f"known:{known}",
        f"amounted:{amounted}",
        f"loose:{loose}",
        f"unknown:{unknown}",
        *shape,
        *(f"act:{act}" for act in acts),
    )


_SAID: Remembered[Sign, Said] = Remembered(_said)
_CONCEPTS: Remembered[frozenset[str], tuple[str, ...]] = Remembered(_concepts)
_COUNTS: Remembered[_Counted, tuple[str, ...]] = Remembered(_counts)
