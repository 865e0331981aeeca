"""The conversations' pages: who wrote last, and one customer's chat as it was."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from parchi.desk.page import Pages
from parchi.desk.ports import Views


@dataclass
class ConversationPages:
    """Chats, by pseudonym: no address on these pages tells a number."""

    pages: Pages
    views: Views

    def routes(self) -> list[BaseRoute]:
        """Where they are found."""
        return [Route("/conversations", self.overview), Route("/conversations/{pseudonym}", self.one)]

    async def overview(self, request: Request) -> Response:
        """Customers by their last message."""
        return self.pages.show(
            request, "conversations.html", conversations=await run_in_threadpool(self.views.conversations)
        )

    async def one(self, request: Request) -> Response:
        """One chat, oldest message first."""
        chat = await run_in_threadpool(self.views.conversation, request.path_params["pseudonym"])
        if not chat:
            return self.pages.nothing(request, "conversation")
        return self.pages.show(request, "conversation.html", chat=chat, pseudonym=request.path_params["pseudonym"])
