"""`parchi desk`: the operator's pages; `parchi desk-password`: who may see them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from parchi.pipeline.supervisor import UNUSABLE
from parchi.settings import Settings, SettingsError, environment


def desk() -> None:
    """Run the operator's desk until Ctrl-C: orders, conversations, review, report, queue, map, shelves, campaigns."""
    from parchi import bootstrap
    from parchi.bot.loading import ModelUnusable
    from parchi.web.app import listen, serve

    try:
        settings = Settings.read(environment(Path.cwd()), wire=False)
        app = bootstrap.desk(settings).app()
        bound = listen(settings.desk_host, settings.desk_port)
    except (SettingsError, ModelUnusable) as error:
        _give_up(str(error))
    except ValueError as error:
        _give_up(f"PARCHI_DESK_PEOPLE: {error}")
    except OSError as error:
        _give_up(f"PARCHI_DESK_HOST and PARCHI_DESK_PORT: cannot listen there: {error.strerror}")
    database = settings.database_url.rpartition("@")[2]  # without a password
    typer.echo(f"The desk of {database} is at http://{settings.desk_host}:{settings.desk_port}/")
    serve(app, bound)


def desk_password(name: Annotated[str, typer.Argument(help="Who is to sign in, in small letters.")]) -> None:
    """Ask for a password and print what to put into PARCHI_DESK_PEOPLE for it; the password itself is kept nowhere."""
    from parchi.desk.people import PasswordRefused, line_for

    password = typer.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
    try:
        typer.echo(line_for(name, password))
    except PasswordRefused as error:
        _give_up(str(error))


def _give_up(reason: str) -> None:
    typer.echo(f"parchi: {reason}", err=True)
    sys.exit(UNUSABLE)
