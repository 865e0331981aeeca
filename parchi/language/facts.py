"""Facts of a message that tell its intent: how many things and amounts it says, which cue words stand in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from parchi.language.amounts import Amount
from parchi.language.spans import FUNCTION, Span
from parchi.language.things import Part, Thing


class Facts(NamedTuple):
    """Counts and cues; `cues` are the kinds of data/lexicon/<language>/cues.csv in the order said."""

    known: int
    """Things that the lexicon has; guesses and everyday words only with an amount."""
    unknown: int
    """Stretches of words that nobody knows."""
    pointers: int
    """Lines of a list that are pointed at."""
    amounted: int
    """Things with an amount."""
    loose: int
    """Amounts that belong to no thing."""
    cues: tuple[str, ...]
    acts: tuple[str | None, ...]
    """The act that cue words ask of each thing."""
    is_bare: bool
    """Whether the message is nothing but things, amounts and marks: a list."""


_CUES = frozenset(
    {
        "remove_after", "remove_before", "change_after", "change_before", "ask_price", "ask_there", "ask_word",
        "negation", "correction", "all", "purpose", "purpose_before", "sold_out", "instead_after", "instead_before",
        "point",
    }
)  # fmt: skip

_OF_LISTS = frozenset({"and", "link", "of", "size", "note", "all", "wala"})
"""Senses of the words that stand in a list."""


def facts_of(spans: Sequence[Span], parts: Sequence[Part], things: Sequence[Thing]) -> Facts:
    """Count what a message says."""
    named = [thing for thing in things if thing.is_known and not thing.is_pointer]
    known = [thing for thing in named if thing.amounts or (thing.is_listed and not thing.is_filler)]
    owned = sum([len(thing.amounts) for thing in things])
    amounts = [part for part in parts if isinstance(part, Amount) and not part.is_idle]
    cues = [span for span in spans if span.kind == FUNCTION and not span.kinds.isdisjoint(_CUES)]
    words = [part for part in parts if isinstance(part, Span) and part.senses]
    return Facts(
        known=len(known),
        unknown=len([thing for thing in things if not thing.is_known and not thing.is_pointer]),
        pointers=len([thing for thing in things if thing.is_pointer]),
        amounted=len([thing for thing in known if thing.amounts]),
        loose=max(0, len(amounts) - owned),
        cues=tuple([sense.kind for span in cues for sense in span.senses if sense.kind in _CUES]),
        acts=tuple([thing.act for thing in things]),
        is_bare=bool(known) and all(not word.kinds.isdisjoint(_OF_LISTS) for word in words),
    )
