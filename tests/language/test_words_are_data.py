"""What a language says is in its tables and nowhere in code: no string that acts holds a word of Hindi."""

from __future__ import annotations

import ast
import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.language.conftest import ROOT

LEXICON = ROOT / "data" / "lexicon"
CODE = sorted([*(ROOT / "parchi").rglob("*.py"), *(ROOT / "actions").rglob("*.py")])
LONGER_THAN = 3
"""Letters of the longest word that may be one of any language: "to", "main", "log"."""
DEVANAGARI = re.compile(r"[\u0900-\u097f]{2,}")
LETTER = re.compile(r"[\u0904-\u0939]")
"""A single letter or sign is of the script, and of no language: the tables of sounds are made of them."""
LATIN = re.compile(r"[a-z]+")
ALLOWED = {
    "paise": "the unit of money in India",
    "latin": "the name of the letters", "devanagari": "the name of the letters",
    "bhar": "the name of a cue in cues.csv, for which English has no word",
    "krishna": "in names of shops of the demo", "apna": "in names of shops of the demo",
    "mauli": "in names of shops of the demo", "kamal": "in names of shops of the demo",
    "kavita": "a customer of the demo",
    "bare": "English", "char": "English: a character", "picture": "English",
}  # fmt: skip


def acting_strings(source: str) -> Iterator[tuple[int, str]]:
    """The strings of a program with their lines, but for those that only stand there and tell: docstrings."""
    tree = ast.parse(source)
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.lineno, node.value


def foreign_words(source: str, romanised: frozenset[str]) -> list[tuple[int, str]]:
    """The words in strings that act, with their lines, that are in Devanagari or of the romanised ones."""
    found: list[tuple[int, str]] = []
    for line, text in acting_strings(source):
        found += [(line, word) for word in DEVANAGARI.findall(text) if LETTER.search(word)]
        found += [(line, word) for word in LATIN.findall(text.lower()) if word in romanised]
    return found


@pytest.fixture(scope="module")
def romanised() -> frozenset[str]:
    """Longer words of the tables of Hindi in Latin letters that are no words of English."""
    english = {
        word for file in (ROOT / "data" / "nlu" / "en").glob("*.yml") for word in _latin(file.read_text("utf-8"))
    }
    english |= _words_of(LEXICON / "en") | set(_latin((ROOT / "data" / "shop" / "items.csv").read_text("utf-8")))
    return frozenset(word for word in _words_of(LEXICON / "hi-Latn") - english if len(word) > LONGER_THAN)


def test_no_string_that_acts_holds_a_word_of_hindi(romanised: frozenset[str]) -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line} {word}"
        for path in CODE
        for line, word in foreign_words(path.read_text(encoding="utf-8"), romanised - ALLOWED.keys())
    ]
    assert found == [], "write them into data/lexicon/<language>/, see CONTRIBUTING.md"


def test_what_is_allowed_is_needed(romanised: frozenset[str]) -> None:
    said = {word for path in CODE for _, word in foreign_words(path.read_text(encoding="utf-8"), romanised)}
    assert ALLOWED.keys() - said == set()


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ('SKIP = {"chhod", "rehne do"}', ["chhod", "rehne"]),
        ('"""A module: chhod do."""\n\n\ndef skip():\n    """Rehne do."""\n    # chahiye\n    return 1', []),
        ('SAID = re.compile(r"\\b(?:nahi|छोड़)\\b")', ["छोड़", "nahi"]),
        ('WORDS = f"{name} chahiye"', ["chahiye"]),
        ('MORE = 1\n"""What asks for more: aur dikhao."""', []),
        ('SIGNS = {"क": "k", "ा": "aa", "ों": ""}', []),
        ('UNIT = "kilo"', []),
    ],
)
def test_the_search_finds_words_where_they_act(source: str, words: list[str], romanised: frozenset[str]) -> None:
    assert sorted(word for _, word in foreign_words(source, romanised)) == sorted(words)


def test_the_search_knows_the_words_of_the_tables(romanised: frozenset[str]) -> None:
    assert {"chahiye", "nahi", "bhej", "ghar", "dukaan", "paisa"} <= romanised
    assert not {"shop", "packet", "kilo", "order"} & romanised


def _words_of(folder: Path) -> set[str]:
    found: set[str] = set()
    for path in folder.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                cells = [cell for name, cell in row.items() if name in ("words", "phrases", "names", "word", "text")]
                found.update(word for cell in cells for word in _latin(cell))
    return found


def _latin(text: str) -> list[str]:
    return LATIN.findall(text.lower())
