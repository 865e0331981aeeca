"""The demo shop's shelves: what each kirana keeps, how much of it and at what price."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from random import Random

from parchi.workbench.demo_kiranas import DemoKirana
from parchi.workbench.demo_products import DemoProduct

SEED = "parchi-shelves-1"
PRODUCTS = {"small": (170, 260), "medium": (260, 420), "large": (420, 900)}
"""How many products a kirana of each size keeps, from and to."""
KEEPS_ITEM = {
    "small": {"a": 0.97, "b": 0.55, "c": 0.15, "d": 0.04},
    "medium": {"a": 0.99, "b": 0.85, "c": 0.45, "d": 0.12},
    "large": {"a": 1.0, "b": 0.97, "c": 0.85, "d": 0.45},
}
"""How likely a kirana of each size keeps an item of each tier."""
POPULARITY = {"a": 1.0, "b": 0.45, "c": 0.15, "d": 0.06}
"""How likely another product of an item of this tier takes the room that is left."""
BEST_SELLER_DECAY, RANGE_DECAY = 0.7, 0.9
STANDARD_COUNT = {"small": 200, "medium": 340, "large": 620}
FIXED_PRICE_PAISE = 2000
"""Packs of up to ₹20 are sold at the printed price: there is no change for less."""
MOST_BUT_DEAR_PAISE = 60_000


@dataclass(frozen=True)
class ShelfRow:
    """One row of shelves.csv."""

    kirana: str
    sku: str
    stock: int
    price_paise: int


def make_shelf(kirana: DemoKirana, products: list[DemoProduct]) -> Iterator[ShelfRow]:
    """The shelf of one kirana, the same at every call; products in the catalogue's order."""
    dice = Random(f"{SEED}-{kirana.kirana}")
    kept = _kept_products(kirana.size, products, dice)
    cheapness = dice.uniform(0.91, 1.0)
    for product in products:
        if product.sku in kept:
            price = _price(product, cheapness, dice)
            yield ShelfRow(kirana.kirana, product.sku, _stock(product, kirana.size, dice), price)


def standard_shelf(size: str, products: list[DemoProduct]) -> Iterator[tuple[str, int]]:
    """What a new kirana of this size starts from: the best sellers as (sku, stock)."""
    best = sorted(products, key=lambda p: (-POPULARITY[p.tier] * RANGE_DECAY**p.rank, p.sku))
    chosen = {product.sku for product in best[: STANDARD_COUNT[size]]}
    return ((product.sku, _usual_stock(product, size)) for product in products if product.sku in chosen)


def _kept_products(size: str, products: list[DemoProduct], dice: Random) -> set[str]:
    room = dice.randint(*PRODUCTS[size])
    kept: set[str] = set()
    for _, group in groupby(products, key=lambda product: product.item):
        choices = list(group)
        if dice.random() < KEEPS_ITEM[size][choices[0].tier]:
            weights = [BEST_SELLER_DECAY**product.rank for product in choices]
            kept.add(dice.choices(choices, weights=weights)[0].sku)
    rest = [product for product in products if product.sku not in kept]
    for product in _drawn(rest, room - len(kept), dice):
        kept.add(product.sku)
    return kept


def _drawn(products: list[DemoProduct], count: int, dice: Random) -> list[DemoProduct]:
    """A weighted draw without repetition: the largest of random ** (1 / weight) win (Efraimidis and Spirakis)."""
    keyed = [(dice.random() ** (1 / (POPULARITY[p.tier] * RANGE_DECAY**p.rank)), p) for p in products]
    keyed.sort(key=lambda pair: -pair[0])
    return [product for _, product in keyed[: max(count, 0)]]


def _price(product: DemoProduct, cheapness: float, dice: Random) -> int:
    if not product.is_loose and product.mrp_paise <= FIXED_PRICE_PAISE:
        return product.mrp_paise
    spread = dice.uniform(0.82, 1.0) if product.is_loose else dice.uniform(0.97, 1.03)
    rupees = round(product.mrp_paise * cheapness * spread / 100)
    return min(max(rupees, 1) * 100, product.mrp_paise)


def _stock(product: DemoProduct, size: str, dice: Random) -> int:
    if dice.random() < 0.02:
        return 0
    return max(1, round(_usual_stock(product, size) * dice.uniform(0.3, 1.7)))


def _usual_stock(product: DemoProduct, size: str) -> int:
    """Cheap things by the box, dear ones a few; larger shops keep more."""
    times = {"small": 1, "medium": 2, "large": 4}[size]
    if product.is_loose:
        usual = {"kg": 10, "piece": 30, "bunch": 10}[product.pack.split()[1]]
        return max(1, usual * times // (8 if product.mrp_paise > MOST_BUT_DEAR_PAISE else 1))
    if product.mrp_paise <= FIXED_PRICE_PAISE:
        return 20 * times
    return (3 if product.mrp_paise > MOST_BUT_DEAR_PAISE else 8) * times
