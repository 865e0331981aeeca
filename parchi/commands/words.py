"""`parchi words`: words that shops used and nobody knew, each to be taken as an alias of an item, or dismissed."""

from __future__ import annotations

from typing import Annotated, NoReturn, Optional

import typer

words = typer.Typer(no_args_is_help=True, help="Words of shops that wait for review.")
Item = Optional[str]  # noqa: UP045  Typer reads annotations at run time


@words.command("list")
def list_words() -> None:
    """Those that nobody has reviewed, the most used first, with what the shop says it is."""
    from parchi import bootstrap

    with bootstrap.unit_of_work() as shop:
        for each in shop.proposed_words.open():
            said = each.item or "?"
            typer.echo(f"{each.number}  {each.word} = {said}  ({each.kirana}, {each.count} times: “{each.said}”)")


@words.command("take")
def take(
    number: Annotated[int, typer.Argument()],
    item: Annotated[Item, typer.Option(help="What it is; without it, what the shop said.")] = None,
) -> None:
    """Make it a word for an item, in data/shop/words.csv; `parchi train` then knows it."""
    from parchi import bootstrap
    from parchi.domain.proposed_word import TAKEN
    from parchi.workbench.taking import DataFiles, NotTaken

    with bootstrap.unit_of_work() as shop:
        found = shop.proposed_words.get(number)
        if found is None:
            _give_up(f"no word {number}")
        meant = item or found.item
        if meant is None:
            _give_up("the shop has not said what it is: name it with --item")
        try:
            file = DataFiles(bootstrap.ROOT).add_alias(found.word, meant, found.language)
        except NotTaken as error:
            _give_up(str(error))
        found.state, found.item = TAKEN, meant
        shop.commit()
        typer.echo(f"{found.word} is a word for {meant} now ({file.name}); run `parchi train`.")


@words.command("dismiss")
def dismiss(number: Annotated[int, typer.Argument()]) -> None:
    """It is no name of anything that is sold; the shop is asked no more."""
    from parchi import bootstrap
    from parchi.domain.proposed_word import DISMISSED

    with bootstrap.unit_of_work() as shop:
        found = shop.proposed_words.get(number)
        if found is None:
            _give_up(f"no word {number}")
        found.state = DISMISSED
        shop.commit()


def _give_up(reason: str) -> NoReturn:
    typer.echo(f"parchi: {reason}", err=True)
    raise SystemExit(2)
