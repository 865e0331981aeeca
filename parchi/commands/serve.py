"""`parchi serve`: the whole system on one machine, or one part of it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from enum import Enum
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from parchi.pipeline.logs import log_as
from parchi.pipeline.supervisor import UNUSABLE
from parchi.settings import Settings, SettingsError, environment


class Role(str, Enum):
    """A part of the system."""

    all = "all"
    web = "web"
    bot = "bot"
    sender = "sender"
    clock = "clock"


def serve(
    role: Annotated[Role, typer.Option(help="Which part; all of them by default.")] = Role.all,
    workers: Annotated[int, typer.Option(min=1, help="How many processes answer messages.")] = 2,
) -> None:
    """Run Parchi until SIGTERM or Ctrl-C."""
    log_as(role.value)
    try:
        settings = Settings.read(environment(Path.cwd()))
        log_as(role.value, is_json=settings.logs == "json", is_personal=settings.log_personal)
        code = _run(settings, role, workers)
    except SettingsError as error:
        typer.echo(f"parchi: {error}", err=True)
        code = UNUSABLE
    except OSError as error:
        if role not in (Role.all, Role.web):
            raise
        typer.echo(f"parchi: PARCHI_HOST and PARCHI_PORT: cannot listen there: {error.strerror}", err=True)
        code = UNUSABLE
    sys.exit(code)


def _run(settings: Settings, role: Role, workers: int) -> int:
    """Each part loads only what it needs."""
    if role is Role.all:
        from parchi.machine import run_machine

        return run_machine(settings, workers, partial(_make_tables, settings))
    if role is Role.web:
        from parchi.front import run_web
        from parchi.machine import simulator_pages

        run_web(settings, pages=simulator_pages(settings))
        return 0
    from parchi import bootstrap, roles

    parts: dict[Role, Callable[[], int | None]] = {
        Role.bot: lambda: bootstrap.serve_bot(settings, workers),
        Role.sender: lambda: roles.run_sender(settings),
        Role.clock: lambda: bootstrap.serve_clock(settings),
    }
    return parts[role]() or 0


def _make_tables(settings: Settings) -> None:
    from parchi import bootstrap

    bootstrap.make_tables(settings)
