"""An amount: how much of a thing a customer says, as count, measure, container and price."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import compress, product

from parchi.language.ambiguity import COUNTING, is_number, is_thing
from parchi.language.numbers import Number, read_number
from parchi.language.senses import Sense
from parchi.language.spans import MEASURES as MEASURES
from parchi.language.spans import Span
from parchi.language.tokens import BREAK, MARK, NUMBER

_SMALL = {"kg": "g", "l": "ml"}
CONTAINERS = (
    "packet", "bottle", "box", "bunch", "can", "pouch", "sack", "jar", "tin", "tray", "carton", "strip", "piece",
    "dozen",
)  # fmt: skip
_LEAST_RATE = 10
"""`900 a dozen` is a rate; of smaller numbers nobody asks so little."""
_PRICE_POINTS = (1.0, 2.0, 3.0)
_UNCOUNTED = ("rupee", "minute", "none", "bare")
_KINDS = ("count", "unit", "measure", "price")
_FACTS = {said: frozenset(compress(_KINDS, said)) for said in product((False, True), repeat=len(_KINDS))}
_SIGNS = frozenset("*/")
_OPENING = frozenset(
    {
        *COUNTING, "article", "as_much", "number_of_place", "per", "quarter", "worth", "time_before", "unit",
    }
)  # fmt: skip
"""Senses of the words that an amount may begin with."""


@dataclass(frozen=True)
class Amount:
    """What spans `first` to `last` (exclusive) say; whatever they do not say is None."""

    first: int
    last: int
    count: float | None = None
    unit: str | None = None
    """The container or other countable unit."""
    unit_text: str = ""
    measure: float | None = None
    measure_unit: str | None = None
    price: float | None = None
    rate_unit: str | None = None
    """The unit that the price is for."""
    is_pack: bool = False
    """Whether the measure (or the count, in pieces) is the size of a pack."""
    is_each: bool = False
    is_idle: bool = False
    """A number of something that is no thing to buy: minutes, people, floors."""
    minutes: float | None = None
    is_as_before: bool = False
    """As much as of the thing before: "pyaz bhi utna hi"."""

    @property
    def facts(self) -> frozenset[str]:
        """The kinds of fact it says."""
        is_counted = self.count is not None or self.is_as_before
        return _FACTS[is_counted, self.unit is not None, self.measure is not None, self.price is not None]

    def joined(self, other: Amount) -> Amount:
        """Both amounts as one: what this one leaves open is the other's."""
        pick = self if self.count is not None or other.count is None else other
        return replace(
            self,
            first=min(self.first, other.first),
            last=max(self.last, other.last),
            count=pick.count,
            unit=pick.unit or self.unit or other.unit,
            unit_text=pick.unit_text or self.unit_text or other.unit_text,
            measure=self.measure if self.measure is not None else other.measure,
            measure_unit=self.measure_unit or other.measure_unit,
            price=self.price if self.price is not None else other.price,
            rate_unit=self.rate_unit or other.rate_unit,
            is_pack=self.is_pack or other.is_pack,
            is_each=self.is_each or other.is_each,
        )


def read_amount(spans: Sequence[Span], begin: int) -> Amount | None:
    """The amount that begins at a span, with the words that belong to it."""
    span = spans[begin]
    if span.kind != NUMBER:
        if span.text not in _SIGNS and span.kinds.isdisjoint(_OPENING):
            return None
        if span.has("as_much"):
            return Amount(begin, begin + 1, is_as_before=True)
        for read in (_of_place, _pack_of, _rupees_first, _multiplier, _per_unit, _worth):
            amount = read(spans, begin)
            if amount:
                return amount
    number = read_number(spans, begin) if is_number(span) or span.has("article", "pair") else None
    amount = _quarter(spans, begin, number)
    if amount:
        return amount
    if number:
        return _counted(spans, begin, number)
    if span.has("unit") and not span.has("number"):
        return _unit_alone(spans, begin)
    return None


def _get(spans: Sequence[Span], at: int) -> Span | None:
    return spans[at] if 0 <= at < len(spans) else None


def _unit(spans: Sequence[Span], at: int) -> tuple[Sense, int] | None:
    """The unit at a span, or behind words of size: "ek chhota packet"."""
    while (span := _get(spans, at)) is not None and span.has("size") and not span.has("unit") and not is_thing(span):
        at += 1
    if span is None or is_thing(span):
        return None
    sense = span.sense("unit")
    return (sense, at + 1) if sense else None


def _has(span: Span | None, *kinds: str) -> bool:
    return span is not None and span.has(*kinds)


def _of_place(spans: Sequence[Span], begin: int) -> Amount | None:
    """`flat 1203`, `room no. 14`, `at 6`: numbers of places and hours are of nothing to buy."""
    number = _get(spans, begin + 1)
    if number is not None and number.text in (".", ":", "-"):
        number = _get(spans, begin + 2)
    if number is None or number.kind != NUMBER or not spans[begin].has("number_of_place", "time_before"):
        return None
    at = spans.index(number, begin)
    is_hour = spans[begin].has("time_before")
    behind = _get(spans, at + 1)
    if is_hour and ((number.value or 0) > 12 or is_thing(behind) or _has(behind, "unit", "of", "link")):
        return None
    if not is_hour and _unit(spans, at + 1):
        return None
    return Amount(begin, at + 1, is_idle=True)


def _pack_of(spans: Sequence[Span], begin: int) -> Amount | None:
    """`pack of 4`, `packet of 6`: a pack with so many pieces."""
    if not (spans[begin].has("unit") and _has(_get(spans, begin + 1), "of") and begin + 2 < len(spans)):
        return None
    unit = spans[begin].sense("unit")
    number = read_number(spans, begin + 2)
    if unit is None or unit.unit not in ("packet", "box", "tray") or number is None or _unit(spans, number.end):
        return None
    return Amount(begin, number.end, unit=unit.unit, measure=number.value, measure_unit="piece", is_pack=True)


def _rupees_first(spans: Sequence[Span], begin: int) -> Amount | None:
    """`₹50`, `Rs. 20`."""
    unit = spans[begin].sense("unit")
    if unit is None or unit.unit != "rupee":
        return None
    at = begin + 1
    while (span := _get(spans, at)) is not None and span.kind == MARK and span.text in (".", ":"):
        at += 1
    number = read_number(spans, at) if at < len(spans) else None
    if number is None or (at > begin + 1 and spans[at].kind != NUMBER):
        return None
    if (
        (slash := _get(spans, number.end)) is not None
        and slash.text == "/"
        and _has(_get(spans, number.end + 1), "unit")
    ):
        return _price(spans, begin, number)
    return _price(spans, begin, number)


def _quarter(spans: Sequence[Span], begin: int, number: Number | None) -> Amount | None:
    """`paav`, `paav bhar`, `paav kilo`, and the same after a number: `teen paav`."""
    at, value, is_each = begin, 1.0, False
    if not spans[begin].has("quarter"):
        if number is None or not is_number(spans[begin]) or not _has(_get(spans, number.end), "quarter"):
            return None
        at, value, is_each = number.end, number.value, number.is_each
    quarter = spans[at].sense("quarter")
    if quarter is None or is_thing(spans[at]):
        return None
    end, unit = at + 1, "kg"
    if _has(_get(spans, end), "quarter") and not is_thing(_get(spans, end)):
        end, is_each = end + 1, True
    if (named := _unit(spans, end)) and named[0].unit in ("kg", "l"):
        unit, end = named[0].unit, named[1]
    if _has(_get(spans, end), "bhar"):
        end += 1
    amount = Amount(begin, end, measure=value * quarter.value, measure_unit=unit, is_each=is_each)
    return _with_wala(spans, amount)


def _multiplier(spans: Sequence[Span], begin: int) -> Amount | None:
    """`x 3`, `*2`: so many of the pack said."""
    span = spans[begin]
    is_sign = (span.kind == MARK and span.text == "*") or (span.has("times") and not _times_value(span))
    if not is_sign or begin + 1 >= len(spans) or span.has("times_behind"):
        return None
    number = read_number(spans, begin + 1)
    if number is None:
        return None
    amount = _counted(spans, begin, number)
    return amount if amount.measure is None else Amount(begin, number.end, count=number.value)


def _times_value(span: Span) -> float:
    sense = span.sense("times")
    return sense.value if sense else 0.0


def _per_unit(spans: Sequence[Span], begin: int) -> Amount | None:
    """`per kg`, `/kg` behind a thing: the unit that is asked or said a price for."""
    if not (spans[begin].has("per") or spans[begin].text == "/"):
        return None
    named = _unit(spans, begin + 1)
    return Amount(begin, named[1], rate_unit=named[0].unit) if named else None


def _worth(spans: Sequence[Span], begin: int) -> Amount | None:
    """`ginger worth 20`: so much for so much money."""
    if not spans[begin].has("worth") or begin + 1 >= len(spans) or spans[begin + 1].kind != NUMBER:
        return None
    number = read_number(spans, begin + 1)
    return _price(spans, begin, number) if number and not _unit(spans, number.end) else None


def _counted(spans: Sequence[Span], begin: int, number: Number) -> Amount:
    """The amount of a number: with its unit, as a price, as a pack."""
    following = _get(spans, number.end)
    named = _unit(spans, number.end)
    if named is not None:
        return _with_unit(spans, begin, number, *named)
    if following is not None and following.kind == MARK and following.text == "/" and _is_dash(spans, number.end + 1):
        return _price(spans, begin, number, number.end + 2)
    if _has(following, "times") and following is not None and not _times_value(following):
        return _times_more(spans, begin, number)
    if following is not None and following.kind == MARK and following.text == "*":
        return _times_more(spans, begin, number)
    if _has(following, "wala"):
        return _wala_number(spans, begin, number)
    if _has(following, "link") and not spans[begin].has("article"):
        behind = _get(spans, number.end + 1)
        container = behind.sense("unit") if behind is not None and not is_thing(behind) else None
        if container and container.unit in CONTAINERS and number.value > 2:
            text = spans[number.end + 1].text
            filled = Amount(begin, number.end + 2, unit=container.unit, unit_text=text)
            if container.unit == "tray" or _is_size_of_pack(number, container.unit):
                return replace(filled, measure=number.value, measure_unit="piece", is_pack=True)
            return replace(filled, price=number.value)
        if not _has(behind, "unit", "instead_after") or is_thing(behind):
            return _price(spans, begin, number, number.end + 1)
    if _has(following, "worth"):
        return _price(spans, begin, number, number.end + 1)
    if _has(following, "article") and number.value >= _LEAST_RATE and (rate := _unit(spans, number.end + 1)):
        is_rate = rate[0].unit in (*MEASURES, "dozen") and spans[begin].kind == NUMBER
        if is_rate:
            return Amount(begin, rate[1], price=number.value, rate_unit=rate[0].unit)
    if _has(following, "per") and (rate := _unit(spans, number.end + 1)) and rate[0].unit not in _UNCOUNTED:
        return Amount(begin, rate[1], price=number.value, rate_unit=rate[0].unit)
    return Amount(begin, number.end, count=number.value, is_each=number.is_each)


def _is_dash(spans: Sequence[Span], at: int) -> bool:
    span = _get(spans, at)
    return span is not None and span.text in ("-", "=")


def _with_unit(spans: Sequence[Span], begin: int, number: Number, sense: Sense, end: int) -> Amount:
    if sense.unit == "rupee":
        return _price(spans, begin, number, end)
    if sense.unit == "bare":
        return Amount(begin, end, count=number.value, is_each=number.is_each)
    if sense.unit in ("minute", "none"):
        minutes = number.value * sense.value if sense.unit == "minute" else None
        return Amount(begin, end, is_idle=True, minutes=minutes)
    if sense.unit in MEASURES:
        amount = Amount(begin, end, measure=number.value, measure_unit=sense.unit, is_each=number.is_each)
        return _with_wala(spans, amount)
    text = spans[end - 1].text
    amount = Amount(begin, end, count=number.value, unit=sense.unit, unit_text=text, is_each=number.is_each)
    return _with_contents(spans, amount)


def _with_wala(spans: Sequence[Span], amount: Amount) -> Amount:
    """`500 g wala`, `1 kg ka packet`, `10 kg bag`: the measure is a pack's size."""
    at = amount.last
    if _has(_get(spans, at), "wala"):
        named = _unit(spans, at + 1)
        if named and named[0].unit in CONTAINERS:
            return replace(amount, last=named[1], is_pack=True, unit=named[0].unit, unit_text=spans[named[1] - 1].text)
        return replace(amount, last=at + 1, is_pack=True)
    skip = at + 1 if _has(_get(spans, at), "link", "size") else at
    named = _unit(spans, skip)
    if named and named[0].unit in CONTAINERS:
        return replace(amount, last=named[1], is_pack=True, unit=named[0].unit, unit_text=spans[named[1] - 1].text)
    return amount


def _with_contents(spans: Sequence[Span], amount: Amount) -> Amount:
    """`2 packets of 500 g`, `packet (500 g)`: what is in each."""
    at = amount.last
    if _has(_get(spans, at), "of") and at + 1 < len(spans) and is_number(spans[at + 1]):
        number = read_number(spans, at + 1)
        named = _unit(spans, number.end) if number else None
        if number and named and named[0].unit in MEASURES:
            return replace(amount, last=named[1], measure=number.value, measure_unit=named[0].unit, is_pack=True)
        if number and amount.unit == "packet" and not is_thing(_get(spans, number.end)):
            return replace(amount, last=number.end, measure=number.value, measure_unit="piece", is_pack=True)
    return amount


def _times_more(spans: Sequence[Span], begin: int, number: Number) -> Amount:
    """`2 x 1 l`: two packs of a litre; `2 x maggi`, `2 baar`: two."""
    at = number.end + 1
    following = read_number(spans, at) if at < len(spans) and is_number(spans[at]) else None
    named = _unit(spans, following.end) if following else None
    if following and named and named[0].unit in MEASURES:
        return Amount(
            begin, named[1], count=number.value, measure=following.value, measure_unit=named[0].unit, is_pack=True
        )
    return Amount(begin, at, count=number.value)


def _wala_number(spans: Sequence[Span], begin: int, number: Number) -> Amount:
    """`10 wala` is a price, `4 wala pack` a pack of four."""
    end = number.end + 1
    named = _unit(spans, end)
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


def _price(spans: Sequence[Span], begin: int, number: Number, end: int | None = None) -> Amount:
    """A price, with the unit it is for if one follows: "60 rupaye kilo", "45/kg"."""
    at = number.end if end is None else end
    amount = Amount(begin, at, price=number.value, is_each=number.is_each)
    following = _get(spans, at)
    if following is not None and following.text == "/" and _is_dash(spans, at + 1):
        return replace(amount, last=at + 2)
    skip = (
        at + 1 if following is not None and (following.has("per", "link", "article") or following.text == "/") else at
    )
    named = _unit(spans, skip)
    if named and named[0].unit not in _UNCOUNTED:
        is_rate = (
            named[0].unit in MEASURES or named[0].unit == "dozen" or (following is not None and following.has("per"))
        )
        if is_rate or (following is not None and following.text == "/"):
            return replace(amount, last=named[1], rate_unit=named[0].unit)
        if not is_number(_get(spans, named[1])):
            return replace(amount, last=named[1], unit=named[0].unit, unit_text=spans[named[1] - 1].text)
    if _has(following, "link", "wala", "worth", "of"):
        amount = replace(amount, last=at + 1)
        if _has(_get(spans, at + 1), "worth", "of"):
            amount = replace(amount, last=at + 2)
    return amount


def _unit_alone(spans: Sequence[Span], begin: int) -> Amount | None:
    """A unit without a number: "phenyl ki botal", "bada packet"."""
    sense = spans[begin].sense("unit")
    if sense is None or sense.unit in _UNCOUNTED:
        return None
    if sense.unit in MEASURES:
        behind = _get(spans, begin + 1)
        # "L size" is no litre: a short unit without a number stands at the end ("kitne ka kg?").
        if len(spans[begin].text) < 4 and behind is not None and behind.kind not in (MARK, BREAK):
            return None
        return Amount(begin, begin + 1, rate_unit=sense.unit)
    if _has(_get(spans, begin + 1), "inside"):
        # "alag thaili me dena" says how to pack, not how much.
        return None
    return Amount(begin, begin + 1, unit=sense.unit, unit_text=spans[begin].text)
