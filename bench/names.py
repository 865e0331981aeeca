"""Products' names in any number, as packs have them, and how customers would write them."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from parchi.language.spelling import spelling_key
from parchi.project import DATA
from parchi.workbench.noise import misspellings

SHOP = DATA / "shop"
ONSETS = ["b", "bh", "ch", "d", "dh", "g", "h", "j", "k", "kh", "l", "m", "n", "p", "r", "s", "sh", "t", "v", "y"]
VOWELS = ["a", "aa", "e", "ee", "i", "o", "u"]
VARIANTS = (
    "Classic", "Premium", "Fresh", "Gold", "Royal", "Natural", "Masala", "Special", "Organic", "Super", "Family",
    "Lite", "Select", "Desi", "Shahi", "Kesar", "Mango", "Lemon", "Rose", "Mint", "Spicy", "Sweet", "Roasted", "Salted",
)  # fmt: skip
PACKS = ("50 g", "100 g", "200 g", "250 g", "500 g", "750 g", "1 kg", "2 kg", "5 kg", "200 ml", "500 ml", "1 l")
DEVANAGARI = dict(  # noqa: C408  a literal would be twice as long
    ksh="क्ष", bh="भ", ch="च", dh="ध", gh="घ", jh="झ", kh="ख", ph="फ", sh="श", th="थ", b="ब",
    c="क", d="द", f="फ", g="ग", h="ह", j="ज", k="क", l="ल", m="म", n="न", p="प", q="क", r="र",
    s="स", t="ट", v="व", w="व", x="क्स", y="य", z="ज",
)  # fmt: skip
SIGNS = (("aa", "ा", "आ"), ("ee", "ी", "ई"), ("oo", "ू", "ऊ"), ("ai", "ै", "ऐ"), ("au", "ौ", "औ"), ("a", "", "अ"),
         ("e", "े", "ए"), ("i", "ि", "इ"), ("o", "ो", "ओ"), ("u", "ु", "उ"))  # fmt: skip


@dataclass(frozen=True)
class Query:
    """What a customer writes, and which product (by its position) is meant."""

    words: str
    product: int


def names(count: int, seed: int = 1) -> list[str]:
    """That many different names: brand, variant, thing, pack."""
    chance = random.Random(seed)
    things = _things()
    brands = sorted({_brand(chance) for _ in range(max(500, count // 150))})
    found: dict[str, None] = {}
    while len(found) < count:
        thing, variant = chance.choice(things), chance.choice(VARIANTS)
        found[f"{chance.choice(brands)} {variant} {thing} {chance.choice(PACKS)}"] = None
    return list(found)


def misspelt(all_names: Sequence[str], count: int, seed: int = 2) -> Iterator[Query]:
    """Names as people write who never saw them printed: every word of four letters or more has its slip or two."""
    chance = random.Random(seed)
    for product in chance.sample(range(len(all_names)), count):
        words = all_names[product].lower().split()
        wrong = [next(iter(misspellings(word, 1, chance)), word) if len(word) > 3 else word for word in words]
        yield Query(" ".join(wrong), product)


def in_devanagari(all_names: Sequence[str], count: int, seed: int = 3) -> Iterator[Query]:
    """Names as a Hindi writer spells them."""
    chance = random.Random(seed)
    for product in chance.sample(range(len(all_names)), count):
        words = all_names[product].lower().split()
        yield Query(" ".join(devanagari(word) for word in words), product)


def devanagari(word: str) -> str:
    """A Latin word letter by letter in Devanagari; a figure stays."""
    written, at, after_consonant = [], 0, False
    while at < len(word):
        sign = next((each for each in SIGNS if word.startswith(each[0], at)), None)
        if sign:
            written.append(sign[1] if after_consonant else sign[2])
            at, after_consonant = at + len(sign[0]), False
            continue
        letter = next((each for each in DEVANAGARI.items() if word.startswith(each[0], at)), (word[at], word[at]))
        written.append("्" + letter[1] if after_consonant else letter[1])
        at, after_consonant = at + len(letter[0]), letter[0].isalpha()
    return "".join(written)


def _things() -> list[str]:
    """What items are called in Latin letters, each by its first word in Hindi or English."""
    with (SHOP / "words.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["language"] != "hi" and row["word"].isascii()]
    by_key = {spelling_key(row["word"]): row["word"] for row in reversed(rows) if len(row["word"]) > 3}
    return sorted(word.title() for word in by_key.values())


def _brand(chance: random.Random) -> str:
    syllables = chance.choice((2, 2, 3))
    return "".join(chance.choice(ONSETS) + chance.choice(VOWELS) for _ in range(syllables)).title()
