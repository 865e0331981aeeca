"""Settling: a basket gets its kirana, its products and its prices, as far as they can be known."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime

from parchi.domain.basket import Basket, BasketLine, Wish
from parchi.domain.customer import Customer
from parchi.domain.kirana import Kirana
from parchi.domain.place import Place
from parchi.domain.portion import is_too_little, is_too_much
from parchi.domain.quantity import Quantity
from parchi.services.basket import holds
from parchi.services.basket.priced import Priced
from parchi.services.basket.pricing import Kept, Match, nearest_filling
from parchi.services.ports import UnitOfWork
from parchi.services.product_names import is_called


@dataclass
class Settled:
    """What came of it: a `match`, or `obstacle`: place, far, shut or busy."""

    match: Match | None = None
    obstacle: str | None = None
    ran_short: list[BasketLine] = field(default_factory=list)
    """Lines that had a product before and have not now, though nobody changed them."""

    has_moved: bool = False
    """Whether another kirana than before has the basket now."""

    @property
    def inexact(self) -> frozenset[int]:
        """Positions of lines that are met only nearly."""
        found = enumerate(self.match.lines if self.match else (), start=1)
        return frozenset(position for position, priced in found if priced.sku and not priced.is_exact)

    @property
    def replaceable(self) -> frozenset[int]:
        """Positions of lines that the kirana lacks just so, and has otherwise."""
        found = enumerate(self.match.lines if self.match else (), start=1)
        return frozenset(position for position, priced in found if priced.is_replaceable)

    def priced(self, line: BasketLine) -> Priced | None:
        """What a line of the basket is at the kirana."""
        return self.match.lines[line.position - 1] if self.match else None


def settle(shop: UnitOfWork, customer: Customer, basket: Basket) -> Settled:
    """Choose the kirana for the whole basket anew and price it there."""
    holds.release(shop, basket.owner)
    for line in basket.lines:
        if line.wish.item is None:
            line.wish = with_item(shop, customer, line.wish)
    settled = _matched(shop, customer, basket)
    before = {line.position: line.sku for line in basket.lines}
    kirana, basket.kirana = basket.kirana, settled.match.kirana.kirana if settled.match else None
    settled.has_moved = None not in (kirana, basket.kirana) and kirana != basket.kirana
    for line in basket.lines:
        _write(line, settled.priced(line) or _unpriced(line.wish, settled.obstacle))
    lost = [line for line in basket.lines if before[line.position] and line.problem == "out_of_stock"]
    settled.ran_short = [] if settled.has_moved else lost
    return settled


def _matched(shop: UnitOfWork, customer: Customer, basket: Basket) -> Settled:
    if customer.place is None:
        return Settled(obstacle="place")
    match = nearest_filling(
        shop,
        customer.place,
        [line.wish for line in basket.lines],
        customer,
        kept=[_kept(line) for line in basket.lines],
        present=basket.kirana,
    )
    if match is not None:
        return Settled(match)
    near = shop.kiranas.near(customer.place, shop.terms.reach_km)
    now = shop.clock.now()
    if not near:
        return Settled(obstacle="far")
    return Settled(obstacle="busy" if any(kirana.is_open(now) for _, kirana in near) else "shut")


def _kept(line: BasketLine) -> Kept | None:
    return Kept(line.sku, is_fixed=line.price is not None) if line.sku else None


def opens_next(shop: UnitOfWork, place: Place) -> tuple[datetime, Kirana] | None:
    """When the first of the kiranas in reach opens, and which; the nearest of several."""
    now = shop.clock.now()
    opening = [
        (opens, distance, kirana)
        for distance, kirana in shop.kiranas.near(place, shop.terms.reach_km)
        if kirana.is_confirmed and (opens := kirana.opens_at(now)) is not None
    ]
    if not opening:
        return None
    opens, _, kirana = min(opening, key=lambda found: found[:2])
    return opens, kirana


def with_item(shop: UnitOfWork, customer: Customer, wish: Wish) -> Wish:
    """A wish whose words fit several items, with the one that the customer buys, or that the brand makes."""
    candidates = [item.item for item in shop.catalogue.named(wish.candidates)]
    candidates.sort(key=wish.candidates.index)
    if wish.brand is not None:
        made = _made_by(shop, wish)
        candidates = [item for item in candidates if item in made] or candidates or made
    if candidates and not wish.is_guess:
        is_guess = wish.brand is None and not is_called(wish.words, shop.catalogue.words_of(candidates))
        wish = replace(wish, is_guess=is_guess)
        usual = shop.orders.usual_skus(customer.number, candidates)
        bought = [item for item in candidates if item in usual]
        candidates = bought if len(bought) == 1 else candidates
    if len(candidates) == 1 and not wish.is_guess:
        return replace(wish, item=candidates[0], candidates=())
    return replace(wish, candidates=tuple(candidates))


def _made_by(shop: UnitOfWork, wish: Wish) -> list[str]:
    """What a brand makes, in the kind of unit that was asked for."""
    products = shop.catalogue.products_of_brand(wish.brand or "")
    size = wish.pack or (wish.unit if wish.unit in ("g", "kg", "ml", "l") else None)
    if size is not None:
        asked = Quantity.parse(size if " " in size else f"1 {size}")
        of_kind = [product for product in products if product.pack_size.is_same_kind(asked)]
        products = of_kind or products
    return list(dict.fromkeys(product.item for product in products))


def _unpriced(wish: Wish, obstacle: str | None) -> Priced:
    """What can be said of a wish without a shelf."""
    if wish.item is None:
        return Priced(wish, problem="which_item" if wish.candidates else "unknown_item")
    if is_too_little(wish) or is_too_much(wish):
        return Priced(wish, problem="quantity", reason="too_little" if is_too_little(wish) else "too_much")
    return Priced(wish, problem="place" if obstacle == "place" else "no_kirana")


def _write(line: BasketLine, priced: Priced) -> None:
    line.sku, line.problem = priced.sku, priced.problem
    line.packs, line.amount, line.amount_unit = priced.packs, priced.amount, priced.amount_unit
    line.pack_price, line.price = priced.pack_price, priced.price
