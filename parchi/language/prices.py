"""A price: so many rupees, with the unit that they are for: "₹50", "60 rupaye kilo", "ginger worth 20"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from parchi.language.amounts import Amount
from parchi.language.neighbours import has, is_number, span_at
from parchi.language.numbers import Number, read_number
from parchi.language.spans import MEASURES, Span
from parchi.language.tokens import MARK, NUMBER
from parchi.language.units import UNCOUNTED, unit_at


def rupees_first(spans: Sequence[Span], begin: int) -> Amount | None:
    """`₹50`, `Rs. 20`."""
    unit = spans[begin].sense("unit")
    if unit is None or unit.unit != "rupee":
        return None
    at = begin + 1
    while (span := span_at(spans, at)) is not None and span.kind == MARK and span.text in (".", ":"):
        at += 1
    number = read_number(spans, at) if at < len(spans) else None
    if number is None or (at > begin + 1 and spans[at].kind != NUMBER):
        return None
    return priced(spans, begin, number)


def worth(spans: Sequence[Span], begin: int) -> Amount | None:
    """`ginger worth 20`: so much for so much money."""
    if not spans[begin].has("worth") or begin + 1 >= len(spans) or spans[begin + 1].kind != NUMBER:
        return None
    number = read_number(spans, begin + 1)
    return priced(spans, begin, number) if number and not unit_at(spans, number.end) else None


def priced(spans: Sequence[Span], begin: int, number: Number, end: int | None = None) -> Amount:
    """A price, with the unit it is for if one follows: "60 rupaye kilo", "45/kg"."""
    at = number.end if end is None else end
    amount = Amount(begin, at, price=number.value, is_each=number.is_each)
    following = span_at(spans, at)
    if following is not None and following.text == "/" and is_dash(spans, at + 1):
        return replace(amount, last=at + 2)
    skip = (
        at + 1 if following is not None and (following.has("per", "link", "article") or following.text == "/") else at
    )
    named = unit_at(spans, skip)
    if named and named[0].unit not in UNCOUNTED:
        is_rate = (
            named[0].unit in MEASURES or named[0].unit == "dozen" or (following is not None and following.has("per"))
        )
        if is_rate or (following is not None and following.text == "/"):
            return replace(amount, last=named[1], rate_unit=named[0].unit)
        if not is_number(span_at(spans, named[1])):
            return replace(amount, last=named[1], unit=named[0].unit, unit_text=spans[named[1] - 1].text)
    if has(following, "link", "wala", "worth", "of"):
        amount = replace(amount, last=at + 1)
        if has(span_at(spans, at + 1), "worth", "of"):
            amount = replace(amount, last=at + 2)
    return amount


def is_dash(spans: Sequence[Span], at: int) -> bool:
    span = span_at(spans, at)
    return span is not None and span.text in ("-", "=")
