"""The channel of `rasa run`: `parchi serve`'s signed webhook, inbox and outbox, with Rasa's server between them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, Sanic
from sanic.request import Request as SanicRequest
from sanic.response import HTTPResponse, raw
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Message, Scope

from parchi.bot.server_turn import ServerTurn
from parchi.bot.turn import Turn
from parchi.services.ports import Words
from parchi.web.webhook import Webhook

StartStaff = Callable[[Turn], Callable[[], None]]
"""Starts whoever works behind the door (worker, sender, clock) with a turn; what it returns ends them."""


class WhatsAppInput(InputChannel):
    """Twilio's WhatsApp: messages are stored at the door and answered behind it, a customer's one after the other."""

    def __init__(self, webhook: Webhook, words: Words, start_staff: StartStaff) -> None:
        self._webhook = webhook
        self._words = words
        self._start_staff = start_staff
        self._end_staff: Callable[[], None] | None = None

    @classmethod
    def name(cls) -> str:
        """The channel's part of the address: /webhooks/twilio/webhook, as under `parchi serve`."""
        return "twilio"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> WhatsAppInput:
        """The channel as the environment's settings describe it; SettingsError names what is missing."""
        from parchi.bootstrap import rasa_channel

        return cls(*rasa_channel())

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The webhook's addresses. Messages do not go to Rasa from here: they are stored, and answered from there."""
        door = Blueprint("parchi_whatsapp")

        @door.post("/webhook")
        async def message(request: SanicRequest) -> HTTPResponse:
            return await _answered(self._webhook.message, request)

        @door.post("/status")
        async def status(request: SanicRequest) -> HTTPResponse:
            return await _answered(self._webhook.status, request)

        door.listener("after_server_start")(self._open)
        door.listener("before_server_stop")(self._close)
        return door

    async def _open(self, app: Sanic, loop: asyncio.AbstractEventLoop) -> None:
        self._end_staff = self._start_staff(ServerTurn(app.ctx.agent, self._words, loop))

    async def _close(self, app: Sanic, loop: asyncio.AbstractEventLoop) -> None:
        if self._end_staff is not None:
            await loop.run_in_executor(None, self._end_staff)


async def _answered(answer: Callable[[Request], Awaitable[Response]], request: SanicRequest) -> HTTPResponse:
    """The webhook's own answer: Rasa's server takes the request, and nothing of it is read twice."""

    async def receive() -> Message:
        return {"type": "http.request", "body": request.body, "more_body": False}

    response = await answer(Request(_scope(request), receive))
    return raw(response.body, status=response.status_code, content_type=response.media_type or "text/plain")


def _scope(request: SanicRequest) -> Scope:
    path, _, query = request.raw_url.partition(b"?")
    headers = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in request.headers.items()]
    return {
        "type": "http",
        "method": request.method,
        "path": path.decode("latin-1"),
        "raw_path": path,
        "query_string": query,
        "headers": headers,
    }
