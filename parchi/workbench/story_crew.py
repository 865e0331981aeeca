"""A crew: stories played by several processes at once; the model is loaded before they part, and so only once."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack

from parchi.workbench.story_runs import Plays, Run, Trial, run

OpenStage = Callable[[], AbstractContextManager[Plays]]
"""Opens a stage of one's own: its port, its databases, its clock."""
MOST = 4


def usual_size() -> int:
    """As many processes as there are cores, up to a few: each holds the model's memory as soon as it writes to it."""
    return min(len(os.sched_getaffinity(0)), MOST)


def played(trials: Sequence[Trial], open_stage: OpenStage, size: int) -> Iterator[Run]:
    """Each trial as it went, in the order in which they end."""
    if size <= 1 or len(trials) <= 1:
        with open_stage() as stage:
            yield from (run(trial, stage) for trial in trials)
        return
    # Forked, so that nothing of model and stories has to be written down for the others.
    with multiprocessing.get_context("fork").Pool(
        min(size, len(trials)), initializer=_enter, initargs=(trials, open_stage)
    ) as pool:
        yield from pool.imap_unordered(_play, range(len(trials)))


_trials: Sequence[Trial] = ()
_stage: list[Plays] = []
_left = ExitStack()


def _enter(trials: Sequence[Trial], open_stage: OpenStage) -> None:
    global _trials
    _trials = trials
    _stage.append(_left.enter_context(open_stage()))


def _play(place: int) -> Run:
    return run(_trials[place], _stage[0])
