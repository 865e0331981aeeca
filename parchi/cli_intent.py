"""`parchi intent`: a new wish taught by one card, taken out again, or called something else."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any, NoReturn, Optional

import typer

intent = typer.Typer(no_args_is_help=True, help="What Parchi understands, taught without Python.")

Given = Optional[Path]  # noqa: UP045  Typer reads annotations at run time
Root = Annotated[Given, typer.Option(help="Another project's folder, with data/ and domain.yml in it.")]
NEXT = "now: parchi check && parchi train && parchi test stories --kind taught --languages"


@intent.command()
def add(
    card: Annotated[Given, typer.Argument(exists=True, dir_okay=False, help="A card; without one it is asked.")] = None,
    root: Root = None,
) -> None:
    """Teach a new wish: sentences, rule, reply, domain, held-out sentences and a story, from one card."""
    from parchi import bootstrap
    from parchi.workbench.checking.yaml_files import Project
    from parchi.workbench.teaching.card import CardRefused, card_of, read_card
    from parchi.workbench.teaching.collisions import collisions
    from parchi.workbench.teaching.project_files import write_card

    try:
        filled = read_card(card) if card is not None else card_of(_asked())
    except CardRefused as refused:
        _refuse(refused.reasons)
    where = root or bootstrap.ROOT
    if reasons := collisions(filled, Project(where), _reader()):
        _refuse(reasons)
    for file in write_card(filled, where):
        typer.echo(f"written: {file}")
    typer.echo(NEXT)


@intent.command()
def remove(name: str, root: Root = None) -> None:
    """Take a taught wish out of all files."""
    from parchi.workbench.teaching.changing import remove_intent
    from parchi.workbench.teaching.project_files import NotTaught

    try:
        _tell(remove_intent(name, _root(root)))
    except NotTaught as error:
        _refuse([str(error)])


@intent.command()
def rename(old: str, new: str, root: Root = None) -> None:
    """Call a taught wish something else in all files."""
    from parchi.workbench.teaching.changing import rename_intent
    from parchi.workbench.teaching.project_files import NotTaught

    try:
        _tell(rename_intent(old, new, _root(root)))
    except NotTaught as error:
        _refuse([str(error)])


def _asked() -> dict[str, Any]:
    """The card, asked step by step."""
    from parchi.workbench.teaching.card import LANGUAGES, LEAST, LEAST_TESTS

    told: dict[str, Any] = {
        "intent": typer.prompt("Its name (such as ask_gift_wrap)"),
        "wants": typer.prompt("What does the speaker want, in a few words"),
        "topic": typer.prompt("Topic", default="talk"),
        "do": typer.prompt("What to do: reply or action", default="reply"),
    }
    for key, what, least in (
        ("sentences", "Sentences", LEAST),
        ("tests", "Other sentences to test it with", LEAST_TESTS),
    ):
        told[key] = {language: _lines(f"{what} in {language}, at least {least}") for language in LANGUAGES}
    told["reply"] = {language: typer.prompt(f"The reply in {language}") for language in LANGUAGES}
    return told


def _lines(what: str) -> list[str]:
    typer.echo(f"{what}; one a line, an empty line ends:")
    lines = []
    while line := typer.prompt("", default="", show_default=False, prompt_suffix="> "):
        lines.append(line)
    return lines


def _reader() -> Any:
    """The present model's reading; None where there is no model yet."""
    from parchi import bootstrap
    from parchi.bot.loading import ModelUnusable

    try:
        return bootstrap.understanding().read
    except ModelUnusable:
        return None


def _root(root: Path | None) -> Path:
    from parchi import bootstrap

    return root or bootstrap.ROOT


def _tell(files: list[Path]) -> None:
    for file in files:
        typer.echo(f"changed: {file}")
    typer.echo("now: parchi check && parchi train")


def _refuse(reasons: list[str]) -> NoReturn:
    for reason in reasons:
        typer.echo(f"parchi: {reason}", err=True)
    typer.echo("nothing was written", err=True)
    sys.exit(2)
