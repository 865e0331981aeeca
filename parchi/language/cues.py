"""A cue: a word that asks an act of a thing: hata do removes, kar do changes, ka rate asks."""

from __future__ import annotations

from collections.abc import Sequence

from parchi.language.spans import Span
from parchi.language.swaps import REMOVE
from parchi.language.things import Part, Thing, is_mark
from parchi.language.tokens import BREAK

CHANGE, ASK = "change", "ask"
BEHIND = {"remove_after": REMOVE, "change_after": CHANGE, "ask_price": ASK, "ask_there": ASK}
"""Cues that follow what they are about, as in Hindi."""
BEFORE = {"remove_before": REMOVE, "change_before": CHANGE, "ask_price": ASK, "ask_there": ASK}


def cue_act(span: Span) -> str | None:
    """The act that a span asks for; None where it asks for none."""
    for sense in span.senses:
        act = BEHIND.get(sense.kind) or BEFORE.get(sense.kind)
        if act and not span.has("alternative"):
            return act
    return None


def nearest(parts: Sequence[Part], index: int, step: int) -> Thing | None:
    """The next thing on one side, in the same line."""
    at = index + step
    while 0 <= at < len(parts):
        part = parts[at]
        if isinstance(part, Thing):
            return part
        if isinstance(part, Span) and (part.kind == BREAK or cue_act(part) is not None or is_mark(part, "?;")):
            return None
        at += step
    return None
