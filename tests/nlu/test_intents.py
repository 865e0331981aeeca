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
    assert not OF_SHOP & set(model.predict(features, CUSTOMER).intents)
    assert set(model.predict(features, SHOP).intents) == OF_SHOP | OF_BOTH


def test_probabilities_add_up_to_one(model: IntentModel, lexicon: Lexicon) -> None:
    chances = model.predict(training.told_from("order kahan hai", lexicon, model.concepts))
    told = {intent: chances.of(intent) for intent in chances.intents}
    assert sum(told.values()) == pytest.approx(1.0, abs=1e-4)
    assert max(told, key=told.__getitem__) == chances.intent
    assert told[chances.intent] == pytest.approx(chances.chance)
    assert chances.of("accept_order") == 0, "no customer means it"


def test_what_nobody_ever_wrote_is_doubted(model: IntentModel, lexicon: Lexicon) -> None:
    chances = model.predict(training.told_from("zxqv wkkj", lexicon, model.concepts))
    assert chances.intent == OUT_OF_SCOPE or chances.chance < 0.6


def test_shares_that_are_kept_add_up_to_what_the_training_saw(
    sentences: list[Sentence], model: IntentModel, lexicon: Lexicon
) -> None:
    learned = model._weights[CUSTOMER]
    for sentence in sentences[::50]:
        features = training.told_from(sentence.text, lexicon, model.concepts)
        places, values = model.vector(features)
        wanted = values @ learned.weights[places] + learned.bias
        for _ in range(2):  # at first sight, and remembered
            assert model.scores(features, CUSTOMER) == pytest.approx(wanted, abs=1e-4)


def test_a_saved_model_reads_as_before(model: IntentModel, lexicon: Lexicon, tmp_path: Path) -> None:
    model.save(tmp_path)
    loaded = IntentModel.load(tmp_path)
    for text in ("2 kg atta bhej do", "मेरा ऑर्डर कहाँ है", "is delivery free"):
        features = training.told_from(text, lexicon, loaded.concepts)
        before, after = model.predict(features), loaded.predict(features)
        assert before.intent == after.intent
        assert before.chance == pytest.approx(after.chance, abs=0.01)
    assert loaded.limits(CUSTOMER) == model.limits(CUSTOMER)


def test_a_saved_model_holds_no_code(model: IntentModel, tmp_path: Path) -> None:
    model.save(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["intents.json", "intents.npz"]
    np.load(tmp_path / "intents.npz", allow_pickle=False).close()
