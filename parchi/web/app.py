"""The web front: the pages and addresses that Parchi answers under."""

from __future__ import annotations

import socket
from collections.abc import Sequence

import uvicorn
from starlette.applications import Starlette
from starlette.routing import BaseRoute

GRACE = 5


def make_app(routes: Sequence[BaseRoute]) -> Starlette:
    """The front with these routes; nothing else is answered."""
    return Starlette(routes=list(routes))


def listen(host: str, port: int) -> socket.socket:
    """A listening socket: whoever connects before the front runs, or while it is started anew, waits and is served."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    bound = socket.socket(family)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    bound.bind((host, port))
    bound.listen(2048)
    return bound


def serve(app: Starlette, bound: socket.socket) -> None:
    """Answer requests until SIGTERM or SIGINT."""
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        lifespan="off",
        ws="none",
        timeout_graceful_shutdown=GRACE,
    )
    uvicorn.Server(config).run(sockets=[bound])
