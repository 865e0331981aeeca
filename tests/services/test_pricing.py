"""Which kirana gets a list that none of them fills: the best one, found without pricing all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from random import Random

import pytest

from parchi.adapters.unit_of_work import SqlUnitOfWork
from parchi.domain.basket import Wish
from parchi.domain.catalogue import Product
from parchi.domain.customer import Customer
from parchi.domain.kirana import MILLI, Kirana, ShelfEntry
from parchi.services.basket.pricing import Match, Wishes, best_first

ITEMS = ("salt", "wheat-flour", "milk", "onion", "turmeric-powder", "kabuli-chana")
Shelves = list[tuple[Kirana, float, list[tuple[Product, ShelfEntry]]]]


@pytest.fixture
def shop(unit_of_work: Callable[[], SqlUnitOfWork]) -> Iterator[SqlUnitOfWork]:
    with unit_of_work() as shop:
        yield shop


def _shelves(shop: SqlUnitOfWork, chance: Random) -> Shelves:
    """A street of shops that have some of some things each."""
    some = shop.kiranas.get("sai")
    assert some is not None
    products = shop.catalogue.products_of(ITEMS)
    found: Shelves = []
    for at in range(chance.randint(1, 8)):
        kirana = replace(some, kirana=f"shop-{at}")
        there = [product for product in products if chance.random() < 0.4]
        entries = [ShelfEntry(kirana.kirana, x.sku, chance.choice((0, 1, 3, 40)) * MILLI, x.mrp) for x in there]
        found.append((kirana, at / 10, list(zip(there, entries, strict=True))))
    return found


def _wish(shop: SqlUnitOfWork, chance: Random) -> Wish:
    item = chance.choice((*ITEMS, None))
    skus = [product.sku for product in shop.catalogue.products_of([item])] if item else []
    sku = chance.choice(skus) if skus and chance.random() < 0.5 else None
    amount = chance.choice(((2.0, None), (None, None), (1.0, "kg"), (5000.0, "kg")))
    return Wish(item or "moon dust", item, quantity=amount[0], unit=amount[1], sku=sku)


def _told(matches: Iterable[Match]) -> list[tuple[str, tuple[int, int]]]:
    return [(match.kirana.kirana, match.worth) for match in matches]


@pytest.mark.parametrize("seed", range(40))
def test_the_best_come_first_as_if_all_had_been_priced(shop: SqlUnitOfWork, seed: int) -> None:
    chance = Random(seed)
    shelves = _shelves(shop, chance)
    ready = Wishes(shop, [_wish(shop, chance) for _ in range(chance.randint(1, 6))], Customer("whatsapp:+91", "x"))
    present = chance.choice([kirana.kirana for kirana, _, _ in shelves])
    all_priced = [Match(kirana, distance, ready.priced(shelf)) for kirana, distance, shelf in shelves]
    expected = sorted(all_priced, key=lambda match: (*match.worth, match.kirana.kirana == present), reverse=True)
    assert _told(best_first(ready, shelves, present)) == _told(expected)
    for match, (_, _, shelf) in zip(all_priced, shelves, strict=True):
        assert ready.may_be_filled(shelf) or match.missing


def test_where_one_is_as_good_as_can_be_the_others_are_not_priced(
    shop: SqlUnitOfWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    priced: list[int] = []
    real = Wishes.priced
    monkeypatch.setattr(Wishes, "priced", lambda ready, shelf: priced.append(len(shelf)) or real(ready, shelf))
    some = shop.kiranas.get("sai")
    assert some is not None
    salt = shop.catalogue.products_of(["salt"])[0]
    full = [(salt, ShelfEntry("full", salt.sku, 40 * MILLI, salt.mrp))]
    shelves: Shelves = [(some, 0.1, []), (some, 0.2, full), (some, 0.3, full), (some, 0.4, [])]
    ready = Wishes(shop, [Wish("salt", "salt", quantity=1), Wish("moon dust", "moon-dust")], Customer("x", "x"))
    assert next(iter(best_first(ready, shelves, None))).distance == 0.2
    assert priced == [1]
