"""`parchi test stories`: conversations that testers wrote, played over the real wire on the fixture shop."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated, Optional

import typer

if TYPE_CHECKING:
    from parchi.workbench.stories import Story
    from parchi.workbench.story_runs import Run, Trial
    from parchi.workbench.story_stage import Stage

FAILED, UNREADABLE = 1, 2
test = typer.Typer(no_args_is_help=True, help="What must go well.")

Paths = Optional[list[Path]]  # noqa: UP045  Typer reads annotations at run time
Names = Optional[list[str]]  # noqa: UP045
File = Optional[Path]  # noqa: UP045


@test.callback()
def _group() -> None:
    """What must go well."""


@test.command()
def stories(
    paths: Annotated[Paths, typer.Argument(exists=True, help="Files or folders; tests/stories by default.")] = None,
    kind: Annotated[Names, typer.Option(help="Only this kind of trouble, a file's name; may be given again.")] = None,
    only: Annotated[str, typer.Option(help="Only stories whose name contains this.")] = "",
    languages: Annotated[bool, typer.Option(help="Also in the other languages of a story.")] = False,
    noise: Annotated[bool, typer.Option(help="Also misspelt, and with webhooks that come twice or late.")] = False,
    junit: Annotated[File, typer.Option(help="Write JUnit's XML here.")] = None,
    as_json: Annotated[File, typer.Option("--json", help="Write JSON here.")] = None,
    processes: Annotated[int, typer.Option(min=0, help="How many play at once; 0: one a core.")] = 0,
    edges: Annotated[bool, typer.Option(help="Also how many stories take each step of an order's life.")] = False,
) -> None:
    """Play stories; exit code 0 if all is as wanted, 1 if one is not or a step has no story, 2 if one is unreadable."""
    from parchi import bootstrap
    from parchi.bot.loading import ModelUnusable
    from parchi.language.lexicon import Lexicon
    from parchi.workbench import story_results
    from parchi.workbench.stories import StoryError
    from parchi.workbench.story_crew import usual_size
    from parchi.workbench.story_edges import edges_table, missing_edges
    from parchi.workbench.story_runs import gone_by, summary, trials

    try:
        chosen = _chosen(paths or [bootstrap.ROOT / "tests/stories"], kind or [], only)
        lexicon = Lexicon.load(bootstrap.DATA / "shop") if noise else None
        runs = _play(list(trials(chosen, languages=languages, lexicon=lexicon)), processes or usual_size())
    except (StoryError, ModelUnusable) as error:
        typer.echo(f"parchi: {error}", err=True)
        sys.exit(UNREADABLE)
    for file, text in ((junit, story_results.junit), (as_json, story_results.as_json)):
        if file is not None:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text(runs), encoding="utf-8")
    typer.echo("\n" + summary(runs))
    gone = gone_by(runs)
    if edges:
        typer.echo("\n" + edges_table(gone))
    is_whole = not edges or not missing_edges(gone)
    sys.exit(0 if is_whole and all(each.is_passed for each in runs) else FAILED)


def _chosen(paths: Sequence[Path], kinds: Sequence[str], only: str) -> list[Story]:
    from parchi.workbench.stories import StoryError, load_stories

    found = [story for path in paths for story in load_stories(path)]
    wanted = {kind.replace(" ", "_") for kind in kinds}
    if unknown := wanted - {story.kind for story in found}:
        raise StoryError("", f"no stories of kind {', '.join(sorted(unknown))}")
    chosen = [story for story in found if (not wanted or story.kind in wanted) and only in story.name]
    if not chosen:
        raise StoryError("", "no such stories")
    return chosen


def _play(chosen: Sequence[Trial], processes: int) -> list[Run]:
    from parchi.workbench.story_chat import chat
    from parchi.workbench.story_crew import played

    runs = []
    typer.echo(f"{len(chosen)} conversations; loading the model (about 10 seconds) …")
    with stages() as open_stage:
        began = time.perf_counter()
        for run in played(chosen, open_stage, processes):
            runs.append(run)
            mark, told = ("✓", "") if run.is_passed else ("✗", f"\n{chat(run.trial.story, run.played)}\n")
            typer.echo(f"{mark} {run.trial.story.kind}: {run.trial.name}{told}")
        took = time.perf_counter() - began
    typer.echo(f"\nplayed in {took:.1f} s after loading, by {min(processes, len(chosen))} processes")
    places = {(trial.story.file, trial.name): place for place, trial in enumerate(chosen)}
    return sorted(runs, key=lambda run: places[run.trial.story.file, run.trial.name])


@contextmanager
def stage() -> Iterator[Stage]:
    """A stage over the fixture shop, with the model in use. Raises ModelUnusable."""
    with stages() as open_stage, open_stage() as one:
        yield one


@contextmanager
def stages() -> Iterator[Callable[[], AbstractContextManager[Stage]]]:
    """What opens such stages, each with its own port, database and clock; the model is loaded once for all."""
    from parchi import bootstrap
    from parchi.adapters.database import make_engine
    from parchi.adapters.seeding import seed
    from parchi.bot.loading import load_turn
    from parchi.language.names import ShopWords
    from parchi.whatsapp.wording import Wording
    from parchi.workbench.stories import MONDAY_ELEVEN
    from parchi.workbench.story_databases import FileCopies
    from parchi.workbench.story_stage import Stage
    from parchi.workbench.story_wire import Port

    with TemporaryDirectory(prefix="parchi-stories-") as name:
        seeded = Path(name) / "seeded.db"
        engine = make_engine(f"sqlite:///{seeded}")
        seed(engine, bootstrap.ROOT / "tests/fixtures/shop")
        engine.dispose()
        # Each stage words its replies by its own clock.
        words = Wording.load(bootstrap.DATA / "responses", lambda: MONDAY_ELEVEN)
        turn = load_turn(bootstrap.MODELS, words, ShopWords())

        @contextmanager
        def open_stage() -> Iterator[Stage]:
            with TemporaryDirectory(dir=name) as own, Port() as port:
                databases = FileCopies(seeded, Path(own))
                yield Stage(turn_of=turn.speaking, databases=databases, data=bootstrap.DATA, port=port)

        yield open_stage
