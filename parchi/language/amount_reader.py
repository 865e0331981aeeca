"""The amount that begins at a span of a message, with the words that belong to it."""

from __future__ import annotations

from collections.abc import Sequence

from parchi.language.amounts import Amount
from parchi.language.counts import counted, times_value, with_wala
from parchi.language.neighbours import COUNTING, has, is_number, is_thing, span_at
from parchi.language.numbers import Number, read_number
from parchi.language.prices import rupees_first, worth
from parchi.language.spans import MEASURES, Span
from parchi.language.tokens import BREAK, MARK, NUMBER
from parchi.language.units import UNCOUNTED, unit_at

_SIGNS = frozenset("*/")
_LEADING = frozenset({"number_of_place", "time_before", "unit", "times", "per", "worth"})
"""Senses of the words that say what the number behind them is."""
_OPENING = _LEADING | {*COUNTING, "article", "as_much", "quarter"}
"""Senses of the words that an amount may begin with."""


def read_amount(spans: Sequence[Span], begin: int) -> Amount | None:
    """The amount that begins at a span, with the words that belong to it."""
    span = spans[begin]
    if span.kind != NUMBER:
        if span.text not in _SIGNS and span.kinds.isdisjoint(_OPENING):
            return None
        if span.has("as_much"):
            return Amount(begin, begin + 1, is_as_before=True)
        if span.text in _SIGNS or not span.kinds.isdisjoint(_LEADING):
            for read in (_of_place, _pack_of, rupees_first, _multiplier, _per_unit, worth):
                amount = read(spans, begin)
                if amount:
                    return amount
    number = read_number(spans, begin) if is_number(span) or span.has("article", "pair") else None
    amount = _quarter(spans, begin, number)
    if amount:
        return amount
    if number:
        return counted(spans, begin, number)
    if span.has("unit") and not span.has("number"):
        return _unit_alone(spans, begin)
    return None


def _of_place(spans: Sequence[Span], begin: int) -> Amount | None:
    """`flat 1203`, `room no. 14`, `at 6`: numbers of places and hours are of nothing to buy."""
    number = span_at(spans, begin + 1)
    if number is not None and number.text in (".", ":", "-"):
        number = span_at(spans, begin + 2)
    if number is None or number.kind != NUMBER or not spans[begin].has("number_of_place", "time_before"):
        return None
    at = spans.index(number, begin)
    is_hour = spans[begin].has("time_before")
    behind = span_at(spans, at + 1)
    if is_hour and ((number.value or 0) > 12 or is_thing(behind) or has(behind, "unit", "of", "link")):
        return None
    if not is_hour and unit_at(spans, at + 1):
        return None
    return Amount(begin, at + 1, is_idle=True)


def _pack_of(spans: Sequence[Span], begin: int) -> Amount | None:
    """`pack of 4`, `packet of 6`: a pack with so many pieces."""
    if not (spans[begin].has("unit") and has(span_at(spans, begin + 1), "of") and begin + 2 < len(spans)):
        return None
    unit = spans[begin].sense("unit")
    number = read_number(spans, begin + 2)
    if unit is None or unit.unit not in ("packet", "box", "tray") or number is None or unit_at(spans, number.end):
        return None
    return Amount(begin, number.end, unit=unit.unit, measure=number.value, measure_unit="piece", is_pack=True)


def _quarter(spans: Sequence[Span], begin: int, number: Number | None) -> Amount | None:
    """`paav`, `paav bhar`, `paav kilo`, and the same after a number: `teen paav`."""
    at, value, is_each = begin, 1.0, False
    if not spans[begin].has("quarter"):
        if number is None or not is_number(spans[begin]) or not has(span_at(spans, number.end), "quarter"):
            return None
        at, value, is_each = number.end, number.value, number.is_each
    quarter = spans[at].sense("quarter")
    if quarter is None or is_thing(spans[at]):
        return None
    end, unit = at + 1, "kg"
    if has(span_at(spans, end), "quarter") and not is_thing(span_at(spans, end)):
        end, is_each = end + 1, True
    if (named := unit_at(spans, end)) and named[0].unit in ("kg", "l"):
        unit, end = named[0].unit, named[1]
    if has(span_at(spans, end), "bhar"):
        end += 1
    amount = Amount(begin, end, measure=value * quarter.value, measure_unit=unit, is_each=is_each)
    return with_wala(spans, amount)


def _multiplier(spans: Sequence[Span], begin: int) -> Amount | None:
    """`x 3`, `*2`: so many of the pack said."""
    span = spans[begin]
    is_sign = (span.kind == MARK and span.text == "*") or (span.has("times") and not times_value(span))
    if not is_sign or begin + 1 >= len(spans) or span.has("times_behind"):
        return None
    number = read_number(spans, begin + 1)
    if number is None:
        return None
    amount = counted(spans, begin, number)
    return amount if amount.measure is None else Amount(begin, number.end, count=number.value)


def _per_unit(spans: Sequence[Span], begin: int) -> Amount | None:
    """`per kg`, `/kg` behind a thing: the unit that is asked or said a price for."""
    if not (spans[begin].has("per") or spans[begin].text == "/"):
        return None
    named = unit_at(spans, begin + 1)
    return Amount(begin, named[1], rate_unit=named[0].unit) if named else None


def _unit_alone(spans: Sequence[Span], begin: int) -> Amount | None:
    """A unit without a number: "phenyl ki botal", "bada packet"."""
    sense = spans[begin].sense("unit")
    if sense is None or sense.unit in UNCOUNTED:
        return None
    if sense.unit in MEASURES:
        behind = span_at(spans, begin + 1)
        # "L size" is no litre: a short unit without a number stands at the end ("kitne ka kg?").
        if len(spans[begin].text) < 4 and behind is not None and behind.kind not in (MARK, BREAK):
            return None
        return Amount(begin, begin + 1, rate_unit=sense.unit)
    if has(span_at(spans, begin + 1), "inside"):
        # "alag thaili me dena" says how to pack, not how much.
        return None
    return Amount(begin, begin + 1, unit=sense.unit, unit_text=spans[begin].text)
