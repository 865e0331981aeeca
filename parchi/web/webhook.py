"""The webhook: where Twilio brings messages and delivery reports; they are stored, and answered later."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from parchi.domain.mail import Arrival, DeliveryReport
from parchi.pipeline.logs import about
from parchi.pipeline.tally import tally
from parchi.services.ports import TryAgain
from parchi.web.tray import Tray
from parchi.whatsapp.form import Form, FormError, arrival
from parchi.whatsapp.limits import WEBHOOK_BYTES
from parchi.whatsapp.signature import HEADER, Signatures

log = logging.getLogger(__name__)
EMPTY_TWIML = '<?xml version="1.0" encoding="UTF-8"?><Response></Response>'


class TooLong(Exception):
    """A request that is longer than any form of Twilio's."""


@dataclass
class Webhook:
    """The two addresses that Twilio posts to; only forms signed for our account and number pass."""

    signatures: Signatures
    account_sid: str
    number: str
    now: Callable[[], datetime]
    arrivals: Tray[Arrival]
    reports: Tray[DeliveryReport]

    def routes(self) -> list[Route]:
        """Where it is found."""
        return [
            Route("/webhooks/twilio/webhook", self.message, methods=["POST"]),
            Route("/webhooks/twilio/status", self.status, methods=["POST"]),
        ]

    async def message(self, request: Request) -> Response:
        """A message of a customer or a kirana."""
        began = time.monotonic()
        answer = await self._message(request)
        tally.count("webhook", status=str(answer.status_code))
        tally.observe("step_seconds", time.monotonic() - began, step="webhook")
        return answer

    async def _message(self, request: Request) -> Response:
        fields = await self._signed_fields(request)
        if isinstance(fields, Response):
            return fields
        if fields.get("To") != self.number:
            return _refused(403)
        try:
            arrived = arrival(fields, self.now())
            await self.arrivals.keep(arrived)
        except FormError:
            return _refused(400)
        except TryAgain:
            return _refused(503)
        with about(arrived.message_sid):
            log.info("stored")
        return Response(EMPTY_TWIML, media_type="text/xml")

    async def status(self, request: Request) -> Response:
        """A delivery report; one that names no letter of ours is of no use and of no harm."""
        fields = await self._signed_fields(request)
        if isinstance(fields, Response):
            return fields
        report = _report(request.query_params.get("outbox", ""), fields, self.now())
        if report is not None:
            try:
                await self.reports.keep(report)
            except TryAgain:
                return _refused(503)
        return Response(status_code=204)

    async def _signed_fields(self, request: Request) -> dict[str, str] | Response:
        try:
            form = Form.parse(await _body(request))
        except TooLong:
            return _refused(413)
        if not self.signatures.is_valid(_target(request), form, request.headers.get(HEADER)):
            return _refused(403)
        fields = form.fields()
        return fields if fields.get("AccountSid") == self.account_sid else _refused(403)


async def _body(request: Request) -> bytes:
    """The raw body: what is signed is what was sent, blank fields and all."""
    told = request.headers.get("content-length", "0")
    if told.isdigit() and int(told) > WEBHOOK_BYTES:
        raise TooLong
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > WEBHOOK_BYTES:
            raise TooLong
    return body


def _target(request: Request) -> str:
    path: bytes = request.scope.get("raw_path") or request.scope["path"].encode()
    query: bytes = request.scope["query_string"]
    return (path.split(b"?")[0] + (b"?" + query if query else b"")).decode("latin-1")


def _report(outbox: str, fields: dict[str, str], at: datetime) -> DeliveryReport | None:
    status = fields.get("MessageStatus") or fields.get("SmsStatus") or ""
    sid = fields.get("MessageSid") or fields.get("SmsSid") or ""
    if not (outbox.isascii() and outbox.isdigit() and len(outbox) < 19 and status and sid):
        return None
    code = fields.get("ErrorCode", "")
    number = int(code) if code.isascii() and code.isdigit() and len(code) < 10 else None
    return DeliveryReport(int(outbox), sid[:64], status[:20], number, at)


def _refused(status: int) -> Response:
    return Response(status_code=status)
