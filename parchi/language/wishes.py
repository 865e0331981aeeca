"""Wishes that a few fixed phrases say, such as turning news on: the rows of data/lexicon/<language>/wishes.csv."""

from __future__ import annotations

import csv
import re
from functools import lru_cache
from pathlib import Path

from parchi.domain.languages import LANGUAGES
from parchi.language.normaliser import normalise
from parchi.language.spelling import spelling_key

NEWS_ON, NEWS_OFF = "news_on", "news_off"
SMALLER_PACK = "smaller_pack"
HOME_MAKE, HOME_ADD, HOME_LEAVE = "home_make", "home_add", "home_leave"
OF_SHELVES = "of_shelves"
"""Not a wish but the words around a thing in "X khatam ho gaya", "X is here again"."""
ALL_BUT = "all_but"
HOME_YES, HOME_NO = "home_yes", "home_no"
LEXICON = Path(__file__).parents[2] / "data" / "lexicon"
MOST_WORDS = 10
"""A longer message speaks of more than such a wish."""
_WORD = re.compile(r"[a-z']+|[\u0900-\u097f]+|[0-9]+")


def wishes_said(text: str) -> frozenset[str]:
    """The wishes of which a phrase is in the text: its words in their order, others between them or not."""
    words = _keys(text)
    if len(words) > MOST_WORDS:
        return frozenset()
    return frozenset(wish for wish, phrase, is_whole in _phrases() if _is_said(phrase, words, is_whole))


def rest_of(text: str, wish: str) -> list[str]:
    """The words of a text that stand in no phrase of a wish, as written."""
    known = {key for of, phrase, _ in _phrases() if of == wish for key in phrase}
    return [word for word in _WORD.findall(normalise(text).lower()) if spelling_key(word) not in known]


def _is_said(phrase: tuple[str, ...], words: tuple[str, ...], is_whole: bool) -> bool:
    rest = iter(words)
    return words == phrase if is_whole else all(word in rest for word in phrase)


@lru_cache(maxsize=1)
def _phrases() -> tuple[tuple[str, tuple[str, ...], bool], ...]:
    """A phrase behind = is the whole message: "any offers on oil?" turns nothing on."""
    return tuple(
        (row["wish"], _keys(phrase), phrase.startswith("="))
        for language in LANGUAGES
        for row in _rows(LEXICON / language / "wishes.csv")
        for phrase in row["phrases"].split(";")
    )


def _rows(file: Path) -> list[dict[str, str]]:
    if not file.exists():  # a language may leave them to the others
        return []
    with file.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def _keys(text: str) -> tuple[str, ...]:
    return tuple(spelling_key(word) for word in _WORD.findall(normalise(text).lower()))
