"""`parchi serve`: the whole system on one machine, or one part of it."""

from __future__ import annotations

import logging
import socket
import sys
from collections.abc import Callable
from enum import Enum
from pathlib import Path
from typing import Annotated, Optional

import typer

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
    bound: Annotated[Optional[int], typer.Option("--socket", hidden=True)] = None,  # noqa: UP045
) -> None:
    """Run Parchi until SIGTERM or Ctrl-C."""
    logging.basicConfig(level=logging.INFO, format=f"%(asctime)s {role.value} %(levelname)s %(name)s: %(message)s")
    try:
        settings = Settings.read(environment(Path.cwd()))
        code = _run(settings, role, workers, socket.socket(fileno=bound) if bound is not None else None)
    except SettingsError as error:
        typer.echo(f"parchi: {error}", err=True)
        code = UNUSABLE
    except OSError as error:
        if role not in (Role.all, Role.web):
            raise
        typer.echo(f"parchi: PARCHI_HOST and PARCHI_PORT: cannot listen there: {error.strerror}", err=True)
        code = UNUSABLE
    sys.exit(code)


def _run(settings: Settings, role: Role, workers: int, bound: socket.socket | None) -> int:
    """Each part loads only what it needs: the front accepts messages within a second."""
    from parchi import bootstrap, roles

    parts: dict[Role, Callable[[], int | None]] = {
        Role.all: lambda: bootstrap.serve_all(settings, workers),
        Role.web: lambda: bootstrap.serve_web(settings, bound),
        Role.bot: lambda: bootstrap.serve_bot(settings, workers),
        Role.sender: lambda: roles.run_sender(settings),
        Role.clock: lambda: bootstrap.serve_clock(settings),
    }
    return parts[role]() or 0
