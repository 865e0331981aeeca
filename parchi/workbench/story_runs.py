"""Runs of stories: every story in the ways that were asked for, how each went, and what kind of trouble breaks what."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from parchi.language.lexicon import Lexicon
from parchi.workbench.stories import Story, StoryError
from parchi.workbench.story_edges import Edge
from parchi.workbench.story_noise import NOISES, disturbed
from parchi.workbench.story_played import Played
from parchi.workbench.story_wants import Difference

AS_WRITTEN = "as written"


class Plays(Protocol):
    """Whoever plays stories."""

    @property
    def edges(self) -> Mapping[Edge, int]:
        """The steps that the orders of the last story took."""

    def play(self, story: Story) -> list[Played]:
        """The turns up to the first that is not as wanted, or all."""


@dataclass(frozen=True)
class Trial:
    """A story, and the way in which it is played: as written, in another language, or with a noise."""

    story: Story
    way: str = AS_WRITTEN

    @property
    def name(self) -> str:
        """The story's name, with the way where it is not as written."""
        return self.story.name if self.way == AS_WRITTEN else f"{self.story.name} [{self.way}]"


@dataclass(frozen=True)
class Run:
    """A trial that was played."""

    trial: Trial
    played: tuple[Played, ...]
    seconds: float
    edges: frozenset[Edge] = frozenset()

    @property
    def is_passed(self) -> bool:
        """Whether every turn was as wanted."""
        return not any(turn.differences for turn in self.played)


def trials(stories: Iterable[Story], *, languages: bool = False, lexicon: Lexicon | None = None) -> Iterator[Trial]:
    """Each story as written; in its other languages if asked; with noise where there is a lexicon to make it."""
    for story in stories:
        yield Trial(story)
        if languages:
            yield from (Trial(translation, f"in {translation.language}") for translation in story.translations)
        if lexicon is not None:
            changed = ((noise, disturbed(story, noise, lexicon)) for noise in NOISES)
            yield from (Trial(noisy, noise) for noise, noisy in changed if noisy is not None)


def run(trial: Trial, stage: Plays) -> Run:
    """Play a trial."""
    begin = time.perf_counter()
    try:
        played, edges = stage.play(trial.story), frozenset(stage.edges)
    except StoryError as error:
        # A shop or an area that is not there: this story fails, the others go on.
        wrong = Difference("the story can be played", "", error.what)
        played, edges = [Played(trial.story.turns[0], "", differences=[wrong])], frozenset()
    return Run(trial, tuple(played), time.perf_counter() - begin, edges)


def gone_by(runs: Iterable[Run]) -> dict[Edge, list[str]]:
    """The conversations that took each step of an order's life."""
    gone: dict[Edge, list[str]] = {}
    for each in runs:
        for edge in each.edges:
            gone.setdefault(edge, []).append(each.trial.name)
    return gone


def summary(runs: Sequence[Run]) -> str:
    """A row a kind of trouble, a column a way: how many went as wanted, of how many."""
    ways = list(dict.fromkeys(each.trial.way for each in runs))
    kinds = sorted({each.trial.story.kind for each in runs})
    rows = [f"{'':22}" + "".join(f"{way:>12}" for way in ways)]
    rows += (_row(kind.replace("_", " "), ways, [r for r in runs if r.trial.story.kind == kind]) for kind in kinds)
    failed = sum(not each.is_passed for each in runs)
    seconds = sum(each.seconds for each in runs)
    return "\n".join(
        [*rows, _row("all", ways, runs), f"{len(runs)} conversations in {seconds:.1f} s, {failed} not as wanted"]
    )


def _row(name: str, ways: Sequence[str], runs: Sequence[Run]) -> str:
    return f"{name:22}" + "".join(f"{_share([each for each in runs if each.trial.way == way]):>12}" for way in ways)


def _share(runs: Sequence[Run]) -> str:
    return f"{sum(each.is_passed for each in runs)}/{len(runs)}" if runs else "–"
