"""Substitutes: what a shop has in place of things that it lacks, as another brand or as smaller packs."""

from __future__ import annotations

from collections.abc import Sequence

from parchi.domain.catalogue import Product
from parchi.domain.kirana import Kirana
from parchi.domain.order import Order, OrderLine
from parchi.services.basket.priced import Option, Priced
from parchi.services.basket.pricing import price_at
from parchi.services.orders.proposals import line_of, pinned
from parchi.services.ports import UnitOfWork

REPLACE, SMALLER = "replace", "smaller"
"""Another brand or kind of the same thing; the very thing in smaller packs."""
Pair = tuple[OrderLine, OrderLine]
"""The missing line, and the line in its place."""


def substitutes(shop: UnitOfWork, order: Order, kirana: Kirana, kind: str) -> list[Pair]:
    """For each missing line of which the shop has the same thing otherwise: that, of this kind where there is one.

    Empty where no line has one of this kind.
    """
    customer = shop.customers.meet(order.customer)
    priced = price_at(shop, kirana, [pinned(line) for line in order.missing], customer)
    old = shop.catalogue.products(line.sku for line in order.missing)
    found = [
        (line, _best(line, old.get(line.sku), price, kind)) for line, price in zip(order.missing, priced, strict=True)
    ]
    if not any(option and _kind_of(old.get(line.sku), option.product) == kind for line, option in found):
        return []
    return [(line, line_of(line.position, line.wish, option)) for line, option in found if option is not None]


def _best(line: OrderLine, old: Product | None, priced: Priced, kind: str) -> Option | None:
    """Of this kind first, then what costs most nearly the same."""
    priceable = [option for option in priced.options if option.price is not None]
    return min(priceable, key=lambda option: _distance(line, old, option, kind), default=None)


def _distance(line: OrderLine, old: Product | None, option: Option, kind: str) -> tuple[bool, int]:
    assert option.price is not None
    return _kind_of(old, option.product) != kind, abs(option.price.paise - line.price.paise)


def _kind_of(old: Product | None, new: Product) -> str:
    is_same = old is not None and (new.brand, new.name) == (old.brand, old.name)
    if old is None or not is_same or not new.pack_size.is_same_kind(old.pack_size):
        return REPLACE
    return SMALLER if new.pack_size.base()[0] < old.pack_size.base()[0] else REPLACE


def instead(pairs: Sequence[Pair]) -> list[OrderLine]:
    """The new lines alone."""
    return [new for _, new in pairs]
