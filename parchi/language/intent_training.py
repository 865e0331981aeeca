"""Training: how the intent model learns its words, weights, and when to doubt itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize_scalar
from scipy.sparse import csr_matrix
from scipy.special import log_softmax, softmax
from sklearn.model_selection import StratifiedKFold
from sklearn.svm import LinearSVC

from parchi.domain.reading import CUSTOMER, SHOP
from parchi.language.concepts import Concepts
from parchi.language.features import Features, features_of, parts_of
from parchi.language.intents import OUT_OF_SCOPE, IntentModel, Weights, may_mean, numbered
from parchi.language.lexicon import Lexicon
from parchi.language.lines import read_lines
from parchi.project import LEXICON

COST = 0.5
"""What a sentence on the wrong side costs; of 0.2 to 1 the best in cross-validation."""
SEEN = 2
"""A feature of one sentence only tells nothing about others."""
FOLDS = 5
KEPT = 0.99
"""The share of the messages in scope and told right that the limits must keep."""

Scores = npt.NDArray[np.float64]


def train(examples: Iterable[tuple[str, str]], lexicon: Lexicon, concepts: Concepts | None) -> IntentModel:
    """Learn from sentences and their intents."""
    concepts = concepts or Concepts.load(LEXICON)
    pairs = list(examples)
    features = [told_from(text, lexicon, concepts) for text, _ in pairs]
    intents = np.array([intent for _, intent in pairs])
    known, rarity = vocabularies(features)
    model = IntentModel(concepts, known, rarity, {})
    rows = [model.vector(each) for each in features]
    weights = {}
    for speaker in (CUSTOMER, SHOP):
        mine = [at for at, intent in enumerate(intents) if may_mean(intent, speaker)]
        if mine:
            weights[speaker] = _learn(matrix([rows[at] for at in mine], rarity.size), intents[mine])
    return IntentModel(concepts, known, rarity, weights)


def told_from(text: str, lexicon: Lexicon, concepts: Concepts) -> Features:
    """The features of a sentence as `Understanding.read` sees them."""
    reading = read_lines(text, lexicon)
    return features_of(reading.spans, reading.facts, concepts)


def vocabularies(features: Sequence[Features]) -> tuple[list[dict[str, int]], npt.NDArray[np.float32]]:
    """The features that are counted, a numbering for each view, and for every number how much it tells."""
    views: list[list[str]] = []
    rarity: list[float] = []
    for view in range(3):
        seen = Counter(part for each in features for part in {p for name in each[view] for p in parts_of(view, name)})
        names = sorted(name for name, count in seen.items() if count >= SEEN)
        views.append(names)
        rarity.extend(1.0 + np.log(len(features) / seen[name]) for name in names)
    return numbered(views), np.array(rarity, dtype=np.float32)


def matrix(rows: Sequence[tuple[npt.NDArray[np.intp], npt.NDArray[np.float32]]], width: int) -> csr_matrix:
    """Vectors as the rows of one sparse matrix with `width` columns."""
    ends = np.cumsum([0, *(places.size for places, _ in rows)])
    places = np.concatenate([places for places, _ in rows])
    values = np.concatenate([values for _, values in rows])
    return csr_matrix((values, places, ends), shape=(len(rows), width))


def _learn(matrix: csr_matrix, intents: npt.NDArray[np.str_]) -> Weights:
    machine = _machine().fit(matrix, intents)
    names = tuple(str(name) for name in machine.classes_)
    sharpness, refusal, doubt = _calibrate(matrix, intents, names)
    return Weights(
        intents=names,
        weights=np.ascontiguousarray(machine.coef_.T, dtype=np.float32),
        bias=machine.intercept_.astype(np.float32),
        sharpness=sharpness,
        refusal=refusal,
        doubt=doubt,
    )


def _machine() -> LinearSVC:
    return LinearSVC(C=COST, random_state=0)


def _calibrate(matrix: csr_matrix, intents: npt.NDArray[np.str_], names: Sequence[str]) -> tuple[float, float, float]:
    """Sharpness and limits, from scores of sentences that the machine that gave them has not seen."""
    scores: Scores = np.zeros((len(intents), len(names)))
    for known, unseen in StratifiedKFold(FOLDS, shuffle=True, random_state=0).split(matrix, intents):
        machine = _machine().fit(matrix[known], intents[known])
        scores[unseen] = machine.decision_function(matrix[unseen])
    right = np.searchsorted(names, intents)
    rows = np.arange(len(intents))

    def surprise(sharpness: float) -> float:
        return -float(log_softmax(sharpness * scores, axis=1)[rows, right].mean())

    sharpness = float(minimize_scalar(surprise, bounds=(0.5, 20.0), method="bounded").x)
    refusal, doubt = _limits(softmax(sharpness * scores, axis=1), right, list(names).index(OUT_OF_SCOPE))
    return sharpness, refusal, doubt


def _limits(chances: Scores, right: npt.NDArray[np.intp], outside: int) -> tuple[float, float]:
    """The pair of limits that refuses most of what is out of scope or told wrong, and keeps enough of the rest."""
    best, chance = chances.argmax(axis=1), chances.max(axis=1)
    good = (right != outside) & (best == right)
    tried = []
    for doubt in np.arange(0.0, 0.4, 0.02):
        for refusal in np.arange(0.2, 0.6, 0.02):
            refused = (best == outside) | (chances[:, outside] >= refusal) | (chance < doubt)
            if 1.0 - refused[good].mean() >= KEPT:
                tried.append((float(refused[~good].mean()), float(refusal), float(doubt)))
    _, refusal, doubt = max(tried)
    return refusal, doubt
