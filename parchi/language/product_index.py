"""A product index: products found by the words on their packs, in any spelling, however many products there are.

Words are corrected against the vocabulary of all names, which grows far slower than the names; then the sorted lists
of the products that have each word are intersected, rarest word first. Names themselves are not kept.
"""

from __future__ import annotations

import re
from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from math import log

import numpy as np
import numpy.typing as npt

from parchi.language.normaliser import normalise
from parchi.language.spelling import spelling_key
from parchi.language.vocabulary import slip_distance

_WORD = re.compile(r"[0-9]+(?:\.[0-9]+)?|[a-z']+|[\u0900-\u097f]+")
SHORTEST = 4
"""Keys below this are near to too many others to be corrected."""
LONG = 7
"""Keys from here on may have two letters lost."""
LONGEST = 24
"""Keys above this are no words: they are not corrected, as their forms grow with the square of their length."""
MOST_NEAR = 6
"""How many known words a misspelt one may stand for."""
TOO_FAR = 2.3

Ids = npt.NDArray[np.int32]


@dataclass(frozen=True)
class Found:
    """A product by its position in the names given, and the share of the words' weight that it has, 0 to 1."""

    product: int
    share: float


class ProductIndex:
    """Finds products by words. `names` are given once, in order; a product is its position among them."""

    def __init__(self, names: Iterable[str]) -> None:
        numbers: dict[str, int] = {}
        postings: list[array[int]] = []
        lengths = array("B")
        for product, name in enumerate(names):
            keys = set(keys_of(name))
            lengths.append(min(len(keys), 255))
            for key in keys:
                number = numbers.setdefault(key, len(numbers))
                if number == len(postings):
                    postings.append(array("i"))
                postings[number].append(product)
        self._numbers = numbers
        self._lengths = np.frombuffer(lengths, dtype=np.uint8)
        self._counts = [len(posting) for posting in postings]
        self._ends = list(accumulate(self._counts, initial=0))
        joined = array("i")
        for posting in postings:
            joined.extend(posting)
        self._products: Ids = np.frombuffer(joined, dtype=np.int32)
        self._size = len(lengths)
        self._lost = _deletions(numbers)

    def __len__(self) -> int:
        return self._size

    @property
    def nbytes(self) -> int:
        """How many bytes the lists take; the vocabulary comes on top."""
        return self._products.nbytes + self._lengths.nbytes

    def find(self, words: str, most: int = 5) -> list[Found]:
        """The products that have most of these words, the best first; of equal ones the one with the shortest name."""
        groups = [self._near(key) for key in dict.fromkeys(keys_of(words))]
        weighted = sorted(((self._weight(group), group) for group in groups if group), key=lambda pair: -pair[0])
        total = sum(weight for weight, _ in weighted) + sum((self._rarest for group in groups if not group), 0.0)
        if not weighted:
            return []
        kept, have = self._intersected(weighted)
        lengths = self._lengths[kept]
        first = np.argsort(lengths, kind="stable")[:most]
        return [Found(int(product), have / total) for product in kept[first]]

    def _intersected(self, weighted: Sequence[tuple[float, tuple[int, ...]]]) -> tuple[Ids, float]:
        """The products of the rarest word that have as many of the others as any has; a word that none has is lost."""
        weight, group = weighted[0]
        kept, have = self._products_of(group), weight
        for weight, group in weighted[1:]:
            both = self._among(kept, group)
            if both.size:
                kept, have = both, have + weight
        return kept, have

    def _products_of(self, group: tuple[int, ...]) -> Ids:
        lists = [self._products[self._ends[number] : self._ends[number + 1]] for number in group]
        return lists[0] if len(lists) == 1 else np.unique(np.concatenate(lists))

    def _among(self, kept: Ids, group: tuple[int, ...]) -> Ids:
        """Those of `kept` that have one of the words, by a binary search in each word's sorted list."""
        has = None
        for number in group:
            posting = self._products[self._ends[number] : self._ends[number + 1]]
            there = posting.take(posting.searchsorted(kept), mode="clip") == kept
            has = there if has is None else has | there
        return kept[has]

    def _weight(self, group: tuple[int, ...]) -> float:
        """How much a word tells: the rarer, the more."""
        count = sum(self._counts[number] for number in group)
        return log(1 + self._size / count)

    @property
    def _rarest(self) -> float:
        return log(1 + self._size)

    def _near(self, key: str) -> tuple[int, ...]:
        """The numbers of the word itself, or of those that it is a misspelling of, nearest first."""
        number = self._numbers.get(key)
        if number is not None:
            return (number,)
        if len(key) < SHORTEST or key[0].isdigit():
            return ()
        known = {word for lost in _shortened(key) for word in self._lost.get(lost, ())}
        by_distance = sorted((slip_distance(key, word), word) for word in known)
        nearest = [(far, word) for far, word in by_distance if far <= TOO_FAR][:MOST_NEAR]
        return tuple(self._numbers[word] for far, word in nearest if far <= nearest[0][0] + 0.3)


@lru_cache(maxsize=16384)
def keys_of(text: str) -> tuple[str, ...]:
    """The spelling keys of a text's words; numbers stay as they are."""
    words: list[str] = _WORD.findall(normalise(text).lower())
    return tuple(word if word[0].isdigit() else spelling_key(word.replace("'", "")) for word in words)


def _deletions(keys: Iterable[str]) -> dict[str, list[str]]:
    """Each key under itself and every form of it that lost a letter (long keys: two), as SymSpell has it."""
    lost: dict[str, list[str]] = defaultdict(list)
    for key in keys:
        if len(key) >= SHORTEST - 1 and not key[0].isdigit():
            for form in _shortened(key):
                lost[form].append(key)
    return dict(lost)


def _shortened(key: str) -> set[str]:
    if len(key) > LONGEST:
        return {key}
    once = {key[:at] + key[at + 1 :] for at in range(len(key))}
    forms = {key} | once
    if len(key) >= LONG:
        forms |= {form[:at] + form[at + 1 :] for form in once for at in range(len(form))}
    return forms
