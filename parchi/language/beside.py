"""Words that their neighbours settle: dhaniya beside masalas is powder, beside vegetables leaves."""

from __future__ import annotations

from collections.abc import Sequence

from parchi.language.lexicon import Lexicon
from parchi.language.things import Thing

_FRESH_UNITS = ("bunch",)


def settle_beside(things: Sequence[Thing], lexicon: Lexicon) -> None:
    """Choose the item of such words by the categories of the things next to them."""
    for index, thing in enumerate(things):
        rule = lexicon.senses.beside.get(thing.text)
        if rule is None:
            continue
        neighbours = [
            lexicon.category(other.item) for other in things[max(0, index - 2) : index + 3] if other is not thing
        ]
        is_fresh = any(amount.unit in _FRESH_UNITS or amount.price is not None for amount in thing.amounts)
        is_measured = thing.brand is not None or any(
            amount.measure is not None or amount.unit in ("packet", "box") for amount in thing.amounts
        )
        close = neighbours.count(rule.category)
        others = len([category for category in neighbours if category in ("vegetables", "fruits")])
        thing.item = rule.instead if is_measured and not is_fresh and close > others else rule.item
        thing.candidates = ()
        thing.is_sure = True
