"""A stand-in of Twilio's Messages API: takes what the real library posts, and reports as Twilio would.

The demo's simulator sits on it, and tests tell it to fail in the ways in which Twilio fails.
"""

from __future__ import annotations

import asyncio
import base64
import hmac
import json
import logging
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from email.utils import format_datetime

import requests
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from parchi.web.sent_messages import Sent, SentMessages
from parchi.whatsapp.form import Form
from parchi.whatsapp.limits import BODY, CONTENT_BODY, length
from parchi.whatsapp.signature import HEADER, Signatures

PATH = "/2010-04-01/Accounts/{account}/Messages.json"
HANG = 60.0
Content = Callable[[str, Mapping[str, str]], "tuple[str, list[dict[str, str]]]"]
"""(ContentSid, variables) → text and buttons; KeyError for one that does not exist."""
log = logging.getLogger(__name__)


class Refusal(Exception):
    """What Twilio answers with 400 or so."""

    def __init__(self, code: int, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.code, self.message, self.status = code, message, status


def no_content(sid: str, _variables: Mapping[str, str]) -> tuple[str, list[dict[str, str]]]:
    """An account without templates."""
    raise KeyError(sid)


@dataclass
class StandIn:
    """One made-up account. `faults` are used up one a post: "429", "500", "hang", "reset" (neither is taken),
    "lost" (taken, and the answer is lost) and "late:SECONDS" (taken and answered after that time)."""

    account_sid: str
    auth_token: str
    messages: SentMessages = field(default_factory=SentMessages)
    content: Content = no_content
    reports_after: tuple[float, float] | None = (0.1, 0.3)
    """Seconds until "sent" and "delivered" are reported; None for never."""
    unreachable: dict[str, int] = field(default_factory=dict)
    """Numbers that nothing is delivered to, with the error code reported."""
    faults: deque[str] = field(default_factory=deque)
    list_faults: deque[str] = field(default_factory=deque)
    _reporting: set[asyncio.Task[None]] = field(default_factory=set)

    def routes(self) -> list[Route]:
        """Where it is found."""
        return [Route(PATH, self.create, methods=["POST"]), Route(PATH, self.read, methods=["GET"])]

    async def create(self, request: Request) -> Response:
        """Take a message, or fail as told."""
        fields = Form.parse(await request.body()).fields()
        fault = self.faults.popleft() if self.faults else ""
        if fault in ("429", "500"):
            return _error(Refusal(20429 if fault == "429" else 20500, "as told", int(fault)))
        if fault == "hang":
            await asyncio.sleep(HANG)
        if fault in ("hang", "reset"):
            return _cut(request)
        if fault.startswith("late:"):
            await asyncio.sleep(float(fault.removeprefix("late:")))
        try:
            self._check_account(request)
            sent = self.messages.add(fields, *self._seen(fields))
        except Refusal as refusal:
            return _error(refusal)
        self._report_later(sent)
        return _cut(request) if fault == "lost" else JSONResponse(self._resource(sent), status_code=201)

    async def read(self, request: Request) -> Response:
        """The list of messages, newest first, by To, From and DateSent."""
        fault = self.list_faults.popleft() if self.list_faults else ""
        if fault:
            return _error(Refusal(20500, "as told", int(fault)))
        try:
            self._check_account(request)
        except Refusal as refusal:
            return _error(refusal)
        asked = request.query_params
        found = [sent for sent in self.messages.list(asked.get("To")) if _is_asked(sent, asked)]
        shown = [self._resource(sent) for sent in reversed(found)][: int(asked.get("PageSize", "50"))]
        page = {"page": 0, "page_size": len(shown), "uri": request.url.path, "next_page_uri": None}
        return JSONResponse({**page, "messages": shown})

    def _check_account(self, request: Request) -> None:
        told = base64.b64encode(f"{self.account_sid}:{self.auth_token}".encode()).decode()
        given = request.headers.get("authorization", "")
        is_ours = request.path_params["account"] == self.account_sid
        if not is_ours or not hmac.compare_digest(given.encode(), f"Basic {told}".encode()):
            raise Refusal(20003, "Authenticate", 401)

    def _seen(self, fields: Mapping[str, str]) -> tuple[str, list[dict[str, str]]]:
        """The text and buttons that the receiver sees; Refusal as Twilio refuses."""
        if not fields.get("To", "").startswith("whatsapp:+"):
            raise Refusal(21211, "The 'To' number is not a valid phone number")
        if not fields.get("From", "").startswith("whatsapp:+"):
            raise Refusal(21212, "The 'From' number is not a valid phone number")
        if not fields.get("ContentSid"):
            if not fields.get("Body") and not fields.get("MediaUrl"):
                raise Refusal(21619, "Message body, media URLs or content SID is required")
            return _checked(fields.get("Body", ""), BODY), []
        if "Body" in fields or "MediaUrl" in fields:
            raise Refusal(63016, "Body and MediaUrl must not be sent with a ContentSid")
        try:
            variables = {str(name): str(value) for name, value in json.loads(fields["ContentVariables"]).items()}
            text, buttons = self.content(fields["ContentSid"], variables)
        except (KeyError, ValueError, AttributeError):
            raise Refusal(21656, "The ContentSid or its variables are invalid") from None
        return _checked(text, CONTENT_BODY if buttons else BODY), buttons

    def _resource(self, sent: Sent) -> dict[str, object]:
        at = format_datetime(sent.created_at)
        return {
            "sid": sent.sid,
            "account_sid": self.account_sid,
            "from": sent.sender,
            "to": sent.receiver,
            "body": sent.body,
            "status": sent.status,
            "direction": sent.form.get("Direction", "outbound-api"),
            "error_code": sent.error_code,
            "error_message": None,
            "num_media": "1" if sent.media else "0",
            "num_segments": "1",
            "date_created": at,
            "date_updated": at,
            "date_sent": None if sent.status == "queued" else at,
            "api_version": "2010-04-01",
            "price": None,
            "price_unit": None,
            "messaging_service_sid": None,
            "subresource_uris": {},
            "uri": f"/2010-04-01/Accounts/{self.account_sid}/Messages/{sent.sid}.json",
        }

    def _report_later(self, sent: Sent) -> None:
        if self.reports_after is None or not sent.form.get("StatusCallback"):
            return
        task = asyncio.create_task(self._report(sent, *self.reports_after))
        self._reporting.add(task)
        task.add_done_callback(self._reporting.discard)

    async def _report(self, sent: Sent, sent_after: float, delivered_after: float) -> None:
        await asyncio.sleep(sent_after)
        await run_in_threadpool(self._tell, sent, "sent", None)
        await asyncio.sleep(max(0.0, delivered_after - sent_after))
        code = self.unreachable.get(sent.receiver)
        await run_in_threadpool(self._tell, sent, "undelivered" if code else "delivered", code)

    def _tell(self, sent: Sent, status: str, code: int | None) -> None:
        """Post one signed delivery report."""
        self.messages.set_status(sent.sid, status, code)
        url = sent.form["StatusCallback"]
        fields = {
            "MessageSid": sent.sid,
            "SmsSid": sent.sid,
            "MessageStatus": status,
            "SmsStatus": status,
            "To": sent.receiver,
            "From": sent.sender,
            "AccountSid": self.account_sid,
            "ApiVersion": "2010-04-01",
            **({"ErrorCode": str(code)} if code else {}),
        }
        signature = Signatures("", [self.auth_token]).sign(url, fields)
        try:
            requests.post(url, data=fields, headers={HEADER: signature}, timeout=15)
        except requests.RequestException as error:
            log.warning("a delivery report did not arrive: %s", type(error).__name__)


def _checked(text: str, most: int) -> str:
    if length(text) > most:
        raise Refusal(21617, f"The message body exceeds the {most} character limit")
    return text


def _is_asked(sent: Sent, asked: Mapping[str, str]) -> bool:
    """A message that was not yet handed over has no DateSent; its creation counts here."""
    if asked.get("From") not in (None, sent.sender):
        return False
    since, until, on = asked.get("DateSent>"), asked.get("DateSent<"), asked.get("DateSent")
    day = sent.created_at.date()
    if since and day < _day(since):
        return False
    if until and day > _day(until):
        return False
    return not on or day == _day(on)


def _day(text: str) -> date:
    return datetime.fromisoformat(text[:10]).date()


def _error(refusal: Refusal) -> Response:
    told = {"code": refusal.code, "message": refusal.message, "status": refusal.status}
    return JSONResponse({**told, "more_info": f"https://www.twilio.com/docs/errors/{refusal.code}"}, refusal.status)


def _cut(request: Request) -> Response:
    """End the connection without an answer, as a server that dies; uvicorn's cycle is behind `receive`."""
    request.receive.__self__.transport.abort()  # type: ignore[attr-defined]
    return Response(status_code=500)
