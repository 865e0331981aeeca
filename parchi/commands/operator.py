"""`parchi unlock` and `parchi templates`: what the operator does beside the desk."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated

import typer

from parchi.settings import content_setting


def unlock(order: Annotated[str, typer.Argument(help="The number of an order, such as 1001.")]) -> None:
    """Give an order that wrong codes have locked a new code, which its customer is told."""
    from parchi import bootstrap
    from parchi.domain.errors import OrderUnknown
    from parchi.services.operator import unlock_order

    with bootstrap.unit_of_work() as shop:
        try:
            told = unlock_order(shop, order)
        except OrderUnknown:
            typer.echo(f"parchi: there is no order {order} that waits to be collected", err=True)
            sys.exit(1)
        shop.commit()
    how = "the customer has been told it" if told else "the customer hears it with the next message"
    typer.echo(f"order {order} has a new code; {how}")


def templates() -> None:
    """Print the texts to submit to WhatsApp, each in every language, and whether its ContentSid is configured."""
    from parchi import bootstrap
    from parchi.language.languages import ENGLISH, languages
    from parchi.settings import Settings, environment

    configured = Settings.read(environment(Path.cwd()), wire=False).content_sid
    known = bootstrap.templates()
    for name, template in known.templates.items():
        for language in filter(template.body.__contains__, languages()):
            _head(content_setting(name, language), configured(name, language))
            tongue = language.partition("-")[0]
            typer.echo(
                f"  name {content_setting(name, language).lower()}, category {template.category}, language {tongue}"
            )
            for number, variable in enumerate(template.variables, start=1):
                typer.echo(f"  {{{{{number}}}}} is {variable}")
            typer.echo(f"  {template.body[language]}")
            for button in known.buttons.get(template.buttons or "", ()):
                typer.echo(f"  [{button.title.get(language, button.title[ENGLISH])}] {button.payload('{{1}}')}")
    for name, buttons in known.buttons.items():
        for language in (each for each in languages() if all(each in button.title for button in buttons)):
            _head(content_setting(f"buttons_{name}", language), configured(f"buttons_{name}", language))
            typer.echo("  quick replies for open conversations, no approval needed; body {{1}}")
            for button in buttons:
                typer.echo(f"  [{button.title[language]}] {button.payload('{{2}}')}")
    _lists(configured, known.choose)


def _lists(configured: Callable[[str, str], str | None], choose: Mapping[str, str]) -> None:
    """List pickers: one Content a number of entries and language; they need no approval."""
    from parchi.whatsapp.picker import SIZES, list_name, places_of

    for count in SIZES:
        for language, button in choose.items():
            _head(content_setting(list_name(count), language), configured(list_name(count), language))
            typer.echo(f"  list picker for open conversations, no approval needed; body {{{{1}}}}, button “{button}”")
            for title, payload, description in places_of(count):
                typer.echo(f"  entry {{{{{title}}}}}, id {{{{{payload}}}}}, description {{{{{description}}}}}")


def _head(setting: str, sid: str | None) -> None:
    typer.echo(f"\n{setting} {'= ' + sid if sid else 'is not set'}")
