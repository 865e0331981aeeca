"""The language of a message: told by its words, not by its letters and not by the names of things."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from parchi.language.features import REMEMBERED
from parchi.language.lexicon import BRAND, ITEM
from parchi.language.spans import Span
from parchi.language.spelling import is_devanagari, spelling_key
from parchi.language.tokens import MARK, NUMBER

ENGLISH = "en"
MIXES = 6
"""Somebody who mixes languages is heard in the other one if one word in so many is of it."""

_DEVANAGARI_WORD = re.compile(r"[\u0900-\u097f]{2,}")
_LETTERS = re.compile(r"[^\W\d_]+")


class LanguageGuide:
    """Words by language: signs decide, hints and names count where there is no sign."""

    def __init__(
        self, signs: dict[str, set[str]], hints: dict[str, set[str]], names: dict[str, set[str]], devanagari: str
    ) -> None:
        self._sign_of = _owners(signs)
        self._hint_of = _owners(hints)
        self._name_of = _owners(names)
        self._keyed = {spelling_key(w): lang for w, lang in self._sign_of.items() if lang != ENGLISH and len(w) > 3}
        self._devanagari = devanagari
        """The language of Devanagari in which nothing says otherwise."""

    @classmethod
    def load(cls, lexicon: Path, shop: Path) -> LanguageGuide:
        """Read function_words.csv of every language in data/lexicon, and words.csv of data/shop."""
        signs: dict[str, set[str]] = {}
        hints: dict[str, set[str]] = {}
        for path in sorted(lexicon.glob("*/function_words.csv")):
            for row in _rows(path):
                kind = signs if row["kind"] == "sign" else hints
                kind.setdefault(path.parent.name, set()).update(row["words"].split())
        names: dict[str, set[str]] = {}
        alone: dict[str, set[str]] = {}
        in_devanagari: Counter[str] = Counter()
        for row in _rows(shop / "words.csv"):
            words = _LETTERS.findall(row["word"].lower())
            names.setdefault(row["language"], set()).update(words)
            if len(words) == 1:
                alone.setdefault(row["language"], set()).update(words)
            in_devanagari[row["language"]] += is_devanagari(row["word"])
        # Words that English speakers here use too (atta, paneer) are listed under English as well: they tell nothing.
        for language in set(names) - {ENGLISH}:
            # But "haldi powder" does not make English of haldi, which is listed alone as Hindi.
            names[language] -= names.get(ENGLISH, set()) - alone.get(language, set())
        return cls(signs, hints, names, in_devanagari.most_common(1)[0][0])

    def language(self, spans: Sequence[Span]) -> str | None:
        """The language of a message's spans; None where no word tells."""
        in_devanagari: list[str] = []
        others: list[tuple[str, Span]] = []
        for span in spans:
            if span.kind != MARK:
                for word, is_other in _written(span.text):
                    if is_other:
                        others.append((word, span))
                    elif _DEVANAGARI_WORD.match(word):
                        in_devanagari.append(word)
        latin = self._latin(others)
        if not in_devanagari:
            return latin.most_common(1)[0][0] if latin else None
        other, words = latin.most_common(1)[0] if latin else (ENGLISH, 0)
        if other != ENGLISH and words > len(in_devanagari):
            return other
        return self._language_of_devanagari(in_devanagari)

    def has_sign(self, spans: Sequence[Span], language: str | None) -> bool:
        """Whether more than names of things tells the language: "1 kg paneer" is English only by itself."""
        if language != ENGLISH:
            return True
        words = [(word, span) for span in spans for word in span.text.split()]
        return any(
            self._sign(word, span) == ENGLISH or (not _is_of_things(span) and self._hint_of.get(word) == ENGLISH)
            for word, span in words
        )

    def _latin(self, written: Sequence[tuple[str, Span]]) -> Counter[str]:
        """How many words speak for each language; the first of the kinds of evidence that tells at all."""
        signs: Counter[str] = Counter()
        for word, span in written:
            language = self._sign(word, span)
            if language is not None:
                signs[language] += 1
        if signs:
            if (signs.total() - signs[ENGLISH]) * MIXES >= signs[ENGLISH]:
                del signs[ENGLISH]
            return signs
        named = Counter(lang for word, span in written if (lang := self._name(word, span)))
        hinted = Counter(
            lang for word, span in written if span.kind not in (ITEM, BRAND) and (lang := self._hint_of.get(word))
        )
        for found in (named, hinted):
            del found[ENGLISH]
        return named or hinted or self._plain_english(written)

    def _plain_english(self, written: Sequence[tuple[str, Span]]) -> Counter[str]:
        """English names and loan words, which count only where nothing else does."""
        return Counter(
            ENGLISH
            for word, span in written
            if (span.kind == ITEM and self._name_of.get(word) == ENGLISH)
            or (span.kind != BRAND and self._hint_of.get(word) == ENGLISH)
        )

    def _sign(self, word: str, span: Span) -> str | None:
        if span.kind in (BRAND, NUMBER, MARK) or (span.kind == ITEM and word in self._name_of):
            return None
        found = self._sign_of.get(word)
        if found or word in self._hint_of or span.kind == ITEM or len(word) < 4:
            return found
        return self._keyed.get(spelling_key(word))

    def _name(self, word: str, span: Span) -> str | None:
        if span.kind != ITEM:
            return None
        found = self._name_of.get(word)
        if found or span.name is None:
            return found
        # A misspelt name is of the language of the name it was taken for.
        return next((lang for part in span.name.words.split() if (lang := self._name_of.get(part))), None)

    def _language_of_devanagari(self, words: Iterable[str]) -> str:
        told = Counter(lang for word in words if (lang := self._sign_of.get(word)))
        return told.most_common(1)[0][0] if told else self._devanagari


@lru_cache(maxsize=REMEMBERED)
def _written(text: str) -> tuple[tuple[str, bool], ...]:
    """The words of a span, and whether they are in other letters than Devanagari."""
    return tuple((word, not is_devanagari(word)) for word in text.split())


def _is_of_things(span: Span) -> bool:
    """Whether a span tells of a thing: its name, its brand, how much of it, or how it is wanted."""
    return span.kind in (ITEM, BRAND, NUMBER) or span.has("unit", "note", "size")


def _owners(words: dict[str, set[str]]) -> dict[str, str]:
    """Each word with its language; of a word in several, the one that is not English."""
    return {word: language for language in sorted(words, key=lambda name: name != ENGLISH) for word in words[language]}


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
