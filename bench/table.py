"""A table of a measurement: figures beside their peers and their targets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import quantiles
from time import perf_counter


@dataclass
class Table:
    """Rows under headings, and promises that are kept or not."""

    title: str
    headings: Sequence[str]
    rows: list[Sequence[str]] = field(default_factory=list)
    promises: list[tuple[str, str, bool]] = field(default_factory=list)
    """What was promised, what was measured, and whether that is enough."""

    def add(self, *cells: object) -> None:
        """One more row."""
        self.rows.append([str(cell) for cell in cells])

    def promise(self, text: str, measured: str, is_kept: bool) -> None:
        """A target beside its figure."""
        self.promises.append((text, measured, is_kept))

    def __str__(self) -> str:
        widths = [max(len(row[column]) for row in [self.headings, *self.rows]) for column in range(len(self.headings))]
        lines = ["", self.title, "=" * len(self.title)]
        for row in [self.headings, *self.rows]:
            first, *rest = (
                cell.ljust(width) if at == 0 else cell.rjust(width)
                for at, (cell, width) in enumerate(zip(row, widths, strict=True))
            )
            lines.append("  ".join([first, *rest]))
        lines += [f"{'ok   ' if is_kept else 'SHORT'} {text}: {measured}" for text, measured, is_kept in self.promises]
        return "\n".join(lines)


@dataclass(frozen=True)
class Times:
    """How long something took, in milliseconds."""

    p50: float
    p99: float

    @classmethod
    def of(cls, seconds: Sequence[float]) -> Times:
        """Median and 99th percentile of single runs; endless where there is nothing."""
        if len(seconds) < 2:
            return cls(float("inf"), float("inf"))
        cuts = quantiles(seconds, n=100, method="inclusive")
        return cls(1000 * cuts[49], 1000 * cuts[98])


class Stopwatch:
    """Collects single runs."""

    def __init__(self) -> None:
        self.seconds: list[float] = []

    def __enter__(self) -> Stopwatch:
        self._begin = perf_counter()
        return self

    def __exit__(self, *_: object) -> None:
        self.seconds.append(perf_counter() - self._begin)

    @property
    def times(self) -> Times:
        """Of all runs."""
        return Times.of(self.seconds)
