"""A swap: one thing in another's place: "brown bread instead of white", "chini ki jagah gud"."""

from __future__ import annotations

from collections.abc import Sequence

from parchi.language.spans import Span
from parchi.language.things import Part, Thing, is_mark
from parchi.language.tokens import BREAK

ADD, REMOVE = "add", "remove"
SWAPS = frozenset({"instead_before", "instead_after", "swap_before", "swap_after", "change_before"})
"""Senses of the words that swap; an amount beside them ("3 instead of 2") says a quantity alone."""
_ENDS = ".?!;"
_TO = ("range", "the", "article")
"""`change the rice to poha`: what stands between the two."""


def mark_swap(parts: Sequence[Part], index: int, cue: Span) -> bool:
    """Whether the cue is about two things: the old one goes and the new one comes.

    Where "instead of" names no new one, the old one is just not meant.
    """
    old, new = _old_and_new(parts, index, cue)
    if old is None or old.is_pointer or any(isinstance(part, Span) and part.has("was_given") for part in parts[index:]):
        return False
    if new is not None and _are_two(old, new):
        old.act, new.act = REMOVE, ADD
        return True
    old.is_retracted = cue.has("instead_before", "instead_after")
    return old.is_retracted


def _old_and_new(parts: Sequence[Part], index: int, cue: Span) -> tuple[Thing | None, Thing | None]:
    if cue.has("swap_before", "change_before"):
        old = _next_thing(parts, index, 1)
        new = None if old is None else _next_thing(parts, parts.index(old), 1)
        if old is not None and new is not None and not cue.has("swap_before"):
            between = parts[parts.index(old) + 1 : parts.index(new)]
            is_swapped = bool(between) and all(isinstance(part, Span) and part.has(*_TO) for part in between)
            new = new if is_swapped else None
        return old, new
    is_before = cue.has("instead_before")
    return (
        _next_thing(parts, index, 1 if is_before else -1, is_close=True),
        _next_thing(parts, index, -1 if is_before else 1),
    )


def _are_two(old: Thing, new: Thing) -> bool:
    both_named = all(thing.is_known and (thing.item or thing.brand or thing.candidates) for thing in (old, new))
    return both_named and (old.item, old.brand, old.text) != (new.item, new.brand, new.text)


def _next_thing(parts: Sequence[Part], index: int, step: int, *, is_close: bool = False) -> Thing | None:
    """The next thing on one side in the same clause; a close one has no amount between itself and the cue."""
    at = index + step
    while 0 <= at < len(parts):
        part = parts[at]
        if isinstance(part, Thing):
            return part
        if isinstance(part, Span):
            if part.kind == BREAK or is_mark(part, _ENDS):
                return None
        elif is_close:
            return None
        at += step
    return None
