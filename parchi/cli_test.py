"""`parchi test stories`: conversations that testers wrote, played over the real wire on the fixture shop."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
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
) -> None:
    """Play stories; exit code 0 if all went as wanted, 1 if one did not, 2 if a file cannot be read."""
    from parchi import bootstrap
    from parchi.bot.loading import ModelUnusable
    from parchi.language.lexicon import Lexicon
    from parchi.workbench import story_results
    from parchi.workbench.stories import StoryError
    from parchi.workbench.story_runs import summary, trials

    try:
        chosen = _chosen(paths or [bootstrap.ROOT / "tests/stories"], kind or [], only)
        lexicon = Lexicon.load(bootstrap.DATA / "shop") if noise else None
        runs = _play(list(trials(chosen, languages=languages, lexicon=lexicon)))
    except (StoryError, ModelUnusable) as error:
        typer.echo(f"parchi: {error}", err=True)
        sys.exit(UNREADABLE)
    for file, text in ((junit, story_results.junit), (as_json, story_results.as_json)):
        if file is not None:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text(runs), encoding="utf-8")
    typer.echo("\n" + summary(runs))
    sys.exit(0 if all(each.is_passed for each in runs) else FAILED)


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


def _play(chosen: Sequence[Trial]) -> list[Run]:
    from parchi.workbench.story_chat import chat
    from parchi.workbench.story_runs import run

    runs = []
    typer.echo(f"{len(chosen)} conversations; loading the model (about 10 seconds) …")
    with stage() as played_on:
        for trial in chosen:
            runs.append(run(trial, played_on))
            if runs[-1].is_passed:
                typer.echo(f"✓ {trial.story.kind}: {trial.name}")
            else:
                typer.echo(f"✗ {trial.story.kind}: {trial.name}\n{chat(trial.story, runs[-1].played)}\n")
    return runs


@contextmanager
def stage() -> Iterator[Stage]:
    """A stage over the fixture shop, with the model in use. Raises ModelUnusable."""
    from parchi import bootstrap
    from parchi.adapters.database import make_engine
    from parchi.adapters.seeding import seed
    from parchi.bot.loading import load_turn
    from parchi.language.names import ShopWords
    from parchi.workbench.story_stage import Stage
    from parchi.workbench.story_wire import Port

    with TemporaryDirectory(prefix="parchi-stories-") as name, Port() as port:
        folder = Path(name)
        engine = make_engine(f"sqlite:///{folder / 'seeded.db'}")
        seed(engine, bootstrap.ROOT / "tests/fixtures/shop")
        engine.dispose()
        yield Stage(
            turn_of=lambda words: load_turn(bootstrap.MODELS, words, ShopWords()),
            seeded=folder / "seeded.db",
            data=bootstrap.DATA,
            folder=folder,
            port=port,
        )
