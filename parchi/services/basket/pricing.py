"""Pricing: what a list is at a kirana, and which kirana is the nearest that fills it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from heapq import heappop, heappush
from itertools import islice

from parchi.domain.basket import Wish
from parchi.domain.catalogue import Product
from parchi.domain.customer import Customer
from parchi.domain.kirana import Kirana, ShelfEntry
from parchi.domain.place import Place
from parchi.domain.portion import Portion
from parchi.services.basket.priced import Priced, Shelf, needed, price_wish
from parchi.services.notices import is_reachable
from parchi.services.ports import UnitOfWork
from parchi.services.product_names import generic_keys, is_of_brand

__all__ = ["Match", "Priced", "able_kiranas", "nearest_filling", "price_at", "price_wish"]
Worth = tuple[int, int]
"""How many wishes a kirana has or has otherwise, and how many it has as they are."""
FIRST_LOOK = 4
"""Shelves that are read at once; then twice as many. The nearest few have nearly every list."""


@dataclass(frozen=True)
class Match:
    """A kirana for a list: what each wish is there."""

    kirana: Kirana
    distance: float
    lines: list[Priced]

    @property
    def missing(self) -> list[Priced]:
        """What the kirana has not, or not as wished."""
        return [line for line in self.lines if not line.is_filled]

    @property
    def worth(self) -> Worth:
        """How good it is at the list."""
        had = sum(line.is_filled or line.is_replaceable for line in self.lines)
        return had, sum(line.is_filled for line in self.lines)


@dataclass(frozen=True)
class Kept:
    """The product that a wish is settled on so far; where the wish has changed since, only what is preferred."""

    sku: str
    is_fixed: bool


class Wishes:
    """A customer's wishes with what does not depend on the kirana: what was bought last, and preferred brands."""

    def __init__(
        self, shop: UnitOfWork, wishes: Sequence[Wish], customer: Customer, kept: Sequence[Kept | None] = ()
    ) -> None:
        self.wishes = wishes
        self._kept = kept or [None] * len(wishes)
        self.items = sorted({wish.item for wish in wishes if wish.item is not None})
        self._preferred = dict(customer.preferences.get("brands", {}))
        self._generic = {item.item: generic_keys(item) for item in shop.catalogue.named(self.items)}
        self._usual = shop.orders.usual_skus(customer.number, self.items) if self.items else {}

    @cached_property
    def _of_shelf(self) -> list[Wish]:
        """The wishes that nobody fills without having something for them."""
        return [wish for wish in self.wishes if not price_wish(wish, (), None).is_filled]

    def most(self, shelf: Shelf) -> Worth:
        """What the shelf is worth at most, told without pricing: it has something of the item, and the very product."""
        there = [product for product, entry in shelf if entry.free > 0]
        items, skus = {product.item for product in there}, {product.sku for product in there}
        settled = len(self.wishes) - len(self._of_shelf)
        had = sum(wish.item in items for wish in self._of_shelf)
        filled = sum(wish.item in items and (wish.sku is None or wish.sku in skus) for wish in self._of_shelf)
        return settled + had, settled + filled

    def may_be_filled(self, shelf: Shelf) -> bool:
        """Whether the shelf may have everything."""
        return self.most(shelf)[1] == len(self.wishes)

    def priced(self, shelf: Shelf) -> list[Priced]:
        """What each wish is on this shelf."""
        of_item: dict[str, list[tuple[Product, ShelfEntry]]] = {}
        for product, entry in shelf:
            of_item.setdefault(product.item, []).append((product, entry))
        found = []
        for wish, kept in zip(self.wishes, self._kept, strict=True):
            priced = self._price_kept(wish, kept, of_item.get(wish.item or "", []))
            _take(priced, of_item.get(wish.item or "", []))
            found.append(priced)
        return found

    def _price_kept(self, wish: Wish, kept: Kept | None, shelf: Shelf) -> Priced:
        """What was settled before stays, wherever the list goes, as long as the shop has it."""
        usual = self._usual.get(wish.item or "")
        if kept is None or wish.sku is not None:
            return self._price(wish, shelf, usual)
        there = [pair for pair in shelf if kept.is_fixed and pair[0].sku == kept.sku]
        same = self._price(wish, there, kept.sku) if there else None
        return same if same is not None and same.sku else self._price(wish, shelf, kept.sku)

    def _price(self, wish: Wish, shelf: Shelf, usual: str | None) -> Priced:
        item = wish.item or ""
        generic = self._generic.get(item, frozenset())
        brand = self._preferred.get(item) or self._preferred.get("*")
        if brand and wish.brand is None and wish.sku is None:
            of_brand = [pair for pair in shelf if is_of_brand(pair[0], brand)]
            preferred = price_wish(wish, of_brand, usual, generic) if of_brand else None
            if preferred is not None and preferred.is_filled and preferred.problem != "quantity":
                return preferred
        return price_wish(wish, shelf, usual, generic)


def _take(priced: Priced, shelf: list[tuple[Product, ShelfEntry]]) -> None:
    """What one line takes is not there for the next line of the same list."""
    for at, (product, entry) in enumerate(shelf):
        if product.sku == priced.sku:
            taken = needed(Portion(priced.packs, priced.amount, priced.amount_unit))
            shelf[at] = (product, replace(entry, held=entry.held + taken))


def price_at(shop: UnitOfWork, kirana: Kirana, wishes: Sequence[Wish], customer: Customer) -> list[Priced]:
    """What each wish is at this kirana."""
    ready = Wishes(shop, wishes, customer)
    return ready.priced(shop.shelves.of_items([kirana.kirana], ready.items))


def able_kiranas(
    shop: UnitOfWork, place: Place, *, excluded: frozenset[str] = frozenset()
) -> list[tuple[float, Kirana]]:
    """(distance in km, kirana) of all that could take an order now, nearest first."""
    return [(distance, kirana) for distance, kirana in _open(shop, place, excluded) if _is_able(shop, kirana)]


def nearest_filling(
    shop: UnitOfWork,
    place: Place,
    wishes: Sequence[Wish],
    customer: Customer,
    *,
    excluded: frozenset[str] = frozenset(),
    kept: Sequence[Kept | None] = (),
    present: str | None = None,
) -> Match | None:
    """The nearest able kirana that fills the whole list, else the one that is best at it; None if none is able.

    Second best is the nearest that has everything, though not in the product picked; then the one with most lines.
    `kept` are the products that the wishes are settled on so far, `present` is the kirana that has the list: of
    several that are as good and do not fill it, it keeps the list.
    """
    ready = Wishes(shop, wishes, customer, kept)
    lacking: list[tuple[Kirana, float, Shelf]] = []
    near, look = _open(shop, place, excluded), FIRST_LOOK
    while some := list(islice(near, look)):
        shelves = _shelves(shop, [kirana for _, kirana in some], ready.items)
        for distance, kirana in some:
            shelf = shelves.get(kirana.kirana, [])
            match = Match(kirana, distance, ready.priced(shelf)) if ready.may_be_filled(shelf) else None
            # Whether a shop is free and can be told is only looked up where it would be chosen.
            if match is None or match.missing:
                lacking.append((kirana, distance, shelf))
            elif _is_able(shop, kirana):
                return match
        look *= 2
    return next((match for match in best_first(ready, lacking, present) if _is_able(shop, match.kirana)), None)


def best_first(ready: Wishes, shelves: Sequence[tuple[Kirana, float, Shelf]], present: str | None) -> Iterator[Match]:
    """By what each is worth, the nearest of equals first; those that cannot be the next best are not priced yet."""
    waiting: list[tuple[int, int, bool, int, Match | None]] = []

    def put(at: int, worth: Worth, match: Match | None) -> None:
        had, filled = worth
        heappush(waiting, (-had, -filled, shelves[at][0].kirana != present, at, match))

    for at, (_, _, shelf) in enumerate(shelves):
        put(at, ready.most(shelf), None)
    while waiting:
        *_, at, match = heappop(waiting)
        if match is not None:
            yield match
            continue
        kirana, distance, shelf = shelves[at]
        match = Match(kirana, distance, ready.priced(shelf))
        put(at, match.worth, match)


def _open(shop: UnitOfWork, place: Place, excluded: frozenset[str]) -> Iterator[tuple[float, Kirana]]:
    now = shop.clock.now()
    for distance, kirana in shop.kiranas.nearest_first(place, shop.terms.reach_km):
        if kirana.kirana not in excluded and kirana.is_confirmed and kirana.is_open(now):
            yield distance, kirana


def _is_able(shop: UnitOfWork, kirana: Kirana) -> bool:
    return is_free(shop, kirana) and is_reachable(shop, kirana)


def is_free(shop: UnitOfWork, kirana: Kirana) -> bool:
    """Whether the kirana has fewer open orders than it can handle at once."""
    return shop.orders.open_at(kirana.kirana) < kirana.open_orders_limit


def _shelves(
    shop: UnitOfWork, kiranas: Iterable[Kirana], items: Sequence[str]
) -> dict[str, list[tuple[Product, ShelfEntry]]]:
    found: dict[str, list[tuple[Product, ShelfEntry]]] = {}
    for product, entry in shop.shelves.of_items([kirana.kirana for kirana in kiranas], items):
        found.setdefault(entry.kirana, []).append((product, entry))
    return found
