"""A count: a number with the words behind it that say of what: units, packs, multipliers, prices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from parchi.language.amounts import Amount
from parchi.language.neighbours import has, is_number, is_thing, span_at
from parchi.language.numbers import Number, read_number
from parchi.language.prices import is_dash, priced
from parchi.language.senses import Sense
from parchi.language.spans import MEASURES, Span
from parchi.language.tokens import MARK, NUMBER
from parchi.language.units import CONTAINERS, UNCOUNTED, unit_at

_LEAST_RATE = 10
"""`900 a dozen` is a rate; of smaller numbers nobody asks so little."""
_RATED = (*MEASURES, "dozen")
_PRICE_POINTS = (1.0, 2.0, 3.0)


def counted(spans: Sequence[Span], begin: int, number: Number) -> Amount:
    """The amount of a number: with its unit, as a price, as a pack."""
    following = span_at(spans, number.end)
    if following is None or (not following.kinds and following.kind not in (MARK, NUMBER)):
        return Amount(begin, number.end, count=number.value, is_each=number.is_each)
    named = unit_at(spans, number.end)
    if named and has(following, "ordinal_behind") and spans[number.end - 1].end != spans[number.end].start:
        named = None  # "30 nd 2 limca": no "30nd"
    if named is None and has(following, "still_only"):
        named = unit_at(spans, number.end + 1)  # "2 hi kilo"
    if named is None and following.kind == MARK and following.text == "-" and _is_joined(spans, number.end):
        named = unit_at(spans, number.end + 1)  # "50-gm"
    if named is not None:
        return _with_unit(spans, begin, number, *named)
    if is_number(following) and (packed := _of_packs(spans, begin, number)):
        return packed
    if following is not None and following.kind == MARK and following.text == "/" and is_dash(spans, number.end + 1):
        return priced(spans, begin, number, number.end + 2)
    if has(following, "times") and following is not None and not times_value(following):
        return _times_more(spans, begin, number)
    if following is not None and following.kind == MARK and following.text == "*":
        return _times_more(spans, begin, number)
    if has(following, "wala"):
        return _wala_number(spans, begin, number)
    if has(following, "link") and not spans[begin].has("article"):
        behind = span_at(spans, number.end + 1)
        container = behind.sense("unit") if behind is not None and not is_thing(behind) else None
        if container and container.unit in CONTAINERS and number.value > 2:
            text = spans[number.end + 1].text
            filled = Amount(begin, number.end + 2, unit=container.unit, unit_text=text)
            if container.unit == "tray" or _is_size_of_pack(number, container.unit):
                return replace(filled, measure=number.value, measure_unit="piece", is_pack=True)
            return replace(filled, price=number.value)
        if not has(behind, "unit", "instead_after") or is_thing(behind):
            return priced(spans, begin, number, number.end + 1)
    if has(following, "worth"):
        return priced(spans, begin, number, number.end + 1)
    if has(following, "article") and number.value >= _LEAST_RATE and (rate := unit_at(spans, number.end + 1)):
        is_rate = rate[0].unit in _RATED and spans[begin].kind == NUMBER
        if is_rate:
            return Amount(begin, rate[1], price=number.value, rate_unit=rate[0].unit)
    if has(following, "per") and (rate := unit_at(spans, number.end + 1)) and rate[0].unit not in UNCOUNTED:
        return Amount(begin, rate[1], price=number.value, rate_unit=rate[0].unit)
    return Amount(begin, number.end, count=number.value, is_each=number.is_each)


def _of_packs(spans: Sequence[Span], begin: int, number: Number) -> Amount | None:
    """`ek 500 ml wali botal`, `2 1 litre wale pouch`: so many of a size."""
    size = read_number(spans, number.end)
    named = unit_at(spans, size.end) if size else None
    if size is None or named is None or named[0].unit not in MEASURES or size.is_each:
        return None
    pack = with_wala(spans, Amount(begin, named[1], measure=size.value, measure_unit=named[0].unit))
    return replace(pack, count=number.value) if pack.is_pack and has(span_at(spans, named[1]), "wala") else None


def _with_unit(spans: Sequence[Span], begin: int, number: Number, sense: Sense, end: int) -> Amount:
    if sense.unit == "rupee":
        return priced(spans, begin, number, end)
    if sense.unit == "bare":
        return Amount(begin, end, count=number.value, is_each=number.is_each)
    if sense.unit in ("minute", "none"):
        minutes = number.value * sense.value if sense.unit == "minute" else None
        return Amount(begin, end, is_idle=True, minutes=minutes)
    if sense.unit in MEASURES:
        amount = Amount(begin, end, measure=number.value, measure_unit=sense.unit, is_each=number.is_each)
        return with_wala(spans, amount)
    box = unit_at(spans, end) if sense.unit == "piece" else None
    if box and box[0].unit in ("packet", "box") and number.value > 1:
        # "16 pc box"
        text = spans[box[1] - 1].text
        pieces = Amount(begin, box[1], measure=number.value, measure_unit="piece", is_pack=True)
        return replace(pieces, unit=box[0].unit, unit_text=text)
    text = spans[end - 1].text
    amount = Amount(begin, end, count=number.value, unit=sense.unit, unit_text=text, is_each=number.is_each)
    return _with_contents(spans, amount)


def with_wala(spans: Sequence[Span], amount: Amount) -> Amount:
    """`500 g wala`, `1 kg ka packet`, `10 kg bag`: the measure is a pack's size."""
    at = amount.last
    if has(span_at(spans, at), "wala"):
        named = unit_at(spans, at + 1)
        if named and named[0].unit in CONTAINERS:
            return replace(amount, last=named[1], is_pack=True, unit=named[0].unit, unit_text=spans[named[1] - 1].text)
        return replace(amount, last=at + 1, is_pack=True)
    skip = at + 1 if has(span_at(spans, at), "link", "size") else at
    named = unit_at(spans, skip)
    if named and named[0].unit in CONTAINERS:
        return replace(amount, last=named[1], is_pack=True, unit=named[0].unit, unit_text=spans[named[1] - 1].text)
    return amount


def _with_contents(spans: Sequence[Span], amount: Amount) -> Amount:
    """`2 packets of 500 g`, `packet (500 g)`: what is in each."""
    at = amount.last
    if has(span_at(spans, at), "of") and at + 1 < len(spans) and is_number(spans[at + 1]):
        number = read_number(spans, at + 1)
        named = unit_at(spans, number.end) if number else None
        if number and named and named[0].unit in MEASURES:
            return replace(amount, last=named[1], measure=number.value, measure_unit=named[0].unit, is_pack=True)
        if number and amount.unit == "packet" and not is_thing(span_at(spans, number.end)):
            return replace(amount, last=number.end, measure=number.value, measure_unit="piece", is_pack=True)
    return amount


def times_value(span: Span) -> float:
    sense = span.sense("times")
    return sense.value if sense else 0.0


def _is_joined(spans: Sequence[Span], at: int) -> bool:
    """Whether nothing stands between the mark and what is on its two sides."""
    after = span_at(spans, at + 1)
    return after is not None and spans[at - 1].end == spans[at].start and spans[at].end == after.start


def _times_more(spans: Sequence[Span], begin: int, number: Number) -> Amount:
    """`2 x 1 l`: two packs of a litre; `2 x maggi`, `2 baar`: two."""
    at = number.end + 1
    following = read_number(spans, at) if at < len(spans) and is_number(spans[at]) else None
    named = unit_at(spans, following.end) if following else None
    if following and named and named[0].unit in MEASURES:
        return Amount(
            begin, named[1], count=number.value, measure=following.value, measure_unit=named[0].unit, is_pack=True
        )
    return Amount(begin, at, count=number.value)


def _wala_number(spans: Sequence[Span], begin: int, number: Number) -> Amount:
    """`10 wala` is a price, `4 wala pack` a pack of four."""
    end = number.end + 1
    named = unit_at(spans, end)
    if named is None and _is_size_of_pack(number, "packet") and is_number(span_at(spans, end)):
        packs = read_number(spans, end)
        named = unit_at(spans, packs.end) if packs else None
        if packs and named and named[0].unit in ("packet", "box"):
            # "12 wala ek packet"
            size = Amount(begin, named[1], count=packs.value, measure=number.value, measure_unit="piece", is_pack=True)
            return replace(size, unit=named[0].unit, unit_text=spans[named[1] - 1].text)
    if named is None or named[0].unit not in CONTAINERS:
        return Amount(begin, end, price=number.value)
    text = spans[named[1] - 1].text
    if _is_size_of_pack(number, named[0].unit):
        return Amount(
            begin,
            named[1],
            measure=number.value,
            measure_unit="piece",
            is_pack=True,
            unit=named[0].unit,
            unit_text=text,
        )
    return Amount(begin, named[1], price=number.value, unit=named[0].unit, unit_text=text)


def _is_size_of_pack(number: Number, unit: str) -> bool:
    """Whether so many are in a pack; packs are priced at 5, 10, 20 rupees."""
    is_priced = number.value % 5 == 0 or number.value in _PRICE_POINTS
    return not is_priced and unit in ("packet", "box", "strip", "tray")
