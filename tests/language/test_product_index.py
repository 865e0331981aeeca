"""The product index: products by the words on their packs, in any spelling."""

from __future__ import annotations

import csv
import random

import numpy as np
import pytest

from parchi.language.product_index import ProductIndex
from parchi.workbench.noise import misspellings
from tests.language.conftest import ROOT

NAMES = [
    "Amul Taaza Toned Milk", "Amul Gold Full Cream Milk", "Tata Salt", "Tata Tea Gold", "Parle-G Gold Biscuits",
    "Surf Excel Easy Wash Detergent Powder", "Surf Excel Matic Front Load Liquid", "Nandini Full Cream Milk 500",
]  # fmt: skip


@pytest.fixture(scope="module")
def index() -> ProductIndex:
    return ProductIndex(NAMES)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("surf excel matic", "Surf Excel Matic Front Load Liquid"),
        ("amool taza milk", "Amul Taaza Toned Milk"),
        ("टाटा चाय gold tea", "Tata Tea Gold"),
        ("full cream milk nandini 500", "Nandini Full Cream Milk 500"),
        ("parle g gold", "Parle-G Gold Biscuits"),
    ],
)
def test_words_in_any_spelling_and_order_find_the_product(index: ProductIndex, words: str, name: str) -> None:
    assert NAMES[index.find(words)[0].product] == name


def test_a_word_that_nobody_prints_lowers_the_share(index: ProductIndex) -> None:
    whole, part = index.find("tata salt")[0], index.find("tata salt umbrella")[0]
    assert whole.share == pytest.approx(1.0)
    assert part.product == whole.product
    assert part.share < whole.share


def test_of_equal_products_the_plainest_comes_first(index: ProductIndex) -> None:
    assert NAMES[index.find("tata")[0].product] == "Tata Salt"


def test_nothing_is_found_for_nothing(index: ProductIndex) -> None:
    assert index.find("") == []
    assert index.find("umbrella raincoat") == []
    assert ProductIndex([]).find("milk") == []


def test_a_word_as_long_as_a_message_costs_no_more_than_others() -> None:
    endless = "ab" * 20_000
    index = ProductIndex([*NAMES, f"{endless} Milk"])
    assert index.find(f"{endless}k") == []
    assert [found.product for found in index.find(endless)] == [len(NAMES)]


def test_misspelt_names_of_the_shop_find_a_product_of_that_name() -> None:
    with (ROOT / "data/shop/products.csv").open(encoding="utf-8", newline="") as file:
        names = sorted({row["name"] for row in csv.DictReader(file)})
    index, chance = ProductIndex(names), random.Random(3)
    tried = [(slip, name) for name in names for slip in misspellings(name.lower(), 2, chance)]
    right = np.mean([any(names[f.product] == name for f in index.find(slip, most=3)) for slip, name in tried])
    assert len(tried) > 2000
    assert right > 0.95
