"""Giving: `do` is two or "give", as its neighbours settle."""

from __future__ import annotations

from collections.abc import Sequence

from parchi.language.neighbours import has, is_edge, is_measure, is_number, is_thing, span_at, value_of
from parchi.language.spans import FUNCTION, UNKNOWN, Span
from parchi.language.tokens import MARK, NUMBER

GIVE = "filler"
_OF_A_THING = ("link", "wala", "size", "unit")
_TWO_AND_ONE = len("TATAT")
"""Two things with their amounts and a third one: fewer do not show in which order they are said."""


def number_or_give(spans: Sequence[Span], index: int) -> Span:
    """`do kilo`, `do bread` are two; `doodh do`, `de do`, `2 kilo do` ask to give."""
    before, after = span_at(spans, index - 1), span_at(spans, index + 1)
    number, give = spans[index].only("number"), spans[index].only(GIVE)
    if is_verb(before) and has(after, "unit") and has(span_at(spans, index + 2), "inside"):
        # "daal do bag mein" says how to pack.
        return give
    if _is_doubled(spans, index):
        return number
    if has(after, "unit", "times", "quarter", "wala", "ordinal") or has(before, "more", "less", "half_more"):
        return number
    if has(after, "still_only") and has(span_at(spans, index + 2), "unit"):
        # "do hi kilo"
        return number
    if is_number(before):
        # "ek do packet" was settled above; "bread ek do" asks to give one, "do teen" begins a range.
        return number if _goes_on(after) or is_thing(after) else give
    if has(before, "unit") and (_is_told_to_give(after) or (is_thing(after) and _closes_a_thing(spans, index))):
        return number
    if has(before, "unit") or is_verb(before):
        return give
    if is_number(after):
        return number if _goes_on(after) else give
    if is_thing(after) or (has(after, "size") and (not is_thing(before) or has(span_at(spans, index + 2), "wala"))):
        return number
    if has(after, "remove_after", "change_after"):
        return number
    if is_thing(before):
        return number if _is_told_to_give(after) or _counts_behind_things(spans, index) else give
    if after is not None and after.kind == UNKNOWN and (before is None or is_edge(before)):
        return number
    if has(before, "and") and not is_edge(after):
        return number
    if has(before, "wala") and is_measure(span_at(spans, index - 2)) and is_edge(after):
        # "ek kilo wale do"
        return number
    if has(before, "wala", "link") and _counts_behind_things(spans, index):
        return number
    return give


def _is_doubled(spans: Sequence[Span], index: int) -> bool:
    """`do-do kilo`: the same number twice and its unit."""
    again = span_at(spans, index + 1)
    return again is not None and again.text == spans[index].text and has(span_at(spans, index + 2), "unit")


def _closes_a_thing(spans: Sequence[Span], index: int) -> bool:
    """`horlicks ki ek botal do kurkure`: the unit before is of a thing that stands before it."""
    at = index - 2
    while at > 0 and (is_number(spans[at]) or spans[at].has("link", "size")):
        at -= 1
    return at >= 0 and is_thing(spans[at]) and is_number(spans[index - 2])


def _goes_on(span: Span | None) -> bool:
    """Whether a number word goes on counting from two: "do teen", "do dhai"."""
    value = value_of(span) if span is not None and span.kind != NUMBER else None
    return value is not None and value > 2


def is_verb(span: Span | None) -> bool:
    """A word that `do` completes to an order: bhej do, de do, likh do."""
    return span is not None and span.kind == FUNCTION and span.has("stem")


def _is_told_to_give(span: Span | None) -> bool:
    """`refil do dena`: the giving is said by the next word, so `do` is two."""
    return (
        span is not None
        and span.kind == FUNCTION
        and {sense.kind for sense in span.senses} == {GIVE}
        and len(span.text) > 2
    )


def _counts_behind_things(spans: Sequence[Span], index: int) -> bool:
    """Whether other things of the message have their number behind them: "doodh do, bread teen".

    At the very end one measured thing is too little: "aloo 1 kilo, doodh do" asks to give milk, but
    "aloo 1 kilo, bhindi aadha kilo, mooli do" and "maggi 5 packet aur bread do" count.
    """
    if not is_edge(span_at(spans, index + 1)):
        return False
    behind = [
        at
        for at, span in enumerate(spans)
        if at != index and is_number(span) and not span.has(GIVE) and _stands_behind(spans, at)
    ]
    is_last = all(span.kind == MARK for span in spans[index + 1 :])
    if _alternate(spans[:index]):
        return True
    return len(behind) > is_last or any(not is_measure(span_at(spans, at + 1)) for at in behind)


def _alternate(spans: Sequence[Span]) -> bool:
    """`karela pav kilo lauki ek mooli do`: without commas, each thing is followed by its amount."""
    order = ""
    for span in spans:
        sign = "T" if is_thing(span) else "A" if is_number(span) or span.has("quarter", "unit") else ""
        order += sign if sign != order[-1:] else ""
    return len(order) >= _TWO_AND_ONE and order[0] == order[-1] == "T"


def _stands_behind(spans: Sequence[Span], at: int) -> bool:
    """Whether a number closes what is said of the thing before it."""
    end = at + 2 if has(span_at(spans, at + 1), "unit") else at + 1
    begin = at - 1
    while begin > 0 and not is_thing(spans[begin]) and (is_number(spans[begin]) or has(spans[begin], *_OF_A_THING)):
        begin -= 1
    return begin >= 0 and is_thing(spans[begin]) and is_edge(span_at(spans, end))
