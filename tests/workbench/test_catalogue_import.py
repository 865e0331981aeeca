"""Lists on their way into the catalogue: matched by the shop's own words, and nothing twice."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from parchi.adapters.unit_of_work import SqlUnitOfWork
from parchi.domain.catalogue import Product
from parchi.domain.money import Money
from parchi.language.lexicon import Lexicon
from parchi.workbench.catalogue_import import brand_matcher, import_file, import_products, item_matcher
from parchi.workbench.product_list import ListedProduct

SHOP = Path(__file__).parents[2] / "data" / "shop"
RIGHT_SHARE = 0.9
"""Of the demo shop's own product names; some name no item by any word ("Chitale Bhadang") and need a category."""


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon.load(SHOP)


def listed(name: str, mrp: int, brand: str | None = "Amul", pack: str = "100 g") -> ListedProduct:
    return ListedProduct(Product("listed", "butter", brand, name, pack, Money(mrp)), None, 2)


@pytest.mark.parametrize(
    ("name", "item"),
    [
        ("Aashirvaad Select Sharbati Atta", "wheat-flour"),
        ("Amul Gold Full Cream Milk", "milk"),
        ("McVitie's Butter Cookies", "cookies"),
        ("Cerelac Wheat Apple", "baby-cereal"),
        ("Eveready 9 W LED Bulb", "bulb"),
        ("Pepsodent Fighter Toothbrush", "toothbrush"),
        ("Pedigree Adult Chicken & Vegetables", "dog-food"),
        ("Maggi", "instant-noodles"),
        ("kanda", "onion"),
        ("wheat-flour", "wheat-flour"),
    ],
)
def test_a_name_is_matched_to_its_item(lexicon: Lexicon, name: str, item: str) -> None:
    assert item_matcher(lexicon)(name) == item


@pytest.mark.parametrize("name", ["Spanner", "Zzyx 900", "", "Dal"])
def test_a_name_that_means_nothing_or_several_things_has_no_item(lexicon: Lexicon, name: str) -> None:
    assert item_matcher(lexicon)(name) is None


def test_most_names_of_the_demo_shop_are_matched_to_their_item(lexicon: Lexicon) -> None:
    match = item_matcher(lexicon)
    with (SHOP / "products.csv").open(encoding="utf-8") as file:
        items = {row["name"]: row["item"] for row in csv.DictReader(file)}
    right = sum(match(name) == item for name, item in items.items())
    assert right / len(items) >= RIGHT_SHARE


def test_a_brand_gets_its_usual_spelling(lexicon: Lexicon) -> None:
    match = brand_matcher(lexicon)
    assert match("ashirvad atta") == "Aashirvaad"
    assert match("Plain Butter") is None


def test_what_is_there_under_another_sku_is_not_added_again() -> None:
    there = Product("our-own-sku", "butter", "Amul", "Amul Butter", "100 g", Money(6000))
    added: list[Product] = []
    imported = import_products([listed("Butter", 6000)], [there], added.append)
    assert (imported.added, imported.changed, imported.unchanged, added) == ([], [], 1, [])


def test_another_mrp_changes_the_product_that_is_there() -> None:
    there = Product("our-own-sku", "butter", "Amul", "Amul Butter", "100 g", Money(6000))
    kept: list[Product] = []
    imported = import_products([listed("Amul Butter", 6200)], [there], kept.append)
    assert [(product.sku, product.mrp) for product in kept] == [("our-own-sku", Money(6200))]
    assert imported.changed == kept


def test_a_new_product_never_takes_the_sku_of_another() -> None:
    other = Product("amul-butter-100g", "butter", "Amul", "Amul Butter Unsalted", "100 g", Money(6000))
    kept: list[Product] = []
    import_products([listed("Amul Butter", 6000)], [other], kept.append)
    assert [product.sku for product in kept] == ["amul-butter-100g-2"]


def test_a_file_is_imported_once_however_often_it_comes(shop: SqlUnitOfWork, lexicon: Lexicon, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text(
        "Product;MRP\nAmul Unheard Of Butter 750 g;400\nNandini Goodlife Milk 1 L;70\nSpanner 1 pc;90\n",
        encoding="utf-8",
    )
    first, problems = import_file(file, shop, lexicon)
    assert [(product.item, product.pack) for product in first.added] == [("butter", "750 g"), ("milk", "1 l")]
    assert [problem.line for problem in problems] == [4]
    shop.flush()
    again, _ = import_file(file, shop, lexicon)
    assert (again.added, again.changed, again.unchanged) == ([], [], 2)
    stored = shop.catalogue.product(first.added[0].sku)
    assert stored is not None
    assert stored.mrp == Money(40000)
