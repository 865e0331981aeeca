"""A vocabulary: the words the shop knows, and which of them a misspelt word is nearest to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from rapidfuzz import process
from rapidfuzz.distance import OSA

from parchi.language.letters import Letters
from parchi.language.spelling import is_devanagari, skeleton, spelling_key

SHORTEST = 4
"""Shorter words are near to too many others to be guessed."""
LONG = 7
"""Words from here on may hold two slips, shorter ones one."""
_KEYBOARD = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_VOWELS = frozenset("aeiouyािीुूेैोौ")


@dataclass(frozen=True)
class Near:
    """A known word and how far the written one is from it: 0 is the same, 1 a plain slip of one letter."""

    word: str
    distance: float


class Vocabulary:
    """Known words by script and letters, so that a search looks at few of them."""

    def __init__(self, words: Iterable[str]) -> None:
        known = sorted(set(words))
        self._letters = {
            script: Letters((word, _most_slips(word)) for word in known if _is_guessed(word, script))
            for script in (False, True)
        }
        self._skeletons: dict[str, list[str]] = defaultdict(list)
        for word in known:
            if len(skeleton(word)) >= 3:
                self._skeletons[skeleton(word)].append(word)
        self._found: dict[str, tuple[Near, ...]] = {}

    def near(self, word: str) -> tuple[Near, ...]:
        """Known words that are one slip away (up to six letters) or two (longer ones), nearest first."""
        found = self._found.get(word)
        if found is None:
            found = tuple(self._search(word))
            if len(self._found) < 50_000:
                self._found[word] = found
        return found

    def _search(self, word: str) -> list[Near]:
        if len(word) < SHORTEST - 1:
            return []
        distances: dict[str, float] = {}
        for _, group in groupby(self._letters[is_devanagari(word)].sharing(word), len):
            choices = list(group)
            most = _most_slips(choices[0])
            for known, _, _ in process.extract(word, choices, scorer=OSA.distance, score_cutoff=most, limit=12):
                distances[known] = slip_distance(word, known)
        for near in self._by_skeleton(word):
            distances.setdefault(near.word, near.distance)
        return sorted(
            (Near(known, far) for known, far in distances.items()), key=lambda near: (near.distance, near.word)
        )

    def _by_skeleton(self, word: str) -> list[Near]:
        """Shorthand: words of the same consonants, where the written one has hardly a vowel."""
        bones = skeleton(word)
        if len(bones) < 3 or len(spelling_key(word)) - len(bones) > 1:
            return []
        return [Near(known, 1.1) for known in self._skeletons.get(bones, ()) if known[0] == word[0]]


def _is_guessed(word: str, script: bool) -> bool:
    return len(word) >= SHORTEST and is_devanagari(word) == script


def _most_slips(known: str) -> int:
    return 1 if len(known) < LONG else 2


@lru_cache(maxsize=65536)
def slip_distance(written: str, known: str) -> float:
    """How unlikely the slips are that lead from the known word to the written one; as spoken or as typed, the less."""
    typed = _weighted(written, known)
    spoken = _weighted(spelling_key(written), spelling_key(known)) + 0.25
    return min(typed, spoken)


def _weighted(first: str, second: str) -> float:
    """Optimal string alignment with cheaper steps for the slips that people make more often."""
    above: list[float] = []
    row = [0.0]
    for letter in second:
        row.append(row[-1] + _gap(letter, second, len(row) - 1))
    for i, a in enumerate(first, 1):
        before, above, row = above, row, [row[0] + _gap(a, first, i - 1)]
        for j, b in enumerate(second, 1):
            best = above[j - 1] if a == b else above[j - 1] + _swap(a, b)
            best = min(best, above[j] + _gap(a, first, i - 1), row[j - 1] + _gap(b, second, j - 1))
            if i > 1 and j > 1 and a == second[j - 2] and b == first[i - 2] and a != b:
                best = min(best, before[j - 2] + 0.7)
            row.append(best)
    return row[-1]


def _gap(letter: str, word: str, at: int) -> float:
    """A letter too many or too few: a doubled one weighs least, the first letter most."""
    if at and word[at - 1] == letter:
        return 0.4
    if letter in _VOWELS or letter == "h":
        return 0.7 if at else 1.0
    return 1.0 if at else 1.3


def _swap(a: str, b: str) -> float:
    """One letter for another: a vowel for a vowel, or the key beside it."""
    if a in _VOWELS and b in _VOWELS:
        return 0.7
    return 0.8 if b in _beside(a) else 1.0


@lru_cache(maxsize=64)
def _beside(letter: str) -> frozenset[str]:
    """The keys next to a letter's own."""
    near: set[str] = set()
    for height, keys in enumerate(_KEYBOARD):
        if letter in keys:
            at = keys.index(letter)
            for row in _KEYBOARD[max(0, height - 1) : height + 2]:
                near.update(row[max(0, at - 1) : at + 2])
    return frozenset(near - {letter})
