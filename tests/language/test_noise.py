"""Misspelt words still find their item, and hardly ever another one."""

from __future__ import annotations

from pathlib import Path

import pytest

from parchi.language.lexicon import Lexicon
from parchi.workbench.noise import found_item, measure, words_of

SHOP = Path(__file__).parents[2] / "data" / "shop"


def test_noise_over_the_words_of_the_shop(lexicon: Lexicon) -> None:
    noise = measure(lexicon, words_of(SHOP, lexicon)[::4], per_word=3)
    assert noise.tried > 2000
    assert noise.found_share >= 0.95
    assert noise.wrong_share <= 0.01


@pytest.mark.parametrize(
    ("word", "item"),
    [
        ("chini", "sugar"),
        ("dalchini", "cinnamon"),
        ("dal chini", "cinnamon"),
        ("jeera", "cumin"),
        ("kheera", "cucumber"),
        ("til", "sesame-seeds"),
        ("tel", "cooking-oil"),
        ("methi", "fenugreek-leaves"),
        ("methi dana", "fenugreek-seeds"),
        ("sabu dana", "sago"),
        ("moongdal", "moong-dal"),
        ("aalu", "potato"),
        ("tmatar", "tomato"),
        ("पनिर", "paneer"),
    ],
)
def test_close_words_stay_apart(lexicon: Lexicon, word: str, item: str) -> None:
    assert found_item(lexicon, word) == item


def test_chana_is_not_sugar_and_names_none(lexicon: Lexicon) -> None:
    assert found_item(lexicon, "chana") is None
