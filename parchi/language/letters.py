"""Letters: how many of each a known word has, so that a search compares only words that share enough with it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

_COLUMNS = 32
"""Letters are counted by their place in the alphabet's block; those that share a column only let more words pass."""
_LONGEST = 250
"""One byte counts a few more; longer words are no slips of anything."""


class Letters:
    """Known words by length, each with how often it has which letter and how many slips it may hold."""

    def __init__(self, words: Iterable[tuple[str, int]]) -> None:
        """Words and their most slips; of one length they are found in the order given."""
        kept = sorted(((word, most) for word, most in words if len(word) <= _LONGEST), key=lambda each: len(each[0]))
        self._words = [word for word, _ in kept]
        self._sizes = [len(word) for word in self._words]
        self._lengths = np.array(self._sizes, dtype=np.uint8)
        self._slips = np.array([most for _, most in kept], dtype=np.uint8)
        counts = np.frombuffer(b"".join(map(_counted, self._words)), dtype=np.uint8)
        self._counts: npt.NDArray[np.uint8] = np.ascontiguousarray(counts.reshape(-1, _COLUMNS).T)
        self._widest = max((most for _, most in kept), default=0)

    def sharing(self, word: str) -> list[str]:
        """The words that are no more slips away than they may hold, and some that are, the shorter ones first.

        A slip spoils one letter at most, so that two words share all but as many letters of the longer one.
        """
        first = bisect_left(self._sizes, len(word) - self._widest)
        last = bisect_left(self._sizes, len(word) + self._widest + 1, first)
        if first == last:
            return []
        counted = np.frombuffer(_counted(word), dtype=np.uint8)[:, None]
        shared = np.add.reduce(np.minimum(self._counts[:, first:last], counted), axis=0, dtype=np.uint8)
        needed = np.maximum(self._lengths[first:last], len(word)) - self._slips[first:last]
        return [self._words[first + at] for at in (shared >= needed).nonzero()[0].tolist()]


def _counted(word: str) -> bytes:
    counts = bytearray(_COLUMNS)
    for letter in word:
        counts[ord(letter) % _COLUMNS] += 1
    return bytes(counts)
