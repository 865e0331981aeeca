"""The orders' pages: what is open now, what has ended, and one order with every step it took."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from parchi.desk.page import Pages
from parchi.desk.ports import Views


@dataclass
class OrderPages:
    """Orders, live."""

    pages: Pages
    views: Views

    def routes(self) -> list[BaseRoute]:
        """Where they are found."""
        return [Route("/", self.overview), Route("/orders/{number}", self.one)]

    async def overview(self, request: Request) -> Response:
        """Open orders, the one longest without a change first; below, the newest that ended."""
        live = await run_in_threadpool(self.views.open_orders)
        ended = await run_in_threadpool(self.views.ended_orders)
        return self.pages.show(request, "orders.html", open_orders=live, ended=ended)

    async def one(self, request: Request) -> Response:
        """One order."""
        found = await run_in_threadpool(self.views.order, request.path_params["number"])
        if found is None:
            return self.pages.nothing(request, "order")
        return self.pages.show(request, "order.html", detail=found)
