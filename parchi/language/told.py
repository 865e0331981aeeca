"""What features tell of the intents: each word's share of the scores, added up once and kept for the next message."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from parchi.language.features import MEANINGS, REMEMBERED, Features

Array = npt.NDArray[np.float32]
Places = npt.NDArray[np.intp]


class Told:
    """Weights, looked up by whole features: `scores` is a sum over the words of a message."""

    def __init__(
        self,
        weights: Array,
        rarity: Array,
        vocabularies: Sequence[Mapping[str, int]],
        parts: Callable[[int, str], tuple[Places, Array]],
    ) -> None:
        """`weights` have one row a part and one column an intent; `rarity` has each part's own weight."""
        meanings = vocabularies[MEANINGS]
        places = np.array(list(meanings.values()), dtype=np.intp)
        own = rarity[places]
        self._weights = weights
        self._parts = parts
        self._shares = np.zeros((places.size + REMEMBERED, weights.shape[1]), dtype=np.float32)
        self._shares[: places.size] = own[:, None] * weights[places]
        self._known: list[dict[str, tuple[int, float]]] = [{} for _ in vocabularies]
        """Of each view's features the row of `_shares`, and the square of their length."""
        self._known[MEANINGS] = dict(zip(meanings, enumerate((own * own).tolist()), strict=True))

    def scores(self, features: Features) -> Array:
        """What the features say for each intent; each view has length 1."""
        if sum(map(len, self._known)) + sum(map(len, features)) > len(self._shares):
            self._forget()
        rows: list[int] = []
        factors: list[float] = []
        for view, names in enumerate(features):
            known = self._known[view]
            square, first = 0.0, len(rows)
            for name in dict.fromkeys(names):
                found = known.get(name)
                if found is None:
                    if view == MEANINGS:  # all that tell anything are known from the start
                        continue
                    found = self._learn(view, name)
                rows.append(found[0])
                square += found[1]
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

    def _forget(self) -> None:
        """Meanings stay, of which there is an end."""
        for view, known in enumerate(self._known):
            if view != MEANINGS:
                known.clear()
