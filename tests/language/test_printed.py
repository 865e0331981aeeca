"""Names as printed on packs: copied whole from a pack, they name its product."""

from __future__ import annotations

import csv

import pytest

from parchi.language.lexicon import Lexicon
from parchi.language.lines import read_lines
from tests.language.conftest import ROOT, ReadLines


def test_nearly_every_printed_name_is_its_products_item(lexicon: Lexicon) -> None:
    with (ROOT / "data/shop/products.csv").open(encoding="utf-8", newline="") as file:
        printed = {(row["name"].lower(), row["item"]) for row in csv.DictReader(file)}
    missed = [
        name for name, item in printed if [t.item for t in read_lines(f"2 {name}", lexicon).things] != [item]
    ]  # fmt: skip
    assert len(missed) <= len(printed) // 100, missed


@pytest.mark.parametrize(
    ("text", "item", "brand", "quantity", "unit"),
    [
        ("2 Betadine Mint Gargle", "mouthwash", "Betadine", 2, None),
        ("1 packet Maggi 2-Minute Masala Noodles", "instant-noodles", "Maggi", 1, "packet"),
        ("4 sprite can", "lemon-soda", "Sprite", 4, "can"),
        ("nan pro 2 dabba", "infant-formula", "NAN Pro", 2, "box"),
    ],
)
def test_a_printed_name_leaves_the_amount_to_the_amount(
    lines: ReadLines, text: str, item: str, brand: str, quantity: float, unit: str | None
) -> None:
    (line,) = lines(text)
    assert (line.item, line.brand, line.quantity, line.unit) == (item, brand, quantity, unit)


def test_words_of_packs_are_no_names_by_themselves(lines: ReadLines, lexicon: Lexicon) -> None:
    assert not any(thing.item for word in ("active", "fresh", "plus", "shine") for thing in
                   read_lines(word, lexicon).things)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "item"), [("dark fantacy", "cookies"), ("ashtgandha", "kumkum"), ("taj mahal", "tea"), ("zzzz", None)]
)
def test_unknown_words_are_asked_about_with_what_is_printed_like_them(
    lexicon: Lexicon, text: str, item: str | None
) -> None:
    assert item in lexicon.closest(text) if item else lexicon.closest(text) == ()
