"""What features tell of the intents: each word's share of the scores, added up once and kept for the next message."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float32]
Places = npt.NDArray[np.intp]
REMEMBERED = 16_384
"""Features whose shares are kept, so that memory is bounded whatever people write."""


class Told:
    """One speaker's weights, looked up by whole features: `scores` is a sum over the words of a message."""

    def __init__(self, weights: Array, parts: Callable[[int, str], tuple[Places, Array]]) -> None:
        self._weights = weights
        """One row a part, one column an intent."""
        self._parts = parts
        self._shares = np.zeros((REMEMBERED, weights.shape[1]), dtype=np.float32)
        self._known: dict[tuple[int, str], tuple[int, float]] = {}
        """Of a view's feature the row of `_shares`, and the square of its length."""

    def scores(self, features: Sequence[Sequence[str]]) -> Array:
        """What the features say for each intent; each view has length 1."""
        if len(self._known) + sum(map(len, features)) > REMEMBERED:
            self._known.clear()
        rows: list[int] = []
        factors: list[float] = []
        for view, names in enumerate(features):
            square, times_of = 0.0, []
            for name, times in weights_of(names):
                row, own = self._known.get((view, name)) or self._learn(view, name)
                if own:
                    rows.append(row)
                    times_of.append(times)
                    square += own * times * times
            length = math.sqrt(square) or 1.0
            factors += [times / length for times in times_of]
        # Not a matrix product: for so few rows, waking the threads of a BLAS costs more than the sum itself.
        told: Array = np.einsum("i,ij", np.array(factors, dtype=np.float32), self._shares.take(rows, axis=0))
        return told

    def _learn(self, view: int, name: str) -> tuple[int, float]:
        places, values = self._parts(view, name)
        known = len(self._known), float(values @ values)
        self._shares[known[0]] = np.einsum("i,ij", values, self._weights.take(places, axis=0))
        self._known[view, name] = known
        return known


def weights_of(names: Sequence[str]) -> Iterable[tuple[str, float]]:
    """Each feature once, with how much it counts: the second time adds less than the first."""
    once = dict.fromkeys(names, 1.0)
    if len(once) == len(names):
        return once.items()
    return [(name, 1.0 + math.log(count)) for name, count in Counter(names).items()]


def length_of(weighed: Iterable[tuple[float, Array]]) -> float:
    """The length of features side by side, each times what it counts; 1 where there are none."""
    return math.sqrt(sum(times * times * float(values @ values) for times, values in weighed)) or 1.0
