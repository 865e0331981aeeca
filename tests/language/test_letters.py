"""Letters: no known word is passed over that a written one may be a slip of."""

from __future__ import annotations

import random

import pytest
from rapidfuzz.distance import OSA

from parchi.language.letters import Letters
from parchi.language.lexicon import Lexicon
from parchi.language.spelling import is_devanagari
from parchi.workbench.noise import misspellings

MOST = 2


@pytest.fixture(scope="module")
def known(lexicon: Lexicon) -> list[str]:
    return sorted({word for words in lexicon._heard.values() for word in words})


@pytest.mark.parametrize("script", [False, True], ids=["latin", "devanagari"])
def test_whatever_is_near_enough_shares_enough(known: list[str], script: bool) -> None:
    words = [word for word in known if is_devanagari(word) == script]
    letters, chance = Letters((word, MOST) for word in words), random.Random(5)
    for word in chance.sample(words, 60):
        for written in misspellings(word, 3, chance):
            near = {other for other in words if OSA.distance(written, other) <= MOST}
            assert near <= set(letters.sharing(written)), written


def test_few_words_share_enough(known: list[str]) -> None:
    letters, chance = Letters((word, MOST) for word in known), random.Random(5)
    shares = [len(letters.sharing(word)) / len(known) for word in chance.sample(known, 200)]
    assert sum(shares) / len(shares) < 0.01


def test_words_without_end_are_slips_of_nothing() -> None:
    letters = Letters([("bread", 1), ("a" * 300, 2)])
    assert letters.sharing("a" * 300) == []
    assert letters.sharing("a" * 4000) == []
    assert letters.sharing("brad") == ["bread"]


def test_nothing_known_is_near_to_nothing() -> None:
    assert Letters([]).sharing("bread") == []
