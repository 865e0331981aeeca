"""`parchi record`: a conversation that took place becomes a story; `parchi forget`: a customer is deleted."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated, Any, NoReturn, Optional

import typer

from parchi.commands.test import stage

if TYPE_CHECKING:
    from parchi.domain.recorded import Conversation

SHORTEST = 10
"""Digits of a phone number, at least."""
RECORDED = Path("tests/stories/recorded.yml")
Given = Optional[str]  # noqa: UP045  Typer reads annotations at run time
File = Optional[Path]  # noqa: UP045


def record(
    customer: Annotated[str, typer.Argument(help="whatsapp:+91…, or the pseudonym in the desk's address.")],
    name: Annotated[str, typer.Option(prompt="What is it about", help="The story's name.")],
    since: Annotated[Given, typer.Option(help="From this time on, such as 2026-11-23T11:00.")] = None,
    into: Annotated[File, typer.Option(help="The file of stories; tests/stories/recorded.yml by default.")] = None,
) -> None:
    """Write a conversation as a story: no numbers, no places; what is true after each turn is to be read and mended."""
    from parchi import bootstrap
    from parchi.bot.loading import ModelUnusable
    from parchi.workbench.recording import append_story, names_in, recorded_story, turns_of
    from parchi.workbench.stories import StoryError

    file = into or bootstrap.ROOT / RECORDED
    try:
        if name in names_in({file, *(bootstrap.ROOT / RECORDED).parent.glob("*.yml")}):
            _give_up(f"there is a story “{name}” already: give it another name")
    except StoryError as error:
        _give_up(f"{error}: mend that file first")
    conversation = _conversation(_number(customer), since)
    try:
        with stage() as played_on, TemporaryDirectory() as scratch:
            told = recorded_story(
                name,
                turns_of(conversation),
                played_on.play,
                bootstrap.ROOT / "tests/fixtures/shop",
                Path(scratch) / "recorded.yml",
            )
    except ModelUnusable as error:
        _give_up(str(error))
    append_story(told, file)
    typer.echo(f"written behind the stories of {file}: read it, and mend what should be otherwise")
    typer.echo(f'play it: parchi test stories {file} --only "{name}"')


def forget(
    number: Annotated[str, typer.Argument(help="whatsapp:+91…")],
    sure: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Delete everything of a customer but the figures; it cannot be undone."""
    from parchi import bootstrap
    from parchi.services import customers

    number = _number(number)
    with bootstrap.unit_of_work() as shop:
        customer = shop.customers.get(number)
        if customer is None:
            _give_up(f"nobody is known under {number}")
        still_open = [order.number for order in shop.orders.of_customer(number) if order.is_open]
        if still_open:
            _give_up(f"order {', '.join(still_open)} is still open: it has to be collected or cancelled first")
        if not sure and not typer.confirm("Delete messages, basket, place and name? It cannot be undone"):
            _give_up("nothing was deleted")
        customers.forget(shop, customer)
        shop.commit()
    typer.echo("deleted; orders keep things and prices under no name")


def _conversation(customer: str, since: str | None) -> Conversation:
    from parchi import bootstrap
    from parchi.adapters.database import make_engine
    from parchi.adapters.recorded import read_conversation

    conversation = read_conversation(make_engine(bootstrap.settings().database_url), customer, _time(since))
    if conversation is None:
        _give_up(f"nothing is kept of a conversation with {customer}")
    return conversation


def _number(text: str) -> str:
    """A number as Twilio names it, also where somebody wrote it as on paper; a pseudonym stays."""
    digits = "".join(letter for letter in text if letter.isdigit())
    is_number = len(digits) >= SHORTEST and not any(letter.isalpha() for letter in text)
    return f"whatsapp:+{digits}" if is_number else text


def _time(text: str | None) -> Any:
    from parchi.domain.hours import IST

    if text is None:
        return None
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        _give_up(f"--since is a time such as 2026-11-23T11:00, not {text}")
    return at if at.tzinfo else at.replace(tzinfo=IST)


def _give_up(reason: str) -> NoReturn:
    typer.echo(f"parchi: {reason}", err=True)
    sys.exit(2)
