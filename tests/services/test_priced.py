"""A wish is settled on one product of a shelf, or it is said what is to be asked."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from parchi.domain.basket import Wish
from parchi.domain.catalogue import Item, Product
from parchi.domain.kirana import MILLI, ShelfEntry
from parchi.domain.money import Money
from parchi.services.basket.priced import Priced, price_wish
from parchi.services.product_names import generic_keys

FOLDER = Path(__file__).parent.parent / "fixtures" / "shop"
Price = Callable[..., Priced]


def _rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture(scope="module")
def price() -> Price:
    """Price a wish on the shelf of the fixture's largest kirana, or on one without some products."""
    items = {row["item"]: Item(*row.values()) for row in _rows("items.csv")}
    products = [Product(*list(row.values())[:5], mrp=Money(int(row["mrp_paise"]))) for row in _rows("products.csv")]

    def price(words: str, item: str | None, usual: str | None = None, lacks: str = " ", **wish: object) -> Priced:
        shelf = [
            (product, ShelfEntry("balaji", product.sku, 40 * MILLI, product.mrp))
            for product in products
            if product.item == item and lacks not in product.sku
        ]
        wished = Wish(words, item, **wish)  # type: ignore[arg-type]
        return price_wish(wished, shelf, usual, generic_keys(items.get(item or "")))

    for product in products:
        product.brand = product.brand or None
    return price


def _skus(priced: Priced) -> list[str]:
    return [option.product.sku for option in priced.options]


@pytest.mark.parametrize(
    ("quantity", "pack", "packs"),
    [(2, "1 kg", 2), (5, "5 kg", 1), (10, "5 kg", 2), (7, "1 kg", 7), (25, "5 kg", 5)],
)
def test_an_amount_is_met_exactly_with_the_fewest_packs_of_one_product(
    price: Price, quantity: float, pack: str, packs: int
) -> None:
    priced = price("pillsbury atta", "wheat-flour", brand="Pillsbury", quantity=quantity, unit="kg")
    assert priced.product is not None
    assert (priced.product.pack, priced.packs, priced.is_exact) == (pack, packs, True)
    assert priced.price == priced.product.mrp.times(packs)


def test_grams_and_kilos_are_one_kind(price: Price) -> None:
    assert price("amul butter", "butter", brand="Amul", quantity=0.5, unit="kg").sku == "amul-butter-500-g"
    assert price("amul butter", "butter", brand="Amul", quantity=200, unit="g").packs == 2


def test_what_cannot_be_met_exactly_is_the_nearest_and_says_so(price: Price) -> None:
    priced = price("paneer", "paneer", quantity=250, unit="g")
    assert (priced.sku, priced.packs, priced.is_exact) == ("amul-fresh-paneer-200-g", 1, False)
    priced = price("fortune", "sunflower-oil", brand="Fortune", quantity=1, unit="kg")
    assert (priced.sku, priced.packs, priced.is_exact) == ("fortune-sunlite-sunflower-oil-1-l", 1, False)


def test_only_products_that_meet_the_amount_exactly_are_offered(price: Price) -> None:
    priced = price("atta", "wheat-flour", quantity=10, unit="kg")
    assert priced.problem == "which_product"
    assert _skus(priced) == ["aashirvaad-whole-wheat-atta-10-kg", "pillsbury-chakki-fresh-atta-5-kg"]
    assert [option.portion.packs for option in priced.options if option.portion] == [1, 2]


def test_a_count_of_packets_leaves_the_pack_open(price: Price) -> None:
    assert price("bread", "bread", quantity=2, unit="packet").problem == "which_product"
    assert len(price("doodh", "milk", quantity=1, unit="packet").options) == 7
    assert price("amul taaza", "milk", brand="Amul", quantity=2, unit="packet", pack="500 ml").packs == 2


def test_a_pack_beside_a_count_is_the_pack(price: Price) -> None:
    priced = price("amul butter", "butter", brand="Amul", pack="100 g", quantity=3, unit="packet")
    assert (priced.sku, priced.packs) == ("amul-butter-100-g", 3)
    other = price("amul butter", "butter", brand="Amul", pack="200 g", quantity=1)
    assert (other.sku, other.packs, other.is_exact) == ("amul-butter-100-g", 1, False)


def test_what_was_bought_last_is_meant(price: Price) -> None:
    assert price("doodh", "milk", usual="gokul-cow-milk-500-ml", quantity=2).sku == "gokul-cow-milk-500-ml"
    assert price("doodh", "milk", usual="gokul-cow-milk-500-ml", quantity=2, unit="l").sku == "gokul-cow-milk-1-l"
    assert price("amul doodh", "milk", usual="gokul-cow-milk-500-ml", brand="Amul").problem == "which_product"


def test_the_words_of_a_variety_narrow(price: Price) -> None:
    assert price("sona masoori chawal", "rice", quantity=2, unit="kg").sku == "sona-masoori-rice-loose-kg"
    assert price("सोना मसूरी", "rice", quantity=2, unit="kg").sku == "sona-masoori-rice-loose-kg"
    assert price("daawat sona masoori", "rice", brand="daawats", quantity=5, unit="kg").packs == 1
    assert price("Amul Gold doodh", "milk", brand="Amul", quantity=1, unit="l").sku == "amul-gold-milk-1-l"


def test_the_name_of_the_item_narrows_nothing(price: Price) -> None:
    assert len(price("instant noodles", "instant-noodles", quantity=1, unit="packet").options) == 3
    assert price("aata", "wheat-flour", quantity=1, unit="kg").problem == "which_product"


def test_kilos_mean_loose_goods_and_packets_packed_ones(price: Price) -> None:
    loose = price("chini", "sugar", quantity=2, unit="kg")
    assert (loose.sku, loose.packs, loose.amount, loose.amount_unit) == ("sugar-loose-kg", None, 2000, "g")
    assert loose.price == Money(9200)
    assert price("chini", "sugar", quantity=2, unit="packet").problem == "which_product"
    assert price("madhur chini", "sugar", brand="Madhur", quantity=1, unit="kg").sku == "madhur-pure-sugar-1-kg"
    assert price("ande", "eggs", quantity=1, unit="dozen").amount == 12
    assert price("ande", "eggs", quantity=1, unit="tray").amount == 30


@pytest.mark.parametrize(
    ("words", "item", "wish", "amount", "unit", "paise"),
    [
        ("pyaz", "onion", {"quantity": 0.25, "unit": "kg"}, 250, "g", 1050),
        ("pyaz", "onion", {"quantity": 2}, 2000, "g", 8400),
        ("nimbu", "lemon", {"quantity": 6}, 6, "piece", 3000),
        ("kele", "banana", {"quantity": 0.5, "unit": "dozen"}, 6, "piece", 3600),
        ("dhaniya", "coriander-leaves", {"quantity": 2, "unit": "bunch"}, 2, "bunch", 3000),
        ("dhaniya", "coriander-leaves", {}, 1, "bunch", 1500),
        ("adrak", "ginger", {"price": 20}, 167, "g", 2000),
        ("dhaniya", "coriander-leaves", {"price": 30}, 2, "bunch", 3000),
    ],
)
def test_loose_goods_are_weighed_or_counted(
    price: Price, words: str, item: str, wish: dict[str, object], amount: float, unit: str, paise: int
) -> None:
    priced = price(words, item, **wish)
    assert (priced.amount, priced.amount_unit, priced.price) == (amount, unit, Money(paise))
    assert (priced.packs, priced.is_exact) == (None, True)


def test_money_that_bunches_do_not_fit_is_said(price: Price) -> None:
    priced = price("dhaniya", "coriander-leaves", price=20)
    assert (priced.amount, priced.price, priced.is_exact) == (1, Money(1500), False)


def test_money_names_the_pack(price: Price) -> None:
    assert _skus(price("das wala lays", "potato-chips", brand="Lays", price=10)) == [
        "lays-classic-salted-26-g", "lays-magic-masala-26-g",
    ]  # fmt: skip
    three = price("parle g", "glucose-biscuits", brand="Parle-G", price=5, quantity=3)
    assert (three.sku, three.packs) == ("parle-g-55-g", 3)
    ten = price("parle g", "glucose-biscuits", brand="Parle-G", price=10)
    assert (ten.sku, ten.packs, ten.is_exact) == ("parle-g-55-g", 2, True)


@pytest.mark.parametrize(
    ("wish", "reason"),
    [
        ({}, "how_much"),
        ({"quantity": 0, "unit": "kg"}, "too_little"),
        ({"quantity": -3, "unit": "kg"}, "too_little"),
        ({"quantity": 10_000, "unit": "kg"}, "too_much"),
        ({"quantity": 10_000}, "too_much"),
        ({"price": 1_000_000}, "too_much"),
        ({"quantity": 3, "unit": "bottle"}, "unit"),
    ],
)
def test_an_amount_that_is_not_one_is_asked_for(price: Price, wish: dict[str, object], reason: str) -> None:
    priced = price("pyaz", "onion", **wish)
    assert (priced.problem, priced.reason) == ("quantity", reason)


def test_another_brand_is_offered_where_the_wished_one_is_lacking(price: Price) -> None:
    priced = price("nandini doodh", "milk", brand="Nandini", quantity=1, unit="l")
    assert priced.problem == "out_of_stock"
    assert _skus(priced) == [
        "amul-taaza-milk-1-l",
        "mother-dairy-toned-milk-500-ml",
        "gokul-cow-milk-1-l",
        "amul-gold-milk-1-l",
    ]
    assert not price("doodh", "milk", lacks="milk").options


def test_as_much_as_there_is_is_offered_where_it_is_not_enough(price: Price) -> None:
    priced = price("namak", "salt", brand="Tata", sku="tata-salt-1-kg", quantity=50, unit="packet", lacks="aashirvaad")
    assert priced.problem == "out_of_stock"
    assert [option.portion.packs for option in priced.options if option.portion] == [40]


def test_a_picked_product_stays_picked_and_is_missed_elsewhere(price: Price) -> None:
    wish = {"sku": "gokul-cow-milk-500-ml", "quantity": 1, "unit": "l"}
    assert price("doodh", "milk", **wish).packs == 2
    lacking = price("doodh", "milk", lacks="gokul", **wish)
    assert (lacking.problem, lacking.is_replaceable) == ("out_of_stock", True)


def test_words_that_name_nothing_or_several_things_are_asked(price: Price) -> None:
    assert price("xyz", None).problem == "unknown_item"
    assert price("dal", None, candidates=("toor-dal", "moong-dal")).problem == "which_item"
