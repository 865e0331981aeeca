"""Side by side: our reading of messages beside that of a stock Rasa pipeline, in one run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import perf_counter

from parchi.workbench.evaluation import ALL, Evaluation

FIGURES = ("intent accuracy", "intent macro F1", "line F1", "exact match", "out-of-scope recall", "calibration error")


@dataclass(frozen=True)
class Timing:
    """How long reading one message takes, in milliseconds."""

    p50: float
    p99: float


def timed(read: Callable[[str], object], texts: Sequence[str], rounds: int = 3) -> Timing:
    """Read every text `rounds` times after a first round that warms; each text counts with its fastest time."""
    for text in texts:
        read(text)
    best = [min(_milliseconds(read, text) for _ in range(rounds)) for text in texts]
    best.sort()
    return Timing(best[len(best) // 2], best[min(len(best) - 1, int(len(best) * 0.99))])


def table(ours: Evaluation, stock: Evaluation) -> str:
    """Both sides' figures by language, and how many errors ours makes of each that stock makes."""
    mine, theirs = ours.scores(), stock.scores()
    rows = [f"{'':24}{'':8}" + "".join(f"{language:>10}" for language in mine)]
    for figure in FIGURES:
        for name, scores in (("Parchi", mine), ("stock", theirs)):
            cells = (_cell(scores[language].figures.get(figure)) for language in mine)
            rows.append(f"{figure:24}{name:8}" + "".join(f"{cell:>10}" for cell in cells))
    ratios = (_errors(ours, language) / max(_errors(stock, language), 1) for language in mine)
    rows.append(f"{'errors, ours of theirs':32}" + "".join(f"{ratio:>10.2f}" for ratio in ratios))
    return "\n".join(rows)


def timing_table(timings: dict[str, Timing], stock: str) -> str:
    """Milliseconds a message, and how many times faster than `stock` each is at the median."""
    rows = [f"{'ms a message':32}{'p50':>10}{'p99':>10}{'times':>10}"]
    for name, timing in timings.items():
        faster = timings[stock].p50 / timing.p50
        rows.append(f"{name:32}{timing.p50:>10.2f}{timing.p99:>10.2f}{faster:>10.1f}")
    return "\n".join(rows)


def _errors(evaluation: Evaluation, language: str) -> int:
    return sum(language in (ALL, outcome.example.language) for outcome in evaluation.errors())


def _cell(figure: float | None) -> str:
    return "–" if figure is None else f"{figure:.3f}"


def _milliseconds(read: Callable[[str], object], text: str) -> float:
    begin = perf_counter()
    read(text)
    return 1000 * (perf_counter() - begin)
