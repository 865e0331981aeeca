"""Likeness: when two sentences are so nearly the same that one tells nothing new."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from rapidfuzz import fuzz, process

from parchi.language.normaliser import normalise

NEAR = 93
"""From this likeness on (100: the same letters) two sentences are nearly the same."""
SHORT = 12
"""Sentences of fewer letters may be nearly the same and mean other things: "ek aur", "ek or"."""
NEAR_TEST, NEAR_ORDER = 88, 90
"""What is examined must be further away: by letters, and by words in any order."""
SHORT_TEST = 8


def plain_of(text: str) -> str:
    """A sentence without what does not make it another one: case, marks, spaces."""
    letters = "".join(c if c.isalnum() or "\u0900" <= c <= "\u097f" else " " for c in normalise(text).lower())
    return " ".join(letters.split()) or text


def alike(those: Sequence[str], these: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """Pairs of places of nearly the same plain sentences, with their likeness."""
    for at, other, value in _pairs(those, these, NEAR):
        if those[at] == these[other] or min(len(those[at]), len(these[other])) >= SHORT:
            yield at, other, 100 if those[at] == these[other] else min(value, 99)


def near_copies(sentences: Sequence[str], messages: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """Pairs of places where a plain sentence is a message that is to be examined, but for a letter or an order."""
    found = {(at, other): value for at, other, value in _pairs(sentences, messages, NEAR_TEST)}
    ordered = _pairs(_ordered(sentences), _ordered(messages), NEAR_ORDER)
    found |= {(at, other): value for at, other, value in ordered if (at, other) not in found}
    for (at, other), value in found.items():
        sentence, message = sentences[at], messages[other]
        if is_near_copy(sentence, message):
            yield at, other, 100 if sentence == message else min(value, 99)


def is_near_copy(sentence: str, message: str) -> bool:
    """Whether two plain sentences are the same but for a letter or the order of words."""
    if min(len(sentence), len(message)) < SHORT_TEST:
        return sentence == message
    return fuzz.ratio(sentence, message) >= NEAR_TEST or (
        len(sentence.split()) > 2 and fuzz.token_sort_ratio(sentence, message) >= NEAR_ORDER
    )


def _ordered(sentences: Sequence[str]) -> list[str]:
    return [" ".join(sorted(sentence.split())) for sentence in sentences]


def _pairs(those: Sequence[str], these: Sequence[str], least: int) -> Iterator[tuple[int, int, int]]:
    if not those or not these:
        return
    likeness = process.cdist(those, these, scorer=fuzz.ratio, score_cutoff=least, dtype=np.uint8, workers=2)
    for at, other in zip(*np.nonzero(likeness), strict=True):
        yield int(at), int(other), int(likeness[at, other])
