"""The door under fire: any bytes, headers and addresses at the front are stored or refused, and never break it."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from hypothesis import strategies as some
from starlette.applications import Starlette
from twilio.request_validator import RequestValidator

from parchi.adapters.database import make_engine, metadata
from parchi.adapters.inbox import SqlInbox
from parchi.adapters.mail_tables import inbox
from parchi.adapters.outbox import SqlOutbox
from parchi.adapters.pulse import SqlPulse
from parchi.domain.message import InboundMessage
from parchi.front import machine_time
from parchi.web.app import make_app
from parchi.web.health import Health
from parchi.web.pay import PayPages
from parchi.web.tray import Tray
from parchi.web.webhook import Webhook
from parchi.whatsapp.form import Form, read_message
from parchi.whatsapp.signature import HEADER, Signatures
from tests.conftest import MONDAY_ELEVEN
from tests.fuzz.writing import bodies
from tests.wire.conftest import ACCOUNT, SHOP, TOKEN, form

URL = "https://parchi.test"
WEBHOOK, STATUS = "/webhooks/twilio/webhook", "/webhooks/twilio/status"
ANSWERS = {200, 204, 400, 403, 404, 405, 410, 413}
"""All that may be said to a stranger while the database is there: 5xx would be a fault of ours."""


def requests() -> some.SearchStrategy[tuple[str, str, bytes, bytes, bool]]:
    """(method, path, query, body, whether it is signed)."""
    known, odd = some.sampled_from([WEBHOOK] * 6 + [STATUS] * 2), some.text(max_size=20).map(lambda text: "/" + text)
    paths = some.integers(0, 9).flatmap(lambda chance: known if chance else odd)
    queries = some.one_of(
        some.sampled_from([b"", b"outbox=1", b"outbox=", b"outbox=99999999999999999999"]), some.binary(max_size=20)
    )
    methods = some.sampled_from(["POST"] * 20 + ["GET", "PUT", "HEAD", "DELETE"])
    posted = bodies(**form("2 kg atta", sid="SM" + "0" * 32))
    return some.tuples(methods, paths, queries, posted, some.sampled_from([True] * 9 + [False]))


class Door:
    """The front with an inbox of its own, called without a socket."""

    def __init__(self, app: Starlette, engine: Any, loop: asyncio.AbstractEventLoop) -> None:
        self._app, self._engine, self._loop = app, engine, loop
        self._twilio = RequestValidator(TOKEN)
        self.seen: Counter[str] = Counter()

    def try_request(self, request: tuple[str, str, bytes, bytes, bool]) -> None:
        """One request: a known answer, and what was taken is there and can be read."""
        method, path, query, body, is_signed = request
        target = path + (f"?{query.decode('latin-1')}" if query else "")
        before = self._count()
        status = self._loop.run_until_complete(
            self._asked(method, path, query, body, self._signature(target, body, is_signed))
        )
        self.seen[str(status)] += 1
        assert status in ANSWERS, f"{status} to {request!r}"
        is_taken = status == 200 and path == WEBHOOK
        assert is_signed or not is_taken, "an unsigned form was taken"
        if self._count() != before:
            assert is_taken, "it was refused and stored"
        if is_taken:
            self._read_back()

    def _signature(self, target: str, body: bytes, is_signed: bool) -> str:
        if not is_signed:
            return "0/KCTR6DLpKmkAf8muzZqo1nDgQ="
        return str(self._twilio.compute_signature(URL + target, Form.parse(body)))

    async def _asked(self, method: str, path: str, query: bytes, body: bytes, signature: str) -> int:
        headers = [(HEADER.lower().encode(), signature.encode()), (b"content-length", str(len(body)).encode())]
        scope = {
            "type": "http", "http_version": "1.1", "method": method, "path": path, "scheme": "http", "headers": headers,
            "raw_path": path.encode("utf-8", "surrogatepass"), "query_string": query, "root_path": "",
            "server": ("127.0.0.1", 8080), "client": ("127.0.0.1", 1), "asgi": {"version": "3.0"},
        }  # fmt: skip
        told: list[int] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: Any) -> None:
            if message["type"] == "http.response.start":
                told.append(message["status"])

        await self._app(scope, receive, send)
        (status,) = told
        return status

    def _count(self) -> int:
        with self._engine.connect() as connection:
            return len(connection.execute(inbox.select()).all())

    def _read_back(self) -> None:
        """The worker reads what the front has stored; then it is taken away, so that each request stands alone."""
        with self._engine.begin() as connection:
            for row in connection.execute(inbox.select()).all():
                message = read_message(row.form, sid=row.message_sid, sender=row.sender, received_at=row.received_at)
                assert isinstance(message, InboundMessage)
            connection.execute(inbox.delete())


@contextmanager
def open_door(folder: Path) -> Iterator[Door]:
    """A door over a file in a folder."""
    engine = make_engine(f"sqlite:///{folder / 'door.db'}", is_durable=False)
    metadata.create_all(engine)
    store, out, pulse = SqlInbox(engine, machine_time), SqlOutbox(engine, machine_time), SqlPulse(engine, machine_time)
    webhook = Webhook(
        Signatures(URL, [TOKEN]),
        ACCOUNT,
        SHOP,
        lambda: MONDAY_ELEVEN,
        Tray(store.store, gathers=0),
        Tray(out.report, gathers=0),
    )
    pay = PayPages(lambda number: None, "secret of the tests", lambda: MONDAY_ELEVEN)
    app = make_app([*webhook.routes(), *Health(store.is_ready, pulse.is_alive).routes(), *pay.routes()])
    loop = asyncio.new_event_loop()
    try:
        yield Door(app, engine, loop)
    finally:
        loop.close()
        engine.dispose()
