"""The learning curve: how well intents are told by a model that learned from a part of the sentences."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Sequence

from parchi.language.intents import IntentModel
from parchi.language.lexicon import Lexicon
from parchi.language.understanding import Understanding
from parchi.workbench.evaluation import ALL, NO_LANGUAGE, Example, evaluate
from parchi.workbench.sentences import Sentence

PARTS = (0.25, 0.5, 0.75, 1.0)


def learning_curve(
    sentences: Sequence[Sentence], examples: Sequence[Example], lexicon: Lexicon, shares: Sequence[float] = PARTS
) -> list[tuple[int, dict[str, float]]]:
    """For each share of the sentences (as much of every intent and language): their number, accuracy by language."""
    return [_point(part_of(sentences, share), examples, lexicon) for share in shares]


def part_of(sentences: Sequence[Sentence], share: float) -> list[Sentence]:
    """A part of the sentences, the same each time, with as much of every intent and language."""
    groups: dict[tuple[str, str], list[Sentence]] = defaultdict(list)
    for sentence in sentences:
        groups[sentence.intent, sentence.language].append(sentence)
    chance = random.Random(1)
    return [
        sentence for group in groups.values() for sentence in chance.sample(group, max(1, round(len(group) * share)))
    ]


def _point(
    sentences: Sequence[Sentence], examples: Sequence[Example], lexicon: Lexicon
) -> tuple[int, dict[str, float]]:
    model = IntentModel.train([(sentence.text, sentence.intent) for sentence in sentences], lexicon)
    scores = evaluate(examples, Understanding(model, lexicon).read).scores()
    figures = {language: score.figures["intent accuracy"] for language, score in scores.items()}
    told = {language: share for language, share in figures.items() if share is not None}
    return len(sentences), {language: share for language, share in told.items() if language not in (ALL, NO_LANGUAGE)}
