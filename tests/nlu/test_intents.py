"""Intents: how well they are told apart, when the model doubts, and that a saved model is the same model."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from sklearn.model_selection import StratifiedKFold
from training_sentences import Sentence

from parchi.domain.reading import CUSTOMER, SHOP
from parchi.language import intent_training as training
from parchi.language.intents import OF_BOTH, OF_SHOP, OUT_OF_SCOPE, IntentModel, may_mean
from parchi.language.lexicon import Lexicon

FLOORS = {"en": 0.78, "hi": 0.89, "hi-Latn": 0.89}
"""Sentences are varied on purpose, so each fold asks for what the others do not say; messages are easier."""


@pytest.mark.parametrize("speaker", [CUSTOMER, SHOP])
def test_sentences_unseen_are_told_apart(
    sentences: list[Sentence], model: IntentModel, lexicon: Lexicon, speaker: str
) -> None:
    mine = [sentence for sentence in sentences if may_mean(sentence.intent, speaker)]
    intents = np.array([sentence.intent for sentence in mine])
    rows = [model.vector(training.told_from(sentence.text, lexicon, model.concepts)) for sentence in mine]
    matrix = training.matrix(rows, model._rarity.size)
    right: Counter[str] = Counter()
    for known, unseen in StratifiedKFold(5, shuffle=True, random_state=7).split(matrix, intents):
        told = training._machine().fit(matrix[known], intents[known]).predict(matrix[unseen])
        right.update(mine[at].language for at, intent in zip(unseen, told, strict=True) if intent == intents[at])
    shares = {language: right[language] / sum(s.language == language for s in mine) for language in FLOORS}
    assert all(shares[language] >= floor for language, floor in FLOORS.items()), shares


def test_a_customer_never_means_what_only_a_shop_can(model: IntentModel, lexicon: Lexicon) -> None:
    features = training.told_from("maggi khatam", lexicon, model.concepts)
    assert not OF_SHOP & {intent for intent, _ in model.predict(features, CUSTOMER)}
    assert {intent for intent, _ in model.predict(features, SHOP)} == OF_SHOP | OF_BOTH


def test_probabilities_add_up_to_one_and_fall(model: IntentModel, lexicon: Lexicon) -> None:
    ranking = model.predict(training.told_from("order kahan hai", lexicon, model.concepts))
    assert sum(chance for _, chance in ranking) == pytest.approx(1.0, abs=1e-4)
    assert [chance for _, chance in ranking] == sorted((chance for _, chance in ranking), reverse=True)


def test_what_nobody_ever_wrote_is_doubted(model: IntentModel, lexicon: Lexicon) -> None:
    ranking = model.predict(training.told_from("zxqv wkkj", lexicon, model.concepts))
    assert ranking[0][0] == OUT_OF_SCOPE or ranking[0][1] < 0.6


def test_a_saved_model_reads_as_before(model: IntentModel, lexicon: Lexicon, tmp_path: Path) -> None:
    model.save(tmp_path)
    loaded = IntentModel.load(tmp_path)
    for text in ("2 kg atta bhej do", "मेरा ऑर्डर कहाँ है", "is delivery free"):
        features = training.told_from(text, lexicon, loaded.concepts)
        before, after = model.predict(features), loaded.predict(features)
        assert before[0][0] == after[0][0]
        assert before[0][1] == pytest.approx(after[0][1], abs=0.01)
    assert loaded.limits(CUSTOMER) == model.limits(CUSTOMER)


def test_a_saved_model_holds_no_code(model: IntentModel, tmp_path: Path) -> None:
    model.save(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["intents.json", "intents.npz"]
    np.load(tmp_path / "intents.npz", allow_pickle=False).close()
