"""An evaluation: how well messages with a known meaning are read, by language and in all."""

from __future__ import annotations

import json
import statistics
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from parchi.domain.quantity import UNITS, Quantity
from parchi.domain.reading import CUSTOMER, Reading

Read = Callable[[str, str], Reading]
"""Reads a text of a speaker ("customer" or "shop")."""
OUT_OF_SCOPE = "out_of_scope"
ALL = "all"
NO_LANGUAGE = "none"
_BINS = 10


@dataclass(frozen=True)
class Example:
    """A message with the reading that people agreed on."""

    text: str
    speaker: str
    expected: dict[str, Any]

    @property
    def language(self) -> str:
        """The language as a table heading."""
        return self.expected.get("language") or NO_LANGUAGE

    @property
    def intent(self) -> str:
        """The expected intent."""
        return str(self.expected["intent"])


@dataclass(frozen=True)
class Outcome:
    """One message read: what was expected and what came out."""

    example: Example
    got: dict[str, Any]
    milliseconds: float

    @property
    def is_intent_right(self) -> bool:
        """Whether the intent is the expected one."""
        return bool(self.got["intent"] == self.example.intent)

    @property
    def is_exact(self) -> bool:
        """Whether the intent and every line's item, quantity, unit and price are right."""
        return self.is_intent_right and self.lines_expected == self.lines_got

    @property
    def lines_expected(self) -> list[tuple[Any, ...]]:
        """What is compared of the expected lines."""
        return [line_key(line) for line in compared_lines(self.example.expected)]

    @property
    def lines_got(self) -> list[tuple[Any, ...]]:
        """What is compared of the lines that came out."""
        return [line_key(line) for line in compared_lines(self.got)]


@dataclass
class Score:
    """The figures of one language, or of all; shares between 0 and 1."""

    messages: int = 0
    figures: dict[str, float | None] = field(default_factory=dict)


COLUMNS = (
    "intent accuracy", "intent macro F1", "language accuracy", "line precision", "line recall", "line F1",
    "exact match", "brand", "pack", "also", "act", "out-of-scope recall", "calibration error", "ms p50", "ms p99",
)  # fmt: skip


@dataclass
class Evaluation:
    """All outcomes of a file."""

    outcomes: list[Outcome]

    def scores(self) -> dict[str, Score]:
        """The scores by language, and of all messages under "all"."""
        groups: dict[str, list[Outcome]] = defaultdict(list)
        for outcome in self.outcomes:
            groups[outcome.example.language].append(outcome)
        ordered = {language: score_of(groups[language]) for language in sorted(groups)}
        return {**ordered, ALL: score_of(self.outcomes)}

    def table(self) -> str:
        """The scores as a text table: a row a figure, a column a language."""
        scores = self.scores()
        rows = [f"{'':22}" + "".join(f"{language:>10}" for language in scores)]
        rows.append(f"{'messages':22}" + "".join(f"{score.messages:>10}" for score in scores.values()))
        for column in COLUMNS:
            cells = (_cell(column, score.figures.get(column)) for score in scores.values())
            rows.append(f"{column:22}" + "".join(f"{cell:>10}" for cell in cells))
        return "\n".join(rows)

    def errors(self) -> list[Outcome]:
        """The messages that are not exactly right, the surest mistakes first."""
        wrong = [outcome for outcome in self.outcomes if not outcome.is_exact]
        return sorted(wrong, key=lambda outcome: -float(outcome.got.get("confidence") or 0))

    def confusions(self) -> Counter[tuple[str, str]]:
        """How often an intent was taken for another: (expected, got)."""
        return Counter(
            (outcome.example.intent, str(outcome.got["intent"]))
            for outcome in self.outcomes
            if not outcome.is_intent_right
        )

    def write_errors(self, path: Path) -> None:
        """One JSON object a wrong message: the text, what was expected and what came out."""
        with path.open("w", encoding="utf-8") as file:
            for outcome in self.errors():
                row = {"text": outcome.example.text, "expected": outcome.example.expected, "got": outcome.got}
                file.write(json.dumps(row, ensure_ascii=False) + "\n")

    def costliest(self, most: int = 10) -> list[tuple[int, str, str, str]]:
        """What spoiled most messages: (how many, what kind of confusion, expected, got), the worst first."""
        spoiled: Counter[tuple[str, str, str]] = Counter()
        for outcome in self.errors():
            if outcome.is_intent_right:
                spoiled.update(_line_confusions(outcome))
            else:
                spoiled["intent", outcome.example.intent, str(outcome.got["intent"])] += 1
        return [(count, *confusion) for confusion, count in spoiled.most_common(most)]


def read_examples(path: Path) -> list[Example]:
    """The messages of a file in the contract's format, one JSON object a line."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [Example(row["text"], row.get("from", CUSTOMER), row) for row in rows]


def evaluate(examples: Iterable[Example], read: Read) -> Evaluation:
    """Read every message and keep what came out beside what was expected."""
    outcomes = []
    for example in examples:
        begin = time.perf_counter()
        reading = read(example.text, example.speaker)
        took = 1000 * (time.perf_counter() - begin)
        outcomes.append(Outcome(example, reading.to_json(), took))
    return Evaluation(outcomes)


def compared_lines(reading: dict[str, Any]) -> list[dict[str, Any]]:
    """The lines that count: of add_items only those with act add (sets made before acts have none)."""
    lines: list[dict[str, Any]] = reading.get("lines", [])
    if reading["intent"] != "add_items":
        return lines
    return [line for line in lines if line.get("act") in (None, "add")]


def line_key(line: dict[str, Any]) -> tuple[Any, ...]:
    """Item, quantity, unit and price of a line; weights, volumes and counts as amounts, so 0.5 kg is 500 g."""
    amount, unit = line.get("quantity"), line.get("unit")
    if amount is not None and unit in UNITS:
        amount, unit = Quantity(float(amount), unit).base()
    return line.get("item"), amount, unit, line.get("price")


def score_of(outcomes: Sequence[Outcome]) -> Score:
    """The figures of some outcomes; None where there is nothing to measure."""
    figures: dict[str, float | None] = {
        "intent accuracy": _share(outcome.is_intent_right for outcome in outcomes),
        "intent macro F1": macro_f1([(outcome.example.intent, str(outcome.got["intent"])) for outcome in outcomes]),
        "language accuracy": _share(o.example.expected.get("language") == o.got["language"] for o in outcomes),
        "exact match": _share(outcome.is_exact for outcome in outcomes),
        "also": _share(o.example.expected["also"] == o.got["also"] for o in outcomes if "also" in o.example.expected),
        "out-of-scope recall": _share(o.is_intent_right for o in outcomes if o.example.intent == OUT_OF_SCOPE),
        "calibration error": calibration_error(outcomes),
        **_line_figures(outcomes),
        **_time_figures(outcomes),
    }
    return Score(len(outcomes), figures)


def macro_f1(pairs: Sequence[tuple[str, str]]) -> float | None:
    """The mean F1 of the expected intents, each counted alike."""
    expected, got = Counter(pair[0] for pair in pairs), Counter(pair[1] for pair in pairs)
    right = Counter(pair[0] for pair in pairs if pair[0] == pair[1])
    if not expected:
        return None
    return statistics.fmean(2 * right[intent] / (expected[intent] + got[intent]) for intent in expected)


def calibration_error(outcomes: Sequence[Outcome]) -> float | None:
    """The expected calibration error in ten bins: how far confidence is from being right."""
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for outcome in outcomes:
        confidence = float(outcome.got.get("confidence") or 0.0)
        bins[min(int(confidence * _BINS), _BINS - 1)].append((confidence, outcome.is_intent_right))
    if not outcomes:
        return None
    gaps = (
        len(bin_) * abs(statistics.fmean(c for c, _ in bin_) - statistics.fmean(float(r) for _, r in bin_))
        for bin_ in bins.values()
    )
    return sum(gaps) / len(outcomes)


def brand_key(brand: str | None) -> str:
    """A brand as the contract compares it: without case, spaces, punctuation and a final s."""
    plain = "".join(letter for letter in (brand or "").lower() if letter.isalnum())
    return plain[:-1] if plain.endswith("s") else plain


def _line_figures(outcomes: Sequence[Outcome]) -> dict[str, float | None]:
    """Precision, recall and F1 of lines; brand, pack and act over the lines that are right."""
    right = expected = got = 0
    brands, packs, acts = [], [], []
    for outcome in outcomes:
        wanted, found = compared_lines(outcome.example.expected), compared_lines(outcome.got)
        expected, got = expected + len(wanted), got + len(found)
        left = [(line_key(line)[:3], line) for line in found]
        for line in wanted:
            index = next((i for i, (key, _) in enumerate(left) if key == line_key(line)[:3]), None)
            if index is None:
                continue
            _, match = left.pop(index)
            right += 1
            brands.append(brand_key(match.get("brand")) == brand_key(line.get("brand")))
            packs.append(match.get("pack") == line.get("pack"))
            if "act" in line:
                acts.append(match.get("act") == line["act"])
    precision, recall = (right / got if got else None), (right / expected if expected else None)
    f1 = 2 * right / (got + expected) if got + expected else None
    return {
        "line precision": precision,
        "line recall": recall,
        "line F1": f1,
        "brand": _share(brands),
        "pack": _share(packs),
        "act": _share(acts),
    }


def _time_figures(outcomes: Sequence[Outcome]) -> dict[str, float | None]:
    times = sorted(outcome.milliseconds for outcome in outcomes)
    if not times:
        return {}
    return {"ms p50": times[len(times) // 2], "ms p99": times[min(len(times) - 1, int(len(times) * 0.99))]}


def _share(hits: Iterable[bool]) -> float | None:
    counted = [bool(hit) for hit in hits]
    return sum(counted) / len(counted) if counted else None


def _cell(column: str, figure: float | None) -> str:
    if figure is None:
        return "–"
    if column.startswith("ms"):
        return f"{figure:.2f}"
    return f"{figure:.3f}" if column == "calibration error" else f"{100 * figure:.1f}%"


def _line_confusions(outcome: Outcome) -> set[tuple[str, str, str]]:
    """How the lines of a message differ from those expected: each field that is another, or lines too few or many."""
    wanted, got = outcome.lines_expected, outcome.lines_got
    if len(wanted) != len(got):
        return {("lines", str(len(wanted)), str(len(got)))}
    names = ("item", "quantity", "unit", "price")
    return {
        (name, str(expected), str(found))
        for line, other in zip(wanted, got, strict=True)
        for name, expected, found in zip(names, line, other, strict=True)
        if expected != found
    }
