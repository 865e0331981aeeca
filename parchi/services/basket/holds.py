"""Holds: packs that nobody else may be promised while one basket or order is being decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from fractions import Fraction
from math import ceil
from typing import TypeVar

from parchi.domain.basket import Basket, BasketLine
from parchi.domain.catalogue import Product
from parchi.domain.kirana import MILLI, Hold
from parchi.domain.order import Order, OrderLine
from parchi.domain.quantity import Quantity
from parchi.services.ports import UnitOfWork

Key = tuple[str, str]
"""(kirana, sku)"""
L = TypeVar("L", BasketLine, OrderLine)


def stock_amount(product: Product, *, packs: int | None, amount: float | None, unit: str | None) -> int:
    """What a line takes from the shelf, in thousandths of a pack, kg, piece or bunch."""
    if packs is not None:
        return packs * MILLI
    wanted, unit_wanted = Quantity(amount or 0, unit or "").base()
    size, unit_sold = product.pack_size.base()
    if unit_wanted != unit_sold:
        raise ValueError(f"{product.sku} is sold by {unit_sold}, not by {unit_wanted}")
    return ceil(Fraction(wanted).limit_denominator(MILLI) / Fraction(size) * MILLI)


def hold_basket(shop: UnitOfWork, basket: Basket) -> list[BasketLine]:
    """Keep everything of a slip for a while; if anything is short, change nothing and say which lines."""
    shop.flush()  # a new basket gets its number, by which it holds
    until = shop.clock.now() + timedelta(seconds=shop.terms.hold_seconds)
    lines = [line for line in basket.lines if line.sku is not None]
    return _hold(shop, basket.owner, basket.kirana or "", lines, until)


def hold_lines(
    shop: UnitOfWork, order: Order, *, kirana: str, lines: Sequence[OrderLine], until: datetime | None
) -> list[OrderLine]:
    """Hold these lines at this kirana instead of what the order held; if any is short, change nothing and say which."""
    return _hold(shop, order.owner, kirana, lines, until)


def move(shop: UnitOfWork, order: Order, kirana: str) -> list[OrderLine]:
    """Hold the order's lines at another kirana instead; if any is short, change nothing and say which."""
    return hold_lines(shop, order, kirana=kirana, lines=order.lines, until=None)


def needs_of(shop: UnitOfWork, order: Order) -> dict[str, int]:
    """What all lines of an order take from its kirana's shelf, in thousandths by sku."""
    return {sku: amount for (_, sku), amount in _needs(shop, order.kirana or "", order.lines).items()}


def release(shop: UnitOfWork, owner: str) -> None:
    """Give back whatever a basket ("basket:17") or an order ("order:1042") holds."""
    if shop.holds.has_any(owner):  # most have none, and need not wait for other writers to know it
        _exchange(shop, owner, Counter(), None)


def sell(shop: UnitOfWork, order: Order) -> None:
    """What the order held leaves the shelf."""
    held: Counter[Key] = Counter()
    for hold in shop.holds.of(order.owner):
        held[hold.kirana, hold.sku] += hold.amount
    shop.shelves.sell(held)
    shop.holds.replace(order.owner, [])


def put_back(shop: UnitOfWork, order: Order) -> None:
    """What the order had bought is on the shelf again; what was missing never was there."""
    if order.kirana is not None:
        bought = [line for line in order.lines if not line.is_missing]
        for (kirana, sku), amount in sorted(_needs(shop, order.kirana, bought).items()):
            shop.shelves.restock(kirana, sku, amount)


def release_ended(shop: UnitOfWork) -> int:
    """Give back what was held too long; of how many owners that was."""
    now = shop.clock.now()
    done = 0
    for owner in sorted({hold.owner for hold in shop.holds.ended(now)}):
        # Looked at again now that nobody else can change it: a slip may have been shown anew meanwhile.
        if all(hold.until is not None and hold.until <= now for hold in shop.holds.of(owner)):
            release(shop, owner)
            done += 1
    return done


def _hold(shop: UnitOfWork, owner: str, kirana: str, lines: Sequence[L], until: datetime | None) -> list[L]:
    short = _exchange(shop, owner, _needs(shop, kirana, lines), until)
    return [line for line in lines if (kirana, line.sku) in short]


def _needs(shop: UnitOfWork, kirana: str, lines: Sequence[BasketLine] | Sequence[OrderLine]) -> Counter[Key]:
    products = shop.catalogue.products(line.sku for line in lines if line.sku)
    needs: Counter[Key] = Counter()
    for line in lines:
        product = products[line.sku or ""]
        needs[kirana, product.sku] += stock_amount(product, packs=line.packs, amount=line.amount, unit=line.amount_unit)
    return needs


def _exchange(shop: UnitOfWork, owner: str, wanted: Counter[Key], until: datetime | None) -> set[Key]:
    """Make what `owner` holds be what is `wanted`; where anything is short, change nothing and return what was."""
    before = shop.holds.of(owner)
    if not before and not wanted:
        return set()
    changes = Counter(wanted)
    for hold in before:
        changes[hold.kirana, hold.sku] -= hold.amount
    short = shop.shelves.exchange({key: more for key, more in changes.items() if more})
    if not short:
        kept = [
            Hold(owner=owner, kirana=key[0], sku=key[1], amount=amount, until=until) for key, amount in wanted.items()
        ]
        shop.holds.replace(owner, kept)
    return short
