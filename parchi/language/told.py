"""What features tell of the intents: each word's share of the scores, added up once and kept for the next message."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float32]
Places = npt.NDArray[np.intp]
REMEMBERED = 16_384
"""Features whose shares are kept, so that memory is bounded whatever people write."""


class Told:
    """One speaker's weights, looked up by whole features: `scores` is a sum over the words of a message."""

    def __init__(self, weights: Array, parts: Callable[[int, str], tuple[Places, Array]], views: int) -> None:
        self._weights = weights
        """One row a part, one column an intent."""
        self._parts = parts
        self._shares = np.zeros((REMEMBERED, weights.shape[1]), dtype=np.float32)
        self._known: list[dict[str, tuple[int, float]]] = [{} for _ in range(views)]
        """Of each view's features the row of `_shares`, and the square of their length."""

    def scores(self, features: Sequence[Sequence[str]]) -> Array:
        """What the features say for each intent; each view has length 1."""
        if sum(map(len, self._known)) + sum(map(len, features)) > REMEMBERED:
            for known in self._known:
                known.clear()
        rows: list[int] = []
        factors: list[float] = []
        for view, names in enumerate(features):
            known = self._known[view]
            square, first = 0.0, len(rows)
            for name in dict.fromkeys(names):
                row, own = known.get(name) or self._learn(view, name)
                rows.append(row)
                square += own
            factors += [1.0 / (math.sqrt(square) or 1.0)] * (len(rows) - first)
        # Not a matrix product: for so few rows, waking the threads of a BLAS costs more than the sum itself.
        told: Array = np.einsum("i,ij", np.array(factors, dtype=np.float32), self._shares.take(rows, axis=0))
        return told

    def _learn(self, view: int, name: str) -> tuple[int, float]:
        places, values = self._parts(view, name)
        known = sum(map(len, self._known)), float(values @ values)
        self._shares[known[0]] = np.einsum("i,ij", values, self._weights.take(places, axis=0))
        self._known[view][name] = known
        return known
