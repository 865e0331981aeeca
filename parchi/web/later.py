"""Later: pages whose code is loaded at their first request, so that messages are accepted before."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

from starlette.concurrency import run_in_threadpool
from starlette.routing import BaseRoute, Router
from starlette.types import Receive, Scope, Send

LoadRoutes = Callable[[], Sequence[BaseRoute]]


class Later:
    """An application that is made when it is first asked."""

    def __init__(self, load: LoadRoutes) -> None:
        self._load = load
        self._router: Router | None = None
        self._lock = threading.Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        router = await run_in_threadpool(self._loaded)
        await router(scope, receive, send)

    def _loaded(self) -> Router:
        with self._lock:
            if self._router is None:
                self._router = Router(list(self._load()))
            return self._router
