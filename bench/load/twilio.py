"""A stand-in of Twilio that costs little: takes letters after a while, reports on them, and notes when they came."""

from __future__ import annotations

import asyncio
import itertools
import json
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

Report = Callable[[str, dict[str, str]], Awaitable[None]]
"""Posts a signed form to an address."""
STATUSES = ("sent", "delivered")


@dataclass(frozen=True)
class Sent:
    """A letter as Twilio got it; `at` is when, by the monotonic clock."""

    sid: str
    to: str
    body: str
    at: float
    is_notice: bool = False


class Twilio:
    """The Messages API of one account, as an ASGI application."""

    def __init__(self, *, account: str, delay: float, report: Report | None, on_letter: Callable[[Sent], None]) -> None:
        self.sent: list[Sent] = []
        self._account = account
        self._delay = delay
        self._report = report
        self._on_letter = on_letter
        self._numbers = itertools.count(1)
        self._reporting: set[asyncio.Task[None]] = set()

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        """One request; whatever is not a letter finds nothing."""
        body, more = b"", True
        while more:
            part = await receive()
            body, more = body + part.get("body", b""), part.get("more_body", False)
        if scope["method"] != "POST":
            await _answer(send, 200, {"messages": [], "page": 0, "page_size": 0, "next_page_uri": None})
            return
        fields = dict(parse_qsl(body.decode(), keep_blank_values=True))
        sid = f"SM{next(self._numbers):032x}"
        # What an action server sends beside Rasa's own channel names itself.
        sent = Sent(
            sid,
            fields["To"],
            fields.get("Body", ""),
            time.monotonic(),
            fields.get("StatusCallback", "").endswith("/notice"),
        )
        self.sent.append(sent)
        self._on_letter(sent)
        if self._delay:
            await asyncio.sleep(self._delay)
        await _answer(send, 201, _resource(self._account, sent, fields))
        if self._report is not None and fields.get("StatusCallback") and not sent.is_notice:
            task = asyncio.create_task(self._tell(self._report, sent, fields))
            self._reporting.add(task)
            task.add_done_callback(self._reporting.discard)

    async def _tell(self, report: Report, sent: Sent, fields: dict[str, str]) -> None:
        for status in STATUSES:
            await asyncio.sleep(0.3)
            told = {"MessageSid": sent.sid, "MessageStatus": status, "AccountSid": self._account}
            await report(fields["StatusCallback"], {**told, "To": sent.to, "From": fields["From"]})


def _resource(account: str, sent: Sent, fields: dict[str, str]) -> dict[str, Any]:
    return {
        "sid": sent.sid, "account_sid": account, "to": sent.to, "from": fields.get("From"), "body": sent.body,
        "status": "queued", "direction": "outbound-api", "num_segments": "1", "num_media": "0", "error_code": None,
        "error_message": None, "price": None, "price_unit": "USD", "api_version": "2010-04-01",
        "date_created": "Mon, 23 Nov 2026 05:30:00 +0000", "date_sent": None,
        "date_updated": "Mon, 23 Nov 2026 05:30:00 +0000", "messaging_service_sid": None, "subresource_uris": {},
        "uri": f"/2010-04-01/Accounts/{account}/Messages/{sent.sid}.json",
    }  # fmt: skip


async def _answer(send: Any, status: int, told: dict[str, Any]) -> None:
    body = json.dumps(told).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
