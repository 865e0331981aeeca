"""Neighbours: what the spans before and behind a word are, which settles what the word means."""

from __future__ import annotations

from collections.abc import Sequence

from parchi.language.lexicon import BRAND, ITEM, OUTSIDE
from parchi.language.spans import FUNCTION, MEASURES, Span
from parchi.language.tokens import BREAK, BULLET, LIST_NUMBER, MARK, NUMBER

COUNTING = frozenset({"number", "more", "less", "half_more", "times", "pair"})
THINGS = (ITEM, BRAND, OUTSIDE)
_EDGES = (BREAK, BULLET, LIST_NUMBER, MARK)


def span_at(spans: Sequence[Span], at: int) -> Span | None:
    """The span at a place; None outside the message."""
    return spans[at] if 0 <= at < len(spans) else None


def has(span: Span | None, *kinds: str) -> bool:
    """Whether there is a span with a sense of one of the kinds."""
    return span is not None and span.has(*kinds)


def is_number(span: Span | None) -> bool:
    """Whether the span says a number, in digits or words."""
    return span is not None and (span.kind == NUMBER or (span.kind == FUNCTION and not span.kinds.isdisjoint(COUNTING)))


def is_thing(span: Span | None) -> bool:
    """Whether the span names something."""
    return span is not None and span.kind in THINGS


def is_edge(span: Span | None) -> bool:
    """Whether what is said of a thing ends there: a mark, a line end, an "and", the end of the message."""
    return span is None or span.kind in _EDGES or span.has("and")


def is_measure(span: Span | None) -> bool:
    """Whether the span is a unit of weight or volume."""
    return span is not None and any(sense.kind == "unit" and sense.unit in MEASURES for sense in span.senses)


def value_of(span: Span | None) -> float | None:
    """The number that a span says, in digits or words."""
    if span is None:
        return None
    number = span.sense("number")
    return number.value if number else span.value
