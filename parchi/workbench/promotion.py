"""Promotion: whether a new model may take the place of the present one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from parchi.workbench.evaluation import ALL, NO_LANGUAGE, Evaluation

MOST_LOST = 0.01
"""No language may fall by more than a point."""
HELD = ("intent accuracy", "exact match")


@dataclass(frozen=True)
class Change:
    """A figure of one language, before and now; shares between 0 and 1."""

    language: str
    figure: str
    before: float
    now: float

    @property
    def is_too_bad(self) -> bool:
        """Whether it fell by more than may be."""
        return self.before - self.now > MOST_LOST + 1e-9

    def text(self) -> str:
        """As a person reads it."""
        points = 100 * (self.now - self.before)
        return f"{self.language}: {self.figure} {self.before:.1%} → {self.now:.1%} ({points:+.1f} points)"


def changes(present: Evaluation, candidate: Evaluation) -> list[Change]:
    """The figures that decide, of every language that both know."""
    return list(_changes(present, candidate))


def _changes(present: Evaluation, candidate: Evaluation) -> Iterator[Change]:
    before, now = present.scores(), candidate.scores()
    for language in (language for language in now if language in before and language not in (ALL, NO_LANGUAGE)):
        for figure in HELD:
            old, new = before[language].figures.get(figure), now[language].figures.get(figure)
            if old is not None and new is not None:
                yield Change(language, figure, old, new)


def reasons_against(made: list[Change]) -> list[str]:
    """Why a model may not be promoted; none if it may."""
    return [change.text() for change in made if change.is_too_bad]
