"""A wish as customers change it: said anew, added to, lessened, corrected."""

from __future__ import annotations

from dataclasses import replace

from parchi.domain.basket import BasketLine, Wish
from parchi.domain.portion import CONTAINERS
from parchi.domain.quantity import Quantity
from parchi.domain.reading import Line

COUNTS = (*CONTAINERS, "piece", "bunch", "")
"""Units that add up when packs are counted."""
MOST_DOZENS = 3
"""More than these, said alone after a dozen, are pieces: a household seldom wants four dozen of anything."""


def wish_of(line: Line) -> Wish:
    """What a line of a message asks for; an item that was matched badly is only a guess."""
    is_sure = line.item is not None and line.is_sure
    guesses = (line.item, *line.candidates) if line.item is not None else line.candidates
    return Wish(
        words=line.words,
        item=line.item if is_sure else None,
        brand=line.brand,
        pack=line.pack,
        quantity=line.quantity,
        unit=line.unit,
        price=line.price,
        note=line.note,
        candidates=() if is_sure else tuple(dict.fromkeys(guesses)),
        is_guess=line.item is not None and not is_sure,
    )


def with_more(line: BasketLine, more: Wish) -> Wish | None:
    """The line's wish with another added; None where both do not add up, so that two lines are needed."""
    old = line.wish
    if more.note and old.note and more.note != old.note:
        return None
    if old.pack and more.pack and old.pack != more.pack:
        return None
    note = old.note or more.note
    if line.problem == "quantity" and not _is_unsaid(more):  # nothing that a shop could give was said before
        return replace(old, quantity=more.quantity, unit=more.unit, price=more.price, pack=more.pack, note=note)
    if _is_money(old) or _is_money(more):
        if _is_money(old) and _is_money(more):
            return replace(old, price=(old.price or 0) + (more.price or 0), note=note)
        return None
    summed = _summed(line, more, 1)
    return None if summed is None else replace(summed, note=note, pack=old.pack or more.pack)


def with_less(line: BasketLine, less: Wish) -> Wish | None:
    """The line's wish with a part taken away; None where nothing is left, or no part was named."""
    if less.quantity is None:
        return None
    rest = _summed(line, less, -1)
    return None if rest is None or (rest.quantity or 0) <= 0 else rest


def corrected(old: Wish, said: Line) -> Wish:
    """The wish with what was said put in the place of what was asked before."""
    new = old
    if said.brand is not None and said.brand != old.brand:
        new = replace(new, brand=said.brand, words=said.words or old.words, sku=None)
    if said.pack is not None:
        new = replace(new, pack=said.pack, sku=None)
    if said.price is not None and said.quantity is None:
        new = replace(new, price=said.price, quantity=None, unit=said.unit)
    if said.quantity is not None:
        unit = said.unit or (None if old.price is not None else _unit_of_new_count(old.unit, said.quantity))
        new = replace(new, quantity=said.quantity, unit=unit, price=said.price)
        if said.unit is not None and said.pack is None:
            new = replace(new, pack=None)
    elif said.unit is not None and said.price is None:
        new = replace(new, unit=said.unit)
    return replace(new, note=said.note or new.note)


def _unit_of_new_count(unit: str | None, count: float) -> str | None:
    """The unit asked in before; whoever asked for a dozen and now says 10 means ten pieces."""
    return "piece" if unit == "dozen" and count > MOST_DOZENS else unit


def _is_unsaid(wish: Wish) -> bool:
    return wish.quantity is None and wish.unit is None and wish.price is None


def _is_money(wish: Wish) -> bool:
    return wish.price is not None and wish.quantity is None


def _summed(line: BasketLine, more: Wish, sign: int) -> Wish | None:
    old = line.wish
    one, two = _amount(old), _amount(more)
    if one.is_same_kind(two):
        if one.unit == two.unit:
            return replace(old, quantity=round(one.amount + sign * two.amount, 6), unit=old.unit or more.unit)
        amount, unit = one.base()[0] + sign * two.base()[0], one.base()[1]
        whole = {"g": "kg", "ml": "l"}.get(unit)
        if whole is not None and whole in (one.unit, two.unit):
            return replace(old, quantity=round(amount / 1000, 6), unit=whole)
        return replace(old, quantity=amount, unit=unit)
    if one.unit in COUNTS and two.unit in COUNTS:
        return replace(old, quantity=one.amount + sign * two.amount, unit=old.unit or more.unit)
    if line.packs is not None and line.sku is not None and two.unit in COUNTS:
        return replace(old, quantity=line.packs + sign * two.amount, unit="packet", sku=line.sku, pack=None)
    return None


def _amount(wish: Wish) -> Quantity:
    return Quantity(1 if wish.quantity is None else wish.quantity, wish.unit or "")
