"""The channel of `rasa run` keeps the door as `parchi serve` does."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest
from sanic import Sanic

from parchi.bot.channel import WhatsAppInput
from parchi.bot.server_turn import ServerTurn
from parchi.bot.turn import Turn
from parchi.domain.hours import IST
from parchi.domain.mail import Arrival
from parchi.web.tray import Tray
from parchi.web.webhook import Webhook
from parchi.whatsapp.signature import HEADER, Signatures

PUBLIC = "https://parchi.example"
HERE = "/webhooks/twilio/webhook"
SHOP = "whatsapp:+910000099999"
SIGNATURES = Signatures(PUBLIC, ["a token"])
FORM = {
    "MessageSid": "SM1",
    "AccountSid": "ACtest",
    "From": "whatsapp:+910000000001",
    "To": SHOP,
    "Body": "2 kilo atta",
    "Label": "",
}


class Post:
    """The channel in a server of Rasa's kind, and what it stored."""

    def __init__(self) -> None:
        self.stored: list[Arrival] = []
        webhook = Webhook(
            signatures=SIGNATURES,
            account_sid="ACtest",
            number=SHOP,
            now=lambda: datetime(2026, 11, 23, 11, 0, tzinfo=IST),
            arrivals=Tray(self._store),
            reports=Tray(lambda reports: None),
        )
        channel: Any = WhatsAppInput(webhook, None, self._start_staff)  # type: ignore[arg-type]
        app = Sanic("rasa_of_test", register=False)
        app.ctx.agent = None
        app.blueprint(channel.blueprint(None), url_prefix=f"/webhooks/{channel.url_prefix()}")
        self._loop = asyncio.new_event_loop()
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._server = self._loop.run_until_complete(self._open(app))
        self.staff: list[Turn] = []
        self._loop.run_until_complete(self._server.after_start())

    def __call__(self, path: str, fields: dict[str, str], signature: str | None) -> httpx.Response:
        return self._loop.run_until_complete(self._post(path, fields, signature))

    def close(self) -> None:
        self._loop.run_until_complete(self._server.before_stop())
        self._loop.run_until_complete(self._server.close())
        self._loop.close()

    async def _open(self, app: Sanic) -> Any:
        server = await app.create_server(sock=self._socket, return_asyncio_server=True, access_log=False)
        await server.startup()
        await server.start_serving()
        return server

    async def _post(self, path: str, fields: dict[str, str], signature: str | None) -> httpx.Response:
        headers = {"content-type": "application/x-www-form-urlencoded", **({HEADER: signature} if signature else {})}
        base = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        async with httpx.AsyncClient(base_url=base, trust_env=False) as client:
            return await client.post(path, content=urlencode(fields), headers=headers)

    def _start_staff(self, turn: Turn) -> Callable[[], None]:
        self.staff.append(turn)
        return self.staff.clear

    def _store(self, arrivals: Sequence[Arrival]) -> None:
        self.stored += arrivals


@pytest.fixture(scope="module")
def server() -> Iterator[Post]:
    """Sanic rewrites itself at its start and can do so only once a process."""
    post = Post()
    yield post
    post.close()
    assert post.staff == [], "whoever works behind the door goes home with the server"


@pytest.fixture
def post(server: Post) -> Post:
    """The door, with nothing stored."""
    server.stored.clear()
    return server


def test_a_signed_message_is_stored_and_answered_with_empty_twiml(post: Post) -> None:
    answer = post(HERE, FORM, SIGNATURES.sign(HERE, FORM))
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/xml")
    assert [arrival.form["Body"] for arrival in post.stored] == ["2 kilo atta"]


def test_an_unsigned_message_is_refused(post: Post) -> None:
    assert post(HERE, FORM, None).status_code == 403
    assert post(HERE, FORM, "d3Jvbmc=").status_code == 403
    assert post.stored == []


@pytest.mark.parametrize("change", [{"AccountSid": "ACother"}, {"To": "whatsapp:+910000000002"}])
def test_a_message_for_somebody_else_is_refused(post: Post, change: dict[str, str]) -> None:
    form = {**FORM, **change}
    assert post(HERE, form, SIGNATURES.sign(HERE, form)).status_code == 403
    assert post.stored == []


def test_more_than_a_form_of_twilios_is_refused(post: Post) -> None:
    form = {**FORM, "Body": "x" * 70_000}
    assert post(HERE, form, SIGNATURES.sign(HERE, form)).status_code == 413


def test_a_delivery_report_is_taken_with_its_query(post: Post) -> None:
    there = "/webhooks/twilio/status?outbox=7"
    form = {"MessageSid": "SM2", "AccountSid": "ACtest", "MessageStatus": "delivered"}
    assert post(there, form, SIGNATURES.sign(there, form)).status_code == 204


def test_whoever_works_behind_the_door_comes_with_the_server(post: Post) -> None:
    assert [type(turn) for turn in post.staff] == [ServerTurn]


def test_behind_the_door_the_server_answers_from_a_thread() -> None:
    async def heard() -> str:
        return "heard in the server's loop"

    async def serve() -> str:
        loop = asyncio.get_running_loop()
        turn: Any = ServerTurn(None, None, loop)  # type: ignore[arg-type]
        return await loop.run_in_executor(None, turn._run, heard())

    assert asyncio.run(serve()) == "heard in the server's loop"
