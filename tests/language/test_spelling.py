"""Every usual spelling of a word has one key; words that only look alike have different ones."""

from __future__ import annotations

import pytest

from parchi.language.normaliser import normalise
from parchi.language.spelling import skeleton, spelling_key


@pytest.mark.parametrize(
    "spellings",
    [
        "aata atta ata आटा", "doodh dudh dhoodh दूध", "pyaz piyaz pyaaj प्याज़ प्याज", "cheeni chini chinni चीनी",
        "dhania dhaniya dhaniyaa धनिया", "chawal chaval chaawal चावल", "paneer panir पनीर", "haldi haldee हल्दी",
        "tamatar tamaatar टमाटर", "adrak अदरक", "lahsun lasun लहसुन", "makkhan makhan मक्खन", "namak नमक",
        "santra संतरा", "jeera zeera ज़ीरा", "ajwain अजवाइन", "maida meda मैदा", "phool fool फूल",
    ],
)  # fmt: skip
def test_spellings_meet(spellings: str) -> None:
    assert len({spelling_key(normalise(word)) for word in spellings.split()}) == 1


@pytest.mark.parametrize(
    "words", ["chana chini chuna", "dal dalchini", "jeera kheera", "tel til", "soda soya", "seb sev sabun", "rai rajma"]
)
def test_different_words_stay_apart(words: str) -> None:
    assert len({spelling_key(word) for word in words.split()}) == len(words.split())


def test_shorthand_keeps_the_bones() -> None:
    assert skeleton("nmk") == skeleton("namak") == skeleton("नमक")
