"""A proposal: what an order would be at another kirana, beside what its customer agreed to."""

from __future__ import annotations

from dataclasses import dataclass, replace

from parchi.domain.basket import Wish
from parchi.domain.kirana import Kirana
from parchi.domain.money import Money
from parchi.domain.order import Order, OrderLine
from parchi.services.basket.priced import Option, Priced
from parchi.services.basket.pricing import nearest_filling, price_at
from parchi.services.ports import UnitOfWork

FURTHER_KM = 1.0
"""How much further than agreed a kirana may be without the customer being asked (contract/running.md)."""


@dataclass(frozen=True)
class Proposal:
    """The lines that this kirana has, which of the order's lines it lacks, and which it has otherwise."""

    kirana: Kirana
    distance: float
    lines: list[OrderLine]
    missing: list[OrderLine]
    replaced: list[tuple[OrderLine, OrderLine]]

    @property
    def total(self) -> Money:
        """What it would cost there."""
        return sum((line.price for line in self.lines), Money(0))

    def is_as_agreed(self, order: Order) -> bool:
        """Whether it may be asked without asking the customer: every line kept, not dearer, at most 1 km further."""
        is_same = not self.missing and not self.replaced
        return is_same and self.total <= order.total and self.distance <= order.agreed_km + FURTHER_KM


def next_proposal(shop: UnitOfWork, order: Order, *, passed_over: frozenset[str]) -> Proposal | None:
    """The nearest open kirana, not asked yet, that has the very products; else the most of what was wished."""
    place, customer = order.place, shop.customers.get(order.customer)
    if place is None or customer is None or not order.lines:
        return None
    excluded = passed_over | frozenset(order.asked_kiranas)
    match = nearest_filling(shop, place, [pinned(line) for line in order.lines], customer, excluded=excluded)
    if match is None:
        return None
    proposal = _proposal(order, match.kirana, match.distance, match.lines)
    return proposal if proposal.lines else None


def proposal_at(shop: UnitOfWork, order: Order, kirana: Kirana, distance: float) -> Proposal:
    """The order priced anew at this kirana."""
    customer = shop.customers.meet(order.customer)
    priced = price_at(shop, kirana, [pinned(line) for line in order.lines], customer)
    return _proposal(order, kirana, distance, priced)


def pinned(line: OrderLine) -> Wish:
    """The wish for just this product."""
    return replace(line.wish, item=line.item, sku=line.sku)


def substitute(line: OrderLine, priced: Priced) -> Option | None:
    """Of the same thing in other packs or brands, what costs most nearly the same."""
    priceable = [option for option in priced.options if option.price is not None]
    return min(priceable, key=lambda option: abs(option.price.paise - line.price.paise), default=None)  # type: ignore[union-attr]


def line_of(position: int, wish: Wish, option: Option) -> OrderLine:
    """A line of an order with this product."""
    product, portion = option.product, option.portion
    assert portion is not None
    return OrderLine(
        position=position,
        wish=wish,
        item=product.item,
        sku=product.sku,
        name=product.name,
        pack=product.pack,
        packs=portion.packs,
        amount=portion.amount,
        amount_unit=portion.unit,
        pack_price=option.entry.price,
        price=portion.price(option.entry.price),
    )


def order_line(position: int, priced: Priced) -> OrderLine | None:
    """A priced wish as a line of an order; None where it is not settled which product it is."""
    product = priced.product
    if product is None or priced.price is None or priced.pack_price is None:
        return None
    return OrderLine(
        position=position,
        wish=priced.wish,
        item=product.item,
        sku=product.sku,
        name=product.name,
        pack=product.pack,
        packs=priced.packs,
        amount=priced.amount,
        amount_unit=priced.amount_unit,
        pack_price=priced.pack_price,
        price=priced.price,
    )


def _proposal(order: Order, kirana: Kirana, distance: float, priced: list[Priced]) -> Proposal:
    proposal = Proposal(kirana, distance, [], [], [])
    for old, found in zip(order.lines, priced, strict=True):
        position = len(proposal.lines) + 1
        other = substitute(old, found)
        new = order_line(position, found) or (line_of(position, old.wish, other) if other else None)
        if new is None:
            proposal.missing.append(old)
            continue
        new.wish = old.wish
        proposal.lines.append(new)
        if not _is_same(old, new):
            proposal.replaced.append((old, new))
    return proposal


def _is_same(old: OrderLine, new: OrderLine) -> bool:
    if old.wish.price is not None and old.wish.quantity is None:  # "20 rupaye ka": the money was asked for
        return (old.sku, old.price) == (new.sku, new.price)
    return (old.sku, old.packs, old.amount, old.amount_unit) == (new.sku, new.packs, new.amount, new.amount_unit)
