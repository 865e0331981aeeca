"""The demo shop's shelves: what each kirana keeps, how much of it and at what price."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from heapq import nlargest
from itertools import groupby
from math import prod
from random import Random

from parchi.workbench.demo_kiranas import DemoKirana
from parchi.workbench.demo_products import DemoProduct

SEED = "parchi-shelves-1"
PRODUCTS = {"small": (200, 300), "medium": (290, 450), "large": (450, 900)}
"""How many products a kirana of each size keeps, from and to."""
KEEPS_ITEM = {
    "small": {"a": 0.97, "b": 0.4, "c": 0.1, "d": 0.04},
    "medium": {"a": 0.99, "b": 0.75, "c": 0.4, "d": 0.12},
    "large": {"a": 1.0, "b": 0.97, "c": 0.85, "d": 0.45},
}
"""How likely a kirana of each size keeps an item of each tier."""
POPULARITY = {"a": 1.0, "b": 0.45, "c": 0.15, "d": 0.06}
"""How likely another product of an item of this tier takes the room that is left."""
RANK_DECAY = (0.8, 0.8, 0.75)
"""By how much each next brand, product of the brand and pack of the product is less popular."""
BEST_SELLER_POWER = 6
"""How much more than popularity decides which product of an item a kirana keeps first."""
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


class Assortment:
    """All products that a shelf may hold, with their popularity reckoned once."""

    def __init__(self, products: list[DemoProduct]) -> None:
        self.products = products
        self.popularity = [popularity(product) for product in products]
        self.exponents = [1 / weight for weight in self.popularity]
        numbered = enumerate(products)
        self.items = [[n for n, _ in group] for _, group in groupby(numbered, key=lambda pair: pair[1].item)]
        self.first_choice = [weight**BEST_SELLER_POWER for weight in self.popularity]


def make_shelf(kirana: DemoKirana, assortment: Assortment) -> Iterator[ShelfRow]:
    """The shelf of one kirana, the same at every call; products in the catalogue's order."""
    dice = Random(f"{SEED}-{kirana.kirana}")
    kept = sorted(_kept(kirana.size, assortment, dice))
    cheapness = dice.uniform(0.91, 1.0)
    for product in (assortment.products[number] for number in kept):
        price = _price(product, cheapness, dice)
        yield ShelfRow(kirana.kirana, product.sku, _stock(product, kirana.size, dice), price)


def standard_shelf(size: str, products: list[DemoProduct]) -> Iterator[tuple[str, int]]:
    """What a new kirana of this size starts from: the best sellers as (sku, stock)."""
    best = sorted(products, key=lambda product: (-popularity(product), product.sku))
    chosen = {product.sku for product in best[: STANDARD_COUNT[size]]}
    return ((product.sku, _usual_stock(product, size)) for product in products if product.sku in chosen)


def popularity(product: DemoProduct) -> float:
    """How likely the product takes a free place on a shelf, compared with others; at most 1."""
    decayed = (decay**rank for decay, rank in zip(RANK_DECAY, product.ranks, strict=True))
    return POPULARITY[product.tier] * prod(decayed)


def _kept(size: str, assortment: Assortment, dice: Random) -> set[int]:
    """The numbers of the products kept: one of most items first, then what people like."""
    room = dice.randint(*PRODUCTS[size])
    kept: set[int] = set()
    for numbers in assortment.items:
        if dice.random() < KEEPS_ITEM[size][assortment.products[numbers[0]].tier]:
            weights = [assortment.first_choice[number] for number in numbers]
            kept.add(dice.choices(numbers, weights=weights)[0])
    return kept | set(_drawn(kept, room - len(kept), assortment, dice))


def _drawn(kept: set[int], count: int, assortment: Assortment, dice: Random) -> list[int]:
    """A weighted draw without repetition: the largest of random ** (1 / weight) win (Efraimidis and Spirakis)."""
    keyed = [(dice.random() ** exponent, n) for n, exponent in enumerate(assortment.exponents) if n not in kept]
    return [number for _, number in nlargest(count, keyed)]


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
