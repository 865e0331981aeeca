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
    card: Annotated[Given, typer.Argument(help="A card's file; without one it is asked step by step.")] = None,
    root: Root = None,
) -> None:
    """Teach a new wish: sentences, rule, reply, domain, held-out sentences and a story, from one card."""
    from parchi.workbench.checking.yaml_files import Project
    from parchi.workbench.teaching.card import CardRefused, card_of, read_card
    from parchi.workbench.teaching.collisions import collisions
    from parchi.workbench.teaching.project_files import write_card

    where = _root(root)
    if card is not None and not card.is_file():
        _refuse([f"there is no file {card}: look at its name, or leave it out and be asked step by step"])
    try:
        filled = read_card(card) if card is not None else card_of(_asked(where))
    except CardRefused as refused:
        _refuse(refused.reasons)
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


def _asked(root: Path) -> dict[str, Any]:
    """The card, asked step by step."""
    from parchi.workbench.checking.yaml_files import Project
    from parchi.workbench.teaching.asking import Asking
    from parchi.workbench.teaching.collisions import Known

    typer.echo("A new wish, step by step. Ctrl-C ends; what was answered is kept, and you go on with the same name.")
    asking = Asking(
        ask=lambda question: str(typer.prompt(question, default="", show_default=False, prompt_suffix="> ")),
        tell=typer.echo,
        known=Known(Project(root), _reader()),
        kept_as=lambda name: Path(f"{name}.yml"),
    )
    try:
        return asking.card()
    except typer.Abort:
        name = asking.told.get("intent")
        typer.echo(f"\nkept in {name}.yml: `parchi intent add` and the same name go on with it" if name else "")
        raise


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
