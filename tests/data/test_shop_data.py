"""The demo shop: enough of everything, nothing impossible, and made by the generator."""

from __future__ import annotations

import csv
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from parchi.domain.catalogue import Product
from parchi.domain.hours import Hours
from parchi.domain.money import Money
from parchi.domain.naming import brand_key
from parchi.domain.place import Place
from parchi.workbench.demo_shop import check

DATA = Path(__file__).parents[2] / "data"
SHOP = DATA / "shop"
SOUTH, NORTH, WEST, EAST = 18.93, 19.33, 72.91, 73.29
LOOSE_CATEGORIES = {"vegetables", "fruits"}


@cache
def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def mrps() -> dict[str, int]:
    return {row["sku"]: int(row["mrp_paise"]) for row in rows("shop/products.csv")}


def test_the_files_are_those_that_the_generator_makes() -> None:
    assert check(SHOP) == []


def test_a_changed_file_is_named(tmp_path: Path) -> None:
    for name in ("products.csv", "kiranas.csv", "shelves.csv", "standard_shelf.csv"):
        (tmp_path / name).write_bytes((SHOP / name).read_bytes())
    with (tmp_path / "kiranas.csv").open("a", encoding="utf-8") as file:
        file.write("k9999,Another,,,,,,,,\n")
    (tmp_path / "shelves.csv").unlink()
    assert [Path(problem.split(" is not ")[0]).name for problem in check(tmp_path)] == ["kiranas.csv", "shelves.csv"]


def test_there_are_at_least_1500_products_with_skus_of_their_own() -> None:
    assert len(rows("shop/products.csv")) == len(mrps()) >= 1500


def test_every_item_has_a_product_and_every_product_an_item() -> None:
    items = {row["item"] for row in rows("shop/items.csv")}
    assert {row["item"] for row in rows("shop/products.csv")} == items


def test_vegetables_and_fruits_are_sold_loose() -> None:
    loose = {row["item"] for row in rows("shop/products.csv") if row["pack"].startswith("loose ")}
    assert {row["item"] for row in rows("shop/items.csv") if row["category"] in LOOSE_CATEGORIES} <= loose


def test_loose_goods_are_measured_as_their_item_is() -> None:
    units = {"weight": {"kg", "piece"}, "count": {"piece", "kg"}, "bunch": {"bunch"}}
    measure = {row["item"]: row["measure"] for row in rows("shop/items.csv")}
    for row in rows("shop/products.csv"):
        if row["pack"].startswith("loose "):
            assert row["pack"].split()[1] in units[measure[row["item"]]], row


def test_every_pack_is_a_size() -> None:
    for row in rows("shop/products.csv"):
        product = Product(row["sku"], row["item"], row["brand"], row["name"], row["pack"], Money(int(row["mrp_paise"])))
        assert product.pack_size.amount > 0
        assert product.brand == "" or product.name.startswith(product.brand)


def test_prices_are_those_of_a_kirana() -> None:
    for sku, paise in mrps().items():
        assert 100 <= paise <= 400_000, sku


def test_the_commonest_brands_are_there_in_their_usual_spelling() -> None:
    usual = {brand_key(row["brand"]): row["brand"] for row in rows("shop/brands.csv")}
    ours = {row["brand"] for row in rows("shop/products.csv") if row["brand"]}
    assert {brand for brand in ours if usual.get(brand_key(brand), brand) != brand} == set()
    assert {"Aashirvaad", "Amul", "Tata", "Fortune", "Parle-G", "Maggi", "Surf Excel", "Everest", "Colgate"} <= ours


def test_there_are_1200_kiranas_with_numbers_of_their_own() -> None:
    kiranas = rows("shop/kiranas.csv")
    numbers = [number for row in kiranas for number in row["whatsapp"].split()]
    assert len({row["kirana"] for row in kiranas}) == len(kiranas) == 1200
    assert len(set(numbers)) == len(numbers)
    assert all(number.startswith("whatsapp:+9100000") and len(number) == 22 for number in numbers)
    assert all(int(number[-10:]) > 9999 for number in numbers), "0000000001 to 0000000999 are the demo's customers"
    assert any(" " in row["whatsapp"] for row in kiranas)


def test_kiranas_lie_in_the_region_and_near_the_pincode_of_their_address() -> None:
    pincodes = {row["pincode"]: row for row in rows("places/pincodes.csv")}
    for row in rows("shop/kiranas.csv"):
        place = Place(float(row["latitude"]), float(row["longitude"]))
        assert SOUTH < place.latitude < NORTH, row["address"]
        assert WEST < place.longitude < EAST, row["address"]
        post = pincodes[row["address"].split()[-1]]
        # Panvel's pincode covers Ulwe, 10 km away
        assert place.distance_km(Place(float(post["latitude"]), float(post["longitude"]))) < 11, row["address"]


def test_opening_hours_are_readable_and_many_shut_in_the_afternoon() -> None:
    plans = [Hours.parse(row["hours"]) for row in rows("shop/kiranas.csv")]
    assert all(any(plan.days) for plan in plans)
    shut_at_three = sum(all(not begin <= 15 * 60 < end for begin, end in plan.days[0]) for plan in plans)
    assert 0.4 < shut_at_three / len(plans) < 0.9
    assert any(() in plan.days for plan in plans), "some are shut on a weekday"
    assert any(span[1] == 1440 for plan in plans for span in plan.days[5]), "some are open till midnight"


def test_kiranas_speak_the_three_languages() -> None:
    assert set(Counter(row["language"] for row in rows("shop/kiranas.csv"))) == {"en", "hi", "hi-Latn"}


def test_every_shelf_has_150_to_900_products_that_exist() -> None:
    sizes = Counter(row["kirana"] for row in rows("shop/shelves.csv"))
    assert set(sizes) == {row["kirana"] for row in rows("shop/kiranas.csv")}
    assert min(sizes.values()) >= 150
    assert max(sizes.values()) <= 900
    assert {row["sku"] for row in rows("shop/shelves.csv")} <= set(mrps())


def test_no_product_stands_twice_on_a_shelf() -> None:
    shelves = rows("shop/shelves.csv")
    assert len({(row["kirana"], row["sku"]) for row in shelves}) == len(shelves)


def test_no_price_is_above_the_mrp_and_no_stock_below_zero() -> None:
    for row in rows("shop/shelves.csv"):
        assert 0 < int(row["price_paise"]) <= mrps()[row["sku"]], row
        assert 0 <= int(row["stock"]) <= 250, row


def test_prices_differ_between_kiranas() -> None:
    prices = Counter(row["price_paise"] for row in rows("shop/shelves.csv") if row["sku"] == "aashirvaad-atta-5kg")
    assert len(prices) > 10


@pytest.mark.parametrize(
    "item", ["milk", "wheat-flour", "rice", "toor-dal", "sugar", "salt", "onion", "potato", "eggs", "bread", "tea"]
)
def test_the_commonest_things_are_almost_everywhere(item: str) -> None:
    skus = {row["sku"] for row in rows("shop/products.csv") if row["item"] == item}
    kiranas = {row["kirana"] for row in rows("shop/shelves.csv") if row["sku"] in skus}
    assert len(kiranas) > 0.93 * 1200


def test_the_shelves_file_stays_small() -> None:
    assert (SHOP / "shelves.csv").stat().st_size < 20_000_000


def test_a_new_kirana_of_each_size_has_a_shelf_to_start_from() -> None:
    counts = Counter(row["size"] for row in rows("shop/standard_shelf.csv"))
    assert 150 <= counts["small"] < counts["medium"] < counts["large"] <= 900
    assert {row["sku"] for row in rows("shop/standard_shelf.csv")} <= set(mrps())
    assert all(int(row["stock"]) > 0 for row in rows("shop/standard_shelf.csv"))
