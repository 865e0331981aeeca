"""The language of a message: told by its words, not by its letters and not by the names of things."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from parchi.language.lexicon import BRAND, ITEM, Name
from parchi.language.remembered import Remembered
from parchi.language.spans import Sign, Span
from parchi.language.spelling import is_devanagari, spelling_key
from parchi.language.tokens import MARK, NUMBER

ENGLISH = "en"
MIXES = 6
"""Somebody who mixes languages is heard in the other one if one word in so many is of it."""

_DEVANAGARI_WORD = re.compile(r"[\u0900-\u097f]{2,}")
_LETTERS = re.compile(r"[^\W\d_]+")


_THINGS = frozenset({ITEM, BRAND, NUMBER})
_OF_THINGS = frozenset({"unit", "note", "size"})
"""Kinds and senses of what tells of a thing: its name, its brand, how much of it, or how it is wanted."""


class Evidence(NamedTuple):
    """What a span tells of the language: for each of its words that tells any, a language."""

    in_devanagari: tuple[str, ...]
    """The words themselves."""
    signs: tuple[str, ...]
    names: tuple[str, ...]
    hints: tuple[str, ...]
    plain: tuple[str, ...]
    """Names and loan words of English, which count only where nothing else does."""
    is_plainly_english: bool
    """Whether more than names of things tells that it is English."""


_names, _hints, _plain = attrgetter("names"), attrgetter("hints"), attrgetter("plain")


class LanguageGuide:
    """Words by language: signs decide, hints and names count where there is no sign."""

    def __init__(
        self, signs: dict[str, set[str]], hints: dict[str, set[str]], names: dict[str, set[str]], devanagari: str
    ) -> None:
        self._sign_of = _owners(signs)
        self._hint_of = _owners(hints)
        self._name_of = _owners(names)
        self._keyed = {spelling_key(w): lang for w, lang in self._sign_of.items() if lang != ENGLISH and len(w) > 3}
        self._evidence: Remembered[Sign, Evidence] = Remembered(self._tells)
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
        told = [self._evidence[span.sign] for span in spans]
        in_devanagari = [word for each in told for word in each.in_devanagari]
        latin = _latin(told)
        likeliest = _likeliest(latin) if latin else None
        if not in_devanagari:
            return likeliest
        if likeliest not in (None, ENGLISH) and latin.count(likeliest) > len(in_devanagari):
            return likeliest
        return _likeliest([lang for word in in_devanagari if (lang := self._sign_of.get(word))]) or self._devanagari

    def has_sign(self, spans: Sequence[Span], language: str | None) -> bool:
        """Whether more than names of things tells the language: "1 kg paneer" is English only by itself."""
        return language != ENGLISH or any(self._evidence[span.sign].is_plainly_english for span in spans)

    def _tells(self, sign: Sign) -> Evidence:
        """What one span tells of the language."""
        kind, text, senses, name = sign
        words = text.split()
        others = [word for word in words if not is_devanagari(word)] if kind != MARK else []
        hinted = [lang for word in others if (lang := self._hint_of.get(word))]
        signs = [lang for word in others if (lang := self._sign(word, kind))]
        is_of_things = kind in _THINGS or any(sense.kind in _OF_THINGS for sense in senses)
        return Evidence(
            in_devanagari=tuple(word for word in words if _DEVANAGARI_WORD.match(word)) if kind != MARK else (),
            signs=tuple(signs),
            names=tuple(lang for word in others if (lang := self._name(word, kind, name)) and lang != ENGLISH),
            hints=tuple(lang for lang in hinted if lang != ENGLISH) if kind not in (ITEM, BRAND) else (),
            plain=tuple(ENGLISH for word in others if self._is_plain_english(word, kind)),
            is_plainly_english=ENGLISH in signs
            or (not is_of_things and any(self._hint_of.get(word) == ENGLISH for word in words)),
        )

    def _is_plain_english(self, word: str, kind: str) -> bool:
        """English names and loan words, which count only where nothing else does."""
        if kind == ITEM and self._name_of.get(word) == ENGLISH:
            return True
        return kind != BRAND and self._hint_of.get(word) == ENGLISH

    def _sign(self, word: str, kind: str) -> str | None:
        if kind in (BRAND, NUMBER, MARK) or (kind == ITEM and word in self._name_of):
            return None
        found = self._sign_of.get(word)
        if found or word in self._hint_of or kind == ITEM or len(word) < 4:
            return found
        return self._keyed.get(spelling_key(word))

    def _name(self, word: str, kind: str, name: Name | None) -> str | None:
        if kind != ITEM:
            return None
        found = self._name_of.get(word)
        if found or name is None:
            return found
        # A misspelt name is of the language of the name it was taken for.
        return next((lang for part in name.words.split() if (lang := self._name_of.get(part))), None)


def _latin(told: Sequence[Evidence]) -> Sequence[str]:
    """The languages that words speak for, word by word; the first of the kinds of evidence that tells at all."""
    signs = [lang for each in told for lang in each.signs]
    if signs:
        others = [lang for lang in signs if lang != ENGLISH]
        return others if len(others) * MIXES >= len(signs) - len(others) else signs
    for kind in (_names, _hints, _plain):
        found = [lang for each in told for lang in kind(each)]
        if found:
            return found
    return ()


def _likeliest(languages: Sequence[str]) -> str | None:
    """The one that most words speak for; of several the one that was heard first."""
    return max(dict.fromkeys(languages), key=languages.count, default=None)


def _owners(words: dict[str, set[str]]) -> dict[str, str]:
    """Each word with its language; of a word in several, the one that is not English."""
    return {word: language for language in sorted(words, key=lambda name: name != ENGLISH) for word in words[language]}


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
