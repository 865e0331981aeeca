"""The report: how well the newest model understands, cut in every way that tells a trainer where to work."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from parchi.workbench.evaluation import Evaluation, Outcome
from parchi.workbench.promotion import Change, changes, reasons_against

_DEVANAGARI = re.compile(r"[\u0900-\u097f]")
_LATIN = re.compile(r"[A-Za-z]")
LENGTHS = ((2, "1–2 words"), (5, "3–5 words"), (10, "6–10 words"))
BANDS = ((0.5, "below 50 %"), (0.7, "50–70 %"), (0.9, "70–90 %"))
BINS = 10
WORST = 40


@dataclass(frozen=True)
class Row:
    """A group of messages: how many, and which share was read right."""

    name: str
    messages: int
    intent: float
    exact: float


@dataclass(frozen=True)
class Bin:
    """Messages of about the same confidence."""

    low: float
    high: float
    messages: int
    confidence: float
    """The mean."""
    right: float


@dataclass
class Report:
    """What is told of a model; `present` is the model in whose place it would come."""

    model: str
    evaluation: Evaluation
    present: str | None = None
    before: Evaluation | None = None
    curve: list[tuple[int, dict[str, float]]] = field(default_factory=list)
    """Learned from so many sentences: the intent accuracy by language."""

    def groups(self) -> dict[str, list[Row]]:
        """The messages by language, script, length, confidence and intent."""
        cuts: dict[str, Callable[[Outcome], str]] = {
            "language": lambda outcome: outcome.example.language,
            "script": lambda outcome: script_of(outcome.example.text),
            "length": lambda outcome: length_of(outcome.example.text),
            "confidence": lambda outcome: _band(_confidence(outcome)),
            "intent": lambda outcome: outcome.example.intent,
        }
        return {name: rows_by(self.evaluation.outcomes, cut) for name, cut in cuts.items()}

    def bins(self) -> list[Bin]:
        """The messages by confidence, in ten bins: whether 90 % sure is right nine times of ten."""
        bins: dict[int, list[Outcome]] = defaultdict(list)
        for outcome in self.evaluation.outcomes:
            bins[min(int(_confidence(outcome) * BINS), BINS - 1)].append(outcome)
        return [_bin(number, bins[number]) for number in sorted(bins)]

    def worst(self) -> list[Outcome]:
        """The surest mistakes."""
        return self.evaluation.errors()[:WORST]

    def changes(self) -> list[Change]:
        """The figures that decide about promotion, before and now."""
        return [] if self.before is None else changes(self.before, self.evaluation)

    def reasons_against(self) -> list[str]:
        """Why the model may not take the present one's place."""
        return reasons_against(self.changes())

    def turned(self, *, to_right: bool) -> list[Outcome]:
        """The messages that the present model read wrong and this one reads right, or the other way round."""
        if self.before is None:
            return []
        were = {(outcome.example.text, outcome.example.speaker): outcome.is_exact for outcome in self.before.outcomes}
        now = [outcome for outcome in self.evaluation.outcomes if outcome.is_exact is to_right]
        return [outcome for outcome in now if were.get((outcome.example.text, outcome.example.speaker)) is not to_right]

    def to_json(self) -> dict[str, Any]:
        """All figures."""
        return {
            "model": self.model,
            "present": self.present,
            "promoted": not self.reasons_against(),
            "reasons_against": self.reasons_against(),
            "scores": {language: score.figures for language, score in self.evaluation.scores().items()},
            "groups": {name: [vars(row) for row in rows] for name, rows in self.groups().items()},
            "calibration": [vars(each) for each in self.bins()],
            "confusions": [
                {"expected": expected, "got": got, "messages": count}
                for (expected, got), count in self.evaluation.confusions().most_common()
            ],
            "learning_curve": [{"sentences": count, "intent accuracy": shares} for count, shares in self.curve],
            "changes": [vars(change) for change in self.changes()],
            "now_right": [outcome.example.text for outcome in self.turned(to_right=True)],
            "now_wrong": [outcome.example.text for outcome in self.turned(to_right=False)],
        }


def rows_by(outcomes: Sequence[Outcome], name_of: Callable[[Outcome], str]) -> list[Row]:
    """A row a group, the worst first."""
    groups: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        groups[name_of(outcome)].append(outcome)
    return sorted(_rows(groups), key=lambda row: (row.exact, -row.messages, row.name))


def _rows(groups: dict[str, list[Outcome]]) -> Iterator[Row]:
    for name, outcomes in groups.items():
        count = len(outcomes)
        intent = sum(outcome.is_intent_right for outcome in outcomes) / count
        yield Row(name, count, intent, sum(outcome.is_exact for outcome in outcomes) / count)


def script_of(text: str) -> str:
    """Latin, Devanagari, both, or neither."""
    latin, devanagari = bool(_LATIN.search(text)), bool(_DEVANAGARI.search(text))
    if latin and devanagari:
        return "both"
    return "Latin" if latin else "Devanagari" if devanagari else "no letters"


def length_of(text: str) -> str:
    """In words, roughly."""
    count = len(text.split())
    return next((name for most, name in LENGTHS if count <= most), "more than 10 words")


def _confidence(outcome: Outcome) -> float:
    return float(outcome.got.get("confidence") or 0.0)


def _band(confidence: float) -> str:
    return next((name for below, name in BANDS if confidence < below), "90 % and more")


def _bin(number: int, outcomes: Sequence[Outcome]) -> Bin:
    count = len(outcomes)
    mean = sum(_confidence(outcome) for outcome in outcomes) / count
    right = sum(outcome.is_intent_right for outcome in outcomes) / count
    return Bin(number / BINS, (number + 1) / BINS, count, mean, right)
