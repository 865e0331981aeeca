"""The language of a reply, as its reader would name it: the names of goods in it do not count."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from parchi.language.languages import ENGLISH, languages
from parchi.language.tables import rows_of
from parchi.project import LEXICON

FEW = 0.12
"""Least share of a language's own function words in a sentence of it."""
DEVANAGARI = "hi"
"""The language of Devanagari, and English that of Latin letters, in which nothing says otherwise."""
_LISTED = re.compile(r"^\s*(?:\d+[.)]|•).*$|\*[^*\n]+\*", re.MULTILINE)
_QUOTED = re.compile(r"[\"“][^\"”]*[\"”]")
_LETTERS = re.compile(r"[^\W\d_]+")


def language_of(text: str) -> str:
    """The tag of a language: what most of the words around the list are."""
    rest = _QUOTED.sub(" ", _LISTED.sub(" ", text))
    words = re.findall(r"[a-zA-Z]+|[\u0900-\u097f]+", rest if _LETTERS.search(rest) else text)
    devanagari = [word for word in words if word[0] >= "\u0900"]
    is_devanagari = len(devanagari) * 5 >= len(words) > 0
    said = devanagari if is_devanagari else [word.lower() for word in words if word[0] < "\u0900"]
    for language, signs in _signs().items():
        if said and sum(word in signs for word in said) / len(said) >= FEW:
            return language
    return DEVANAGARI if is_devanagari else ENGLISH


@lru_cache(maxsize=1)
def _signs() -> dict[str, frozenset[str]]:
    """The function words of each language that are none of English."""
    signs = {language: frozenset(_words_of(language)) for language in languages()}
    english = signs.pop(ENGLISH)
    return {language: words - english for language, words in signs.items()}


def _words_of(language: str) -> Iterator[str]:
    for row in rows_of(LEXICON / language / "function_words.csv"):
        if row["kind"] == "sign":
            yield from row["words"].split()
