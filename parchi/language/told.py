"""What features tell of the intents: each word's share of the scores, added up once and kept for the next message."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import sqrt

import numpy as np
import numpy.typing as npt

from parchi.language.features import KEYS, MEANINGS, WRITTEN, Features
from parchi.language.remembered import MOST

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
        self._shares = np.zeros((places.size + 2 * MOST, weights.shape[1]), dtype=np.float32)
        """Of every feature its share of the scores: of all meanings, and of the words and keys met before."""
        self._shares[: places.size] = own[:, None] * weights[places]
        self._squares: list[float] = [*(own * own).tolist(), *[0.0] * (2 * MOST)]
        """Of every feature the square of its length."""
        self._meanings = {name: row for row, name in enumerate(meanings)}
        self._written = _Rows(places.size, lambda name, row: self._learn(WRITTEN, name, row))
        self._keys = _Rows(places.size + MOST, lambda name, row: self._learn(KEYS, name, row))

    def scores(self, features: Features) -> Array:
        """What the features say for each intent; each view has length 1."""
        written, meanings, keys = features
        rows: list[int] = []
        factors: list[float] = []
        for found in (
            self._written.of(written),
            # All meanings that tell anything are known from the start.
            sorted(map(self._meanings.__getitem__, self._meanings.keys() & meanings)),
            self._keys.of(keys),
        ):
            rows += found
            square = sum(map(self._squares.__getitem__, found))
            factors += [1.0 / (sqrt(square) or 1.0)] * len(found)
        told: Array = np.array(factors, dtype=np.float32).dot(self._shares.take(rows, axis=0))
        return told

    def _learn(self, view: int, name: str, row: int) -> None:
        places, values = self._parts(view, name)
        self._shares[row] = values.dot(self._weights.take(places, axis=0))
        self._squares[row] = float(values.dot(values))


class _Rows(dict[str, int]):
    """The rows of one view's features; what is new takes the next one, and they begin anew when all are taken."""

    def __init__(self, first: int, learn: Callable[[str, int], None]) -> None:
        super().__init__()
        self._first = first
        self._learn = learn

    def of(self, names: Sequence[str]) -> list[int]:
        """The rows of a message's features, each once."""
        if len(self) + len(names) > MOST:
            self.clear()
        return list(map(self.__getitem__, dict.fromkeys(names[:MOST])))

    def __missing__(self, name: str) -> int:
        row = self[name] = self._first + len(self)
        self._learn(name, row)
        return row
