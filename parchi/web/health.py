"""Health: whether messages are accepted, and whether they are answered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from parchi.services.ports import TryAgain

ANSWERING = ("bot", "sender")


@dataclass
class Health:
    """Asked by whoever runs Parchi, and by its load balancer."""

    can_store: Callable[[], bool]
    is_alive: Callable[[str], bool]

    def routes(self) -> list[Route]:
        """Where it is found."""
        return [Route("/healthz", self.healthz), Route("/readyz", self.readyz)]

    async def healthz(self, _request: Request) -> Response:
        """200 as soon as messages can be accepted."""
        return await run_in_threadpool(self._told, ())

    async def readyz(self, _request: Request) -> Response:
        """200 once messages are answered too."""
        return await run_in_threadpool(self._told, ANSWERING)

    def _told(self, roles: tuple[str, ...]) -> Response:
        try:
            silent = [] if self.can_store() else ["database"]
            silent += [role for role in roles if not self.is_alive(role)]
        except TryAgain:
            silent = ["database"]
        if silent:
            return PlainTextResponse(f"waiting for {', '.join(silent)}\n", status_code=503)
        return PlainTextResponse("ok\n")
