"""Quantities: what the amounts of a thing come to on its line, as the contract settles quantity against pack."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from parchi.language.amounts import Amount
from parchi.language.lexicon import Lexicon
from parchi.language.sharing import is_pack_counted


class Asked(NamedTuple):
    """What a line asks for of its thing; the fields of the contract's line of the same names."""

    pack: str | None = None
    quantity: int | float | None = None
    unit: str | None = None
    price: int | float | None = None


def asked_of(item: str | None, amounts: Sequence[Amount], lexicon: Lexicon) -> Asked:
    """What the amounts of a thing say, as the contract settles quantity against pack."""
    if not amounts:
        return Asked()
    amounts = _with_pieces_as_pack(amounts)
    whole = amounts[0]
    for amount in amounts[1:]:
        whole = whole.joined(amount)
    unit = _unit(item, whole, lexicon)
    is_counted = whole.count is not None or whole.is_pack or (unit is not None and whole.measure is not None)
    pack = quantity = None
    if whole.measure is not None and (is_counted or whole.measure_unit == "piece"):
        pack = f"{_rounded(whole.measure):g} {whole.measure_unit}"
        quantity = whole.count
    elif whole.measure is not None:
        quantity, unit = whole.measure, whole.measure_unit
    else:
        quantity = whole.count
    if quantity is None and unit is None:
        unit = whole.rate_unit
    return Asked(
        pack,
        None if quantity is None else _rounded(quantity),
        unit,
        None if whole.price is None else _rounded(whole.price),
    )


def _with_pieces_as_pack(amounts: Sequence[Amount]) -> list[Amount]:
    """`16 pcs 1 box`: the pieces are what is in the box; `12 pack - 1`: what is in the pack."""
    if len(amounts) == 2 and is_pack_counted(*amounts):
        size, count = amounts
        return [replace(size, count=None, measure=size.count, measure_unit="piece", is_pack=True), count]
    is_boxed = any(amount.unit not in (None, "piece", "dozen") and amount.count is not None for amount in amounts)
    return [
        replace(amount, count=None, unit=None, measure=amount.count, measure_unit="piece", is_pack=True)
        if is_boxed and amount.unit == "piece" and amount.measure is None
        else amount
        for amount in amounts
    ]


def _unit(item: str | None, amount: Amount, lexicon: Lexicon) -> str | None:
    for exception in lexicon.senses.unit_exceptions:
        if amount.unit_text in exception.words and (
            exception.item == item or (exception.measure and exception.measure == lexicon.measure(item))
        ):
            return exception.instead
    return amount.unit


def _rounded(value: float) -> int | float:
    """To four places; a whole number is one."""
    short = round(value, 4)
    return int(short) if short == int(short) else short
