"""What tests of understanding share: the sentences, the development messages and one trained model."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from training_sentences import LANGUAGES, ROOT, TOPICS, Sentence, read_topic

from parchi.language.intents import IntentModel
from parchi.language.lexicon import Lexicon
from parchi.language.understanding import Understanding


@pytest.fixture(scope="session")
def sentences() -> list[Sentence]:
    """All sentences of data/nlu."""
    return [sentence for language in LANGUAGES for topic in TOPICS for sentence in read_topic(language, topic)]


@pytest.fixture(scope="session")
def development() -> list[dict[str, Any]]:
    """The development messages, each with what it means."""
    lines = (Path(__file__).parent / "development.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.fixture(scope="session")
def other_people() -> list[dict[str, Any]]:
    """Messages as very different people type them, each with what it means; nobody trains on them."""
    lines = (Path(__file__).parent / "other_people.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.fixture(scope="session")
def strangers() -> list[dict[str, Any]]:
    """Messages of more people, none of them met before what they wrote was read for the first time."""
    names = ("strangers", "passers_by", "neighbours")
    texts = [(Path(__file__).parent / f"{name}.jsonl").read_text(encoding="utf-8") for name in names]
    return [json.loads(line) for text in texts for line in text.splitlines()]


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    """The words of the shop."""
    return Lexicon.load(ROOT / "data" / "shop")


@pytest.fixture(scope="session")
def model(sentences: list[Sentence], lexicon: Lexicon) -> IntentModel:
    """The model, trained once for the session."""
    return IntentModel.train([(sentence.text, sentence.intent) for sentence in sentences], lexicon)


@pytest.fixture(scope="session")
def understanding(model: IntentModel, lexicon: Lexicon) -> Understanding:
    """What reads messages by that model."""
    return Understanding(model, lexicon)
