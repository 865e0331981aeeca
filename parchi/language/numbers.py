"""A number as people say it: digits, fractions, words of three writings, ranges and doubled numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from parchi.language.neighbours import COUNTING
from parchi.language.spans import Span
from parchi.language.tokens import MARK, NUMBER

_COUNTING = COUNTING | {"article"}
_WIDEST_STEP = 3.0
"""A range of spoken numbers is of neighbours: "do teen", "paanch saat"; farther ones are two numbers."""
_ROUND_STEPS = (5.0, 10.0, 50.0, 100.0)


class Number(NamedTuple):
    """A value read from the spans up to `end`; doubled ("ek ek", "50-50") means that much of each."""

    value: float
    end: int
    is_each: bool = False
    is_plain: bool = True
    """Whether it is a count that may stand in a range."""


def read_number(spans: Sequence[Span], begin: int) -> Number | None:
    """The number that begins at a span; a range gives the larger one."""
    first = _one(spans, begin)
    if first is None:
        return None
    return _doubled_or_range(spans, begin, first) or first


def _one(spans: Sequence[Span], at: int) -> Number | None:
    """One number without range or doubling."""
    if at >= len(spans):
        return None
    span = spans[at]
    if span.kind == NUMBER:
        return _digits(spans, at)
    if span.kinds.isdisjoint(_COUNTING):
        return None
    if span.has("more", "less", "half_more"):
        return _shifted(spans, at)
    sense = span.sense("number") or span.sense("pair") or span.sense("article")
    if sense is not None:
        return _with_hundreds(spans, at + 1, sense.value, is_plain=not span.has("article", "pair"))
    sense = span.sense("times")
    if sense and sense.value:
        return _with_hundreds(spans, at, 1.0, is_plain=True)
    return None


def _digits(spans: Sequence[Span], at: int) -> Number:
    value, end = spans[at].value or 0.0, at + 1
    if end < len(spans) and spans[end].kind == NUMBER:
        part = spans[end].value or 0.0
        if value == int(value) and 0 < part < 1 and "/" in spans[end].text:
            return Number(value + part, end + 1)
    return _with_hundreds(spans, end, value, is_plain=True)


def _shifted(spans: Sequence[Span], at: int) -> Number | None:
    """sava, paune and sadhe move the number that follows; sava and paune also stand alone."""
    span, following = spans[at], spans[at + 1] if at + 1 < len(spans) else None
    shift, base, end = 0.0, 1.0, at + 1
    value = None if following is None else _plain(following)
    if value is not None and (value >= 1 or not span.has("less")):  # "paune 0" is no quantity below nothing
        base, end = value, at + 2
    elif span.has("half_more"):
        return None
    for kind, sign in (("more", 1), ("less", -1), ("half_more", 1)):
        sense = span.sense(kind)
        shift += sign * sense.value if sense else 0.0
    return _with_hundreds(spans, end, base + shift, is_plain=True)


def _plain(span: Span) -> float | None:
    """What one span alone counts; None where it is no number."""
    if span.kind == NUMBER:
        return span.value or 0.0
    number = span.sense("number")
    return number.value if number else None


def _with_hundreds(spans: Sequence[Span], at: int, value: float, *, is_plain: bool) -> Number:
    """The value times the sau, hazaar that follow, with what is added behind them: "ek sau pachas", "twenty five"."""
    total = 0.0
    end = at
    while end < len(spans):
        span = spans[end]
        if not span.senses:
            break
        times = span.sense("times")
        if times and times.value:
            value, end = value * times.value, end + 1
            if end + 1 < len(spans) and spans[end].has("and") and _goes_on(spans, end, value):
                end += 1
            if end < len(spans) and _adds(spans[end], value):
                total, (value, end) = total + value, (_adds(spans[end], value), end + 1)
                continue
            break
        if end > 0 and spans[end - 1].has("tens"):
            unit = span.sense("number")
            if unit and 1 <= unit.value <= 9 and unit.value == int(unit.value) and not span.has("filler"):
                value, end = value + unit.value, end + 1
                continue
        break
    return Number(total + value, end, is_plain=is_plain)


def _goes_on(spans: Sequence[Span], at: int, above: float) -> bool:
    """`two hundred and fifty grams`: where a thing follows at once, "and" begins another line."""
    behind = spans[at + 2] if at + 2 < len(spans) else None
    is_of_one = behind is None or behind.has("unit", "tens", "number")
    return bool(_adds(spans[at + 1], above)) and is_of_one


def _adds(span: Span, above: float) -> float:
    """What a number word adds to the hundreds before it; 0 where it does not."""
    number = span.sense("number")
    if span.kind == NUMBER or number is None or number.value >= above or number.value < 1 or span.has("unit"):
        return 0.0
    return number.value if number.value == int(number.value) else 0.0


def _doubled_or_range(spans: Sequence[Span], begin: int, first: Number) -> Number | None:
    at, is_joined = first.end, False
    if at < len(spans) and _joins(spans, at):
        at, is_joined = at + 1, True
    second = _one(spans, at)
    if second is None or not (first.is_plain and second.is_plain):
        return None
    in_words = all(spans[i].kind != NUMBER for i in (begin, at))
    is_doubled = second.value == first.value and second.value < 1000
    in_digits = all(spans[i].kind == NUMBER for i in (begin, at))
    if is_doubled and (in_words or is_joined or (in_digits and _is_of_all(spans, begin, second.end))):
        return Number(first.value, second.end, is_each=True)
    if not is_joined and not in_words:
        return None
    if second.value <= first.value or (is_joined and second.value > 4 * first.value):
        return None
    step = second.value - first.value
    if is_joined or step < _WIDEST_STEP or step in _ROUND_STEPS:
        return Number(second.value, second.end)
    return None


def _is_of_all(spans: Sequence[Span], begin: int, end: int) -> bool:
    """`sab 1 1`, `2 2 packet`, `10 10 ka`: digits twice with a unit or ka behind, or a word for all before."""
    is_unit = end < len(spans) and spans[end].has("unit", "link")
    return is_unit or (begin > 0 and spans[begin - 1].has("all", "both", "three", "each"))


def _joins(spans: Sequence[Span], at: int) -> bool:
    """A hyphen that touches both numbers, or a word of range between them."""
    span = spans[at]
    if span.kind == MARK:
        touches = spans[at - 1].end == span.start and at + 1 < len(spans) and spans[at + 1].start == span.end
        return span.text in ("-", "~") and touches
    return span.has("range", "alternative")
