"""A report of a shop: how the numbers of its own messages are meant: a price, lines of an order, an order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from parchi.language.amounts import Amount
from parchi.language.things import Part, Thing

_LONGEST_ORDER = 50
"""Higher numbers are of orders, not of their lines."""


def priced_at(thing: Thing) -> Thing:
    """What a shop sells at: a bare number is the price."""
    if any(amount.price is not None for amount in thing.amounts):
        return thing
    for index, amount in enumerate(thing.amounts):
        if amount.count is not None and (amount.unit is None or len(thing.amounts) == 1):
            thing.amounts[index] = replace(amount, count=None, price=amount.count)
            return thing
    if len(thing.amounts) == 1 and thing.amounts[0].measure_unit in ("kg", "l") and not thing.amounts[0].is_pack:
        # "chini 45 kilo" from a shop that says its price is 45 a kilo.
        rate = thing.amounts[0]
        thing.amounts[0] = replace(rate, measure=None, price=rate.measure, rate_unit=rate.measure_unit)
    return thing


def numbered(parts: Sequence[Part]) -> list[Thing]:
    """The lines of an order that bare numbers point at: "2 and 5 are missing"."""
    counts = [part for part in parts if isinstance(part, Amount) and part.facts == {"count"}]
    return [
        Thing(amount.first, amount.last, 0, 0, number=int(amount.count or 0), is_pointer=True, is_known=False)
        for amount in counts
        if 0 < (amount.count or 0) <= _LONGEST_ORDER
    ]


def without_order_number(thing: Thing) -> Thing:
    """The number of an order stands in a report, not an amount: "1042 mein se bhindi nahi hai"."""
    amounts = [
        amount
        for amount in thing.amounts
        if amount.facts not in ({"count"}, {"price"}) or (amount.count or amount.price or 0) < 100
    ]
    return thing.copy(amounts)
