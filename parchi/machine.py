"""One machine: all roles as processes of their own, so that one may die without the others."""

from __future__ import annotations

import logging
import socket
from collections.abc import Callable
from functools import partial

from starlette.routing import BaseRoute

from parchi.front import run_web
from parchi.pipeline.stop import Stop
from parchi.pipeline.supervisor import Member, Supervisor, fork
from parchi.settings import Settings
from parchi.web.app import listen
from parchi.web.later import LoadRoutes

log = logging.getLogger(__name__)


def run_machine(settings: Settings, workers: int, prepare: Callable[[], None]) -> int:
    """Run until SIGTERM or Ctrl-C; the exit code.

    The front comes first: it accepts messages while `prepare` looks after the tables and the others load. The socket
    is made here: while the front is started anew, whoever connects waits instead of being refused.
    """
    stop = Stop().on_signals()
    bound = listen(settings.host, settings.port)
    front = Member("web", partial(fork, partial(_web, settings, bound), name="web"))
    supervisor = Supervisor([front], stop)
    supervisor.start_due()
    log.info("listening on http://%s:%s", settings.host, settings.port)
    try:
        prepare()
        for name, work in _others(settings, workers).items():
            supervisor.add(Member(name, partial(fork, partial(_without, bound, work), name=name)))
    except BaseException:
        supervisor.end_all()
        raise
    return supervisor.run()


def simulator_pages(settings: Settings) -> LoadRoutes | None:
    """The simulator, where it is asked for."""
    return partial(_simulator, settings) if settings.simulator else None


def _web(settings: Settings, bound: socket.socket) -> None:
    run_web(settings, pages=simulator_pages(settings), bound=bound)


def _simulator(settings: Settings) -> list[BaseRoute]:
    from parchi import bootstrap

    return bootstrap.simulator_routes(settings)


def _others(settings: Settings, workers: int) -> dict[str, Callable[[], int | None]]:
    from parchi import bootstrap, roles

    return {
        "bot": partial(bootstrap.serve_bot, settings, workers),
        "sender": partial(roles.run_sender, settings),
        "clock": partial(bootstrap.serve_clock, settings),
    }


def _without(bound: socket.socket, work: Callable[[], int | None]) -> int | None:
    """Only the front holds the socket: whoever else held it would take connections and never answer."""
    bound.close()
    return work()
