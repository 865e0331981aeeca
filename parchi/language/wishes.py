"""Wishes that a few fixed phrases say, such as turning news on: the rows of data/lexicon/<language>/wishes.csv.

data/lexicon/wishes.csv names them all, and what each means. How a phrase is written there:

| written | meets |
|---|---|
| `phir se` | these words side by side, in any spelling that sounds alike and in any script |
| `paisa … wapas` | up to two other words in between |
| `hata*` | every word that begins so: hata, hatao, hatana |
| `'no'` | only this spelling: "nau", which is nine, sounds like it |
| `=ghar haan` | the whole message, and nothing else in it |
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from parchi.language.normaliser import normalise
from parchi.language.spelling import spelling_key
from parchi.language.tables import rows_of, rows_of_all
from parchi.project import LEXICON

NEWS_ON, NEWS_OFF = "news_on", "news_off"
SMALLER_PACK = "smaller_pack"
HOME_MAKE, HOME_ADD, HOME_LEAVE = "home_make", "home_add", "home_leave"
HOME_YES, HOME_NO = "home_yes", "home_no"
OF_SHELVES = "of_shelves"
"""Not a wish but the words around a thing in "X khatam ho gaya", "X is here again"."""
ALL_BUT = "all_but"
BETWEEN = 2
"""Words that an ellipsis of a phrase stands for at most."""
ELLIPSES = ("…", "...")
_WORD = re.compile(r"[a-z']+|[\u0900-\u097f]+|[0-9]+")
_LETTER = r"[a-z\u0900-\u0963]"


class Word(NamedTuple):
    """A word of a message: as normalised, and how it sounds."""

    text: str
    key: str


class Step(NamedTuple):
    """A word of a phrase; `gap` is how many others may stand before it."""

    text: str
    key: str
    is_spelt: bool
    is_beginning: bool
    gap: int

    def meets(self, word: Word) -> bool:
        """Whether the word of a message is this one."""
        if self.is_beginning:
            return word.key.startswith(self.key)
        return word.text == self.text if self.is_spelt else word.key == self.key


@dataclass(frozen=True)
class Phrase:
    """One way to say a wish; `is_whole` if nothing else may be said."""

    wish: str
    steps: tuple[Step, ...]
    is_whole: bool

    def end(self, words: Sequence[Word], begin: int) -> int | None:
        """Where the phrase ends that begins at a word; None where it does not stand there."""
        if self.is_whole and (begin or len(words) != len(self.steps)):
            return None
        if len(self.steps) == 1:
            return begin + 1 if self.steps[0].meets(words[begin]) else None
        return self._end(words, begin, 0)

    def _end(self, words: Sequence[Word], at: int, step: int) -> int | None:
        if step == len(self.steps):
            return at
        wanted = self.steps[step]
        for skipped in range(wanted.gap + 1 if step else 1):
            if at + skipped < len(words) and wanted.meets(words[at + skipped]):
                found = self._end(words, at + skipped + 1, step + 1)
                if found is not None:
                    return found
        return None


class Found(NamedTuple):
    """A phrase in a message: its wish, and the words from `begin` up to `end`."""

    wish: str
    begin: int
    end: int


@dataclass
class Wishes:
    """The phrases of all languages, found by how their first words sound."""

    question: Mapping[str, str] = field(default_factory=dict)
    """Wishes that answer the same question: only one of them can be meant."""
    longest: Mapping[str, int] = field(default_factory=dict)
    """Words of the longest message that says a wish; a longer one speaks of more than such a wish."""
    phrases: list[Phrase] = field(default_factory=list)
    _first: dict[str, list[Phrase]] = field(default_factory=lambda: defaultdict(list))
    _beginning: dict[str, list[Phrase]] = field(default_factory=lambda: defaultdict(list))
    """By the beginning that is written with a star."""
    _lengths: set[int] = field(default_factory=set)

    @classmethod
    def load(cls, lexicon: Path) -> Wishes:
        """Read the wishes of data/lexicon, or of another folder like it."""
        known = list(rows_of(lexicon / "wishes.csv"))
        found = cls(
            {row["wish"]: row["question"] for row in known if row["question"]},
            {row["wish"]: int(row["longest"]) for row in known if row["longest"]},
        )
        for row in rows_of_all("wishes.csv", lexicon):
            for phrase in row["phrases"].split(";"):
                found.add(phrase_of(row["wish"], phrase))
        return found

    def add(self, phrase: Phrase) -> None:
        """Take in one more phrase; one without words says nothing."""
        if not phrase.steps:
            return
        self.phrases.append(phrase)
        first = phrase.steps[0]
        (self._beginning if first.is_beginning else self._first)[first.key].append(phrase)
        if first.is_beginning:
            self._lengths.add(len(first.key))

    def said(self, words: Sequence[Word]) -> frozenset[str]:
        """The wishes that a message says; of those that answer one question, not the words inside a longer phrase."""
        found = [one for one in self._found(words) if len(words) <= self.longest.get(one.wish, len(words))]
        rivals = [one for one in found if one.wish in self.question]
        return frozenset(one.wish for one in found if not any(self._is_inside(one, other) for other in rivals))

    def _found(self, words: Sequence[Word]) -> Iterator[Found]:
        for begin, word in enumerate(words):
            for phrase in self._beginning_with(word.key):
                end = phrase.end(words, begin)
                if end is not None:
                    yield Found(phrase.wish, begin, end)

    def _beginning_with(self, key: str) -> Sequence[Phrase]:
        """The phrases whose first word may sound so."""
        phrases = self._first.get(key, [])
        for length in self._lengths:
            if key[:length] in self._beginning and length <= len(key):
                phrases = phrases + self._beginning[key[:length]]
        return phrases

    def _is_inside(self, one: Found, other: Found) -> bool:
        question = self.question.get(one.wish)
        if question is None or one.wish == other.wish or question != self.question.get(other.wish):
            return False
        is_within = other.begin <= one.begin and one.end <= other.end
        return is_within and other.end - other.begin > one.end - one.begin


def wishes_said(text: str) -> frozenset[str]:
    """The wishes of which a phrase is in the text, by their names in data/lexicon/wishes.csv."""
    return _said(text)


def first_said(text: str, wishes: Iterable[str]) -> str | None:
    """The first of these wishes that the text says; None where it says none of them."""
    said = _said(text)
    return next((wish for wish in wishes if wish in said), None)


def keys_of(*wishes: str) -> frozenset[str]:
    """How the words sound that say these wishes: to be compared with the keys of what was said."""
    return frozenset[str]().union(*(_keys(wish) for wish in wishes))


def rest_of(text: str, *wishes: str) -> list[str]:
    """The words of a text that stand in no phrase of these wishes, as normalised."""
    known = keys_of(*wishes)
    return [word.text for word in words_in(text) if word.key not in known]


@lru_cache(maxsize=256)
def words_of(wish: str) -> str:
    """All words that say a wish, in one line."""
    return " ".join(dict.fromkeys(step.text for p in _book().phrases if p.wish == wish for step in p.steps))


@lru_cache(maxsize=256)
def pattern_of(*wishes: str) -> str:
    """The phrases of wishes as a regular expression, for what needs more than words, such as a number beside one.

    It is made for normalised text in small letters, and meets the spellings that are written in the tables.
    """
    phrases = {phrase.steps for phrase in _book().phrases if phrase.wish in wishes}
    written = {r"\s+".join(map(_pattern_of_step, steps)) for steps in phrases}
    return rf"(?:{'|'.join(sorted(written, key=lambda each: (-len(each), each)))})"


@lru_cache(maxsize=64)
def words_in(text: str) -> tuple[Word, ...]:
    """The words and numbers of a text."""
    return tuple(_words(text))


def phrase_of(wish: str, written: str) -> Phrase:
    """A phrase as it is written in the tables."""
    plain = written.strip()
    gap, steps = 0, list[Step]()
    for part in plain.removeprefix("=").split():
        if part in ELLIPSES:
            gap += BETWEEN
            continue
        is_spelt = len(part) > 1 and part[0] == part[-1] == "'"
        for word in _words(part):
            steps.append(Step(word.text, word.key, is_spelt, part.endswith("*"), gap))
            gap = 0
    return Phrase(wish, tuple(steps), plain.startswith("="))


@lru_cache(maxsize=1)
def _book() -> Wishes:
    return Wishes.load(LEXICON)


@lru_cache(maxsize=64)
def _said(text: str) -> frozenset[str]:
    return _book().said(words_in(text))


@lru_cache(maxsize=256)
def _keys(wish: str) -> frozenset[str]:
    return frozenset(step.key for phrase in _book().phrases if phrase.wish == wish for step in phrase.steps)


def _pattern_of_step(step: Step) -> str:
    # A vowel sign of Devanagari is no \w to Python; a number may touch the word: "10ghar".
    return rf"(?<!{_LETTER}){step.text}" + (f"{_LETTER}*" if step.is_beginning else f"(?!{_LETTER})")


def _words(text: str) -> Iterator[Word]:
    for found in _WORD.findall(normalise(text).lower()):
        word = found.replace("'", "")
        if word:
            yield Word(word, spelling_key(word))
