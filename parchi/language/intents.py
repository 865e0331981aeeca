"""An intent: what a speaker wants with a message, told by a linear model that is nothing but numbers."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import accumulate
from math import exp, sqrt
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from parchi.domain.reading import CUSTOMER, SHOP
from parchi.language.concepts import Concepts
from parchi.language.features import Features, parts_of
from parchi.language.lexicon import Lexicon
from parchi.language.told import Array, Places, Told

OUT_OF_SCOPE = "out_of_scope"

OF_SHOP = frozenset(
    {
        "accept_order", "reject_order", "order_ready", "order_collected", "report_missing", "set_out_of_stock",
        "restock", "set_price", "open_shop", "close_shop", "set_holiday", "confirm_payment", "record_credit",
        "ask_orders", "ask_sales",
    }
)  # fmt: skip
"""What only a kirana's own number can mean."""
OF_BOTH = frozenset({"greet", "affirm", "deny", "help", "thank", "goodbye", "stop_messages", OUT_OF_SCOPE})
"""What customers and kiranas say alike."""


class Chances(NamedTuple):
    """How likely the intents of a speaker are."""

    intent: str
    """The likeliest."""
    chance: float
    intents: tuple[str, ...]
    """All of them."""
    weights: list[float]
    """How likely each of them is, as a multiple of the same share."""
    share: float

    def of(self, intent: str) -> float:
        """The calibrated probability of one intent; 0 for one that the speaker cannot mean."""
        return self.weights[self.intents.index(intent)] * self.share if intent in self.intents else 0.0


def may_mean(intent: str, speaker: str) -> bool:
    """Whether a message of this speaker can have the intent."""
    return intent in OF_SHOP | OF_BOTH if speaker == SHOP else intent not in OF_SHOP


@dataclass(frozen=True)
class Weights:
    """What one speaker's messages are told apart by."""

    intents: tuple[str, ...]
    weights: Array
    """One row a feature, one column an intent."""
    bias: Array
    sharpness: float
    """What scores are multiplied by so that their softmax is the share of right answers."""
    refusal: float
    """From this probability of being out of scope on, a message is refused."""
    doubt: float
    """Below this probability the likeliest intent is not acted on."""


class IntentModel:
    """Vocabularies of the three views of features, and the weights of each speaker."""

    def __init__(
        self, concepts: Concepts, vocabularies: list[dict[str, int]], rarity: Array, weights: Mapping[str, Weights]
    ) -> None:
        self.concepts = concepts
        self._vocabularies = vocabularies
        self._rarity = rarity
        """Of every feature: the rarer, the more it tells."""
        none = np.empty((rarity.size, 0), dtype=np.float32)
        together = np.hstack([none, *(learned.weights for learned in weights.values())])
        self._told = Told(together, rarity, vocabularies, self.parts)
        ends = list(accumulate((len(learned.intents) for learned in weights.values()), initial=0))
        self._columns = {speaker: slice(*ends[at : at + 2]) for at, speaker in enumerate(weights)}
        self._weights = {
            speaker: replace(learned, weights=together[:, self._columns[speaker]])
            for speaker, learned in weights.items()
        }

    @classmethod
    def train(
        cls, examples: Iterable[tuple[str, str]], lexicon: Lexicon, concepts: Concepts | None = None
    ) -> IntentModel:
        """Learn from sentences and their intents; which speaker says them follows from the intent."""
        from parchi.language.intent_training import train  # scikit-learn is only needed here

        return train(examples, lexicon, concepts)

    def predict(self, features: Features, speaker: str = CUSTOMER) -> Chances:
        """What the speaker can mean, with calibrated probabilities."""
        learned = self._weights[speaker]
        scores: list[float] = self.scores(features, speaker).tolist()
        best = max(scores)
        weights = [exp(learned.sharpness * (score - best)) for score in scores]
        share = 1.0 / sum(weights)
        return Chances(learned.intents[scores.index(best)], share, learned.intents, weights, share)

    def scores(self, features: Features, speaker: str) -> Array:
        """The raw scores of all intents of a speaker."""
        learned = self._weights[speaker]
        return self._told.scores(features)[self._columns[speaker]] + learned.bias

    def limits(self, speaker: str) -> tuple[float, float]:
        """The speaker's `refusal` and `doubt`."""
        return self._weights[speaker].refusal, self._weights[speaker].doubt

    def vector(self, features: Features) -> tuple[Places, Array]:
        """The known parts of all features and what each adds: a message as the training sees it."""
        told: dict[int, float] = {}
        for view, names in enumerate(features):
            found = [self.parts(view, name) for name in dict.fromkeys(names)]
            length = sqrt(sum(float(values @ values) for _, values in found)) or 1.0
            for places, values in found:
                for place, value in zip(places.tolist(), (values / length).tolist(), strict=True):
                    told[place] = told.get(place, 0.0) + value
        return np.array(list(told), dtype=np.intp), np.array(list(told.values()), dtype=np.float32)

    def parts(self, view: int, name: str) -> tuple[Places, Array]:
        """What is known of a feature, with how much each part tells."""
        found = [place for place in map(self._vocabularies[view].get, parts_of(view, name)) if place is not None]
        counts = Counter(found)
        places = np.array(list(counts), dtype=np.intp)
        rarity: Array = self._rarity.take(places)
        if len(found) == len(counts):
            return places, rarity
        return places, rarity * np.array(list(counts.values()), dtype=np.float32)

    def save(self, folder: Path) -> None:
        """Write intents.json (names) and intents.npz (numbers)."""
        names = {
            "concepts": self.concepts.rows,
            "vocabularies": [list(vocabulary) for vocabulary in self._vocabularies],
            "speakers": {
                speaker: {
                    "intents": learned.intents,
                    "sharpness": learned.sharpness,
                    "refusal": learned.refusal,
                    "doubt": learned.doubt,
                }
                for speaker, learned in self._weights.items()
            },
        }
        (folder / "intents.json").write_text(json.dumps(names, ensure_ascii=False), encoding="utf-8")
        arrays: dict[str, npt.NDArray[Any]] = {"rarity": self._rarity}
        for speaker, learned in self._weights.items():
            # Half the digits are enough to tell intents apart, at half the size.
            arrays[f"weights_{speaker}"] = learned.weights.astype(np.float16)
            arrays[f"bias_{speaker}"] = learned.bias
        np.savez(folder / "intents.npz", **arrays)

    @classmethod
    def load(cls, folder: Path) -> IntentModel:
        """Read what `save` wrote."""
        names = json.loads((folder / "intents.json").read_text(encoding="utf-8"))
        with np.load(folder / "intents.npz", allow_pickle=False) as numbers:
            arrays = {name: numbers[name].astype(np.float32) for name in numbers.files}
        weights = {
            speaker: Weights(
                intents=tuple(learned["intents"]),
                weights=arrays[f"weights_{speaker}"],
                bias=arrays[f"bias_{speaker}"],
                sharpness=learned["sharpness"],
                refusal=learned["refusal"],
                doubt=learned["doubt"],
            )
            for speaker, learned in names["speakers"].items()
        }
        return cls(Concepts(map(tuple, names["concepts"])), numbered(names["vocabularies"]), arrays["rarity"], weights)


def numbered(views: Iterable[Iterable[str]]) -> list[dict[str, int]]:
    """The vocabularies of the views, numbered on from one to the next."""
    vocabularies: list[dict[str, int]] = []
    first = 0
    for view in views:
        vocabularies.append({name: place for place, name in enumerate(view, first)})
        first += len(vocabularies[-1])
    return vocabularies
