"""Stock Rasa: the pipeline of `rasa init` trained on our own sentences, to be measured against."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from parchi.bot.quiet import quietly
from parchi.domain.reading import CUSTOMER, Line, Reading
from parchi.language.lexicon import Lexicon
from parchi.workbench.stock_data import write_stock_data
from parchi.workbench.stock_lines import joined

PIPELINE = """\
recipe: default.v1
assistant_id: stock
language: en
pipeline:
  - name: WhitespaceTokenizer
  - name: RegexFeaturizer
  - name: LexicalSyntacticFeaturizer
  - name: CountVectorsFeaturizer
  - name: CountVectorsFeaturizer
    analyzer: char_wb
    min_ngram: 1
    max_ngram: 4
  - name: DIETClassifier
    epochs: {epochs}
    constrain_similarities: true
  - name: EntitySynonymMapper
  - name: FallbackClassifier
    threshold: 0.3
    ambiguity_threshold: 0.1
"""
"""What Rasa 3.6.21 itself puts into `rasa init`'s config.yml, without the ResponseSelector, which has nothing to do."""
FALLBACK = "nlu_fallback"
OUT_OF_SCOPE = "out_of_scope"


def train_stock(sentences: Iterable[tuple[str, str]], shop: Path, cache: Path, epochs: int = 100) -> Path:
    """The stock model of these sentences and words: the one that is there, or a new one (about a quarter of an hour).

    `cache` is a folder; a model is named by the digest of what it learned from. How fast it answers does not depend on
    `epochs`, only how well.
    """
    from rasa.model_training import train_nlu

    cache.mkdir(parents=True, exist_ok=True)
    data = cache / "nlu.yml"
    write_stock_data(sentences, shop, Lexicon.load(shop), data)
    config = cache / "config.yml"
    pipeline = PIPELINE.format(epochs=epochs)
    config.write_text(pipeline, encoding="utf-8")
    name = hashlib.sha256(data.read_bytes() + pipeline.encode()).hexdigest()[:16]
    model = cache / f"{name}.tar.gz"
    if not model.exists():
        with quietly():
            train_nlu(str(config), str(data), str(cache), fixed_model_name=name)
    return model


class StockReader:
    """Reads messages by a stock model, which has no idea of languages and speakers."""

    def __init__(self, model: Path) -> None:
        self.parse = parse_of(model)

    def read(self, text: str, _speaker: str = CUSTOMER) -> Reading:
        """A reading with the intent and the joined lines."""
        return reading_of(self.parse(text))


def parse_of(model: Path) -> Callable[[str], dict[str, Any]]:
    """Rasa's whole parse of one message by a model file."""
    from rasa.core.agent import Agent

    agent, loop = Agent.load(str(model)), asyncio.new_event_loop()
    return lambda text: dict(loop.run_until_complete(agent.parse_message(text)))


def reading_of(told: dict[str, Any]) -> Reading:
    """What Rasa parsed as a reading."""
    intent, confidence = told["intent"]["name"], float(told["intent"]["confidence"])
    entities = sorted(told["entities"], key=lambda entity: entity["start"])
    lines = joined((entity["entity"], str(entity["value"])) for entity in entities)
    return Reading(
        text=told["text"],
        language=None,
        intent=OUT_OF_SCOPE if intent == FALLBACK else intent,
        confidence=confidence,
        lines=tuple(Line(words="", **line) for line in lines),
    )
