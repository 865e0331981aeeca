"""Intent models: the one that Parchi has beside others, on sentences and messages that they were not taught."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold
from sklearn.naive_bayes import ComplementNB
from sklearn.neighbors import KNeighborsClassifier
from sklearn.neural_network import MLPClassifier
from sklearn.svm import LinearSVC

from bench.table import Table
from parchi import bootstrap
from parchi.domain.reading import CUSTOMER
from parchi.language import intent_training
from parchi.language.concepts import Concepts
from parchi.language.features import Features
from parchi.language.intent_training import COST, FOLDS, told_from
from parchi.language.intents import IntentModel, may_mean
from parchi.language.lexicon import Lexicon
from parchi.workbench.evaluation import read_examples
from parchi.workbench.sentences import read_sentences

CONCEPTS = Concepts.load(bootstrap.DATA / "lexicon")
SETS = ("development", "other_people")
Cut = Callable[[Features], Features]
MACHINES: dict[str, Callable[[], Any]] = {
    "linear support vectors (ours)": lambda: LinearSVC(C=COST, random_state=0),
    "logistic regression": lambda: LogisticRegression(C=20.0, max_iter=300),
    "complement naive Bayes": ComplementNB,
    "5 nearest sentences, cosine": lambda: KNeighborsClassifier(5, weights="distance", metric="cosine"),
    "network, one layer of 64": lambda: MLPClassifier((64,), early_stopping=True, max_iter=30, random_state=0),
}
VIEWS: dict[str, Cut] = {
    "ours without the letters": lambda f: ([], f[1], []),
    "ours without words, concepts and facts": lambda f: (f[0], [], f[2]),
    "ours without concepts and facts": lambda f: (f[0], [name for name in f[1] if not _is_meaning(name)], f[2]),
    "ours without spelling keys": lambda f: (f[0], f[1], []),
}


@dataclass(frozen=True)
class Lesson:
    """What a machine is taught, and the messages of other people that it is asked afterwards."""

    matrix: Any
    intents: npt.NDArray[np.str_]
    asked: dict[str, tuple[Any, npt.NDArray[np.str_]]]


def run() -> list[Table]:
    """Accuracy of a customer's intent, without what cues, rules and context add."""
    told = _told()
    table = Table(
        "Intent models on the same sentences, cross-validated, and on messages never taught",
        ("", "cross-validation", *SETS, "s to train"),
    )
    whole = _lesson(told, lambda features: features)
    found = {name: _scores(machine, whole) for name, machine in MACHINES.items()}
    ours = next(iter(MACHINES.values()))
    found |= {name: _scores(ours, _lesson(told, cut)) for name, cut in VIEWS.items()}
    for name, (seconds, *shares) in found.items():
        table.add(name, *(f"{share:.1%}" for share in shares), f"{seconds:.1f}")
    first, *others = [shares[0] for _, *shares in found.values()]
    table.promise(
        "no other machine or view is better in cross-validation", f"{first:.1%}", first >= max(others) - 0.002
    )
    return [table]


def _is_meaning(name: str) -> bool:
    return ":" in name or name in ("bare", "pointer")


Told = dict[str, list[tuple[Features, str]]]


def _told() -> Told:
    """Features and intents of a customer's sentences and messages."""
    lexicon = Lexicon.load(bootstrap.DATA / "shop")
    pairs = {"taught": [(s.text, s.intent) for s in read_sentences(bootstrap.DATA / "nlu")]}
    for name in SETS:
        examples = read_examples(bootstrap.ROOT / "tests/nlu" / f"{name}.jsonl")
        pairs[name] = [(e.text, e.intent) for e in examples if e.speaker == CUSTOMER]
    return {
        name: [(told_from(text, lexicon, CONCEPTS), intent) for text, intent in each if may_mean(intent, CUSTOMER)]
        for name, each in pairs.items()
    }


def _lesson(told: Told, cut: Cut) -> Lesson:
    taught = [cut(features) for features, _ in told["taught"]]
    vocabularies, rarity = intent_training.vocabularies(taught)
    model = IntentModel(CONCEPTS, vocabularies, rarity, {})

    def matrix(each: list[Features]) -> Any:
        return intent_training.matrix([model.vector(features) for features in each], rarity.size)

    asked = {
        name: (matrix([cut(features) for features, _ in told[name]]), np.array([intent for _, intent in told[name]]))
        for name in SETS
    }
    return Lesson(matrix(taught), np.array([intent for _, intent in told["taught"]]), asked)


def _scores(machine: Callable[[], Any], lesson: Lesson) -> tuple[float, ...]:
    """Seconds to train on everything, then the share right in cross-validation and of each set."""
    right = 0
    for known, unseen in StratifiedKFold(FOLDS, shuffle=True, random_state=0).split(lesson.matrix, lesson.intents):
        taught = machine().fit(lesson.matrix[known], lesson.intents[known])
        right += int((taught.predict(lesson.matrix[unseen]) == lesson.intents[unseen]).sum())
    begin = perf_counter()
    taught = machine().fit(lesson.matrix, lesson.intents)
    seconds = perf_counter() - begin
    shares = [float((taught.predict(rows) == intents).mean()) for rows, intents in lesson.asked.values()]
    return seconds, right / len(lesson.intents), *shares
