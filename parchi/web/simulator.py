"""The simulator: two WhatsApp phones in the browser that speak Twilio's own wire to this very system."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import requests
from jinja2 import Environment, FileSystemLoader, select_autoescape
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from parchi.domain.hours import IST
from parchi.web.page_headers import PageHeaders
from parchi.web.phone_book import PhoneBook
from parchi.web.phone_form import NotWritten, Written
from parchi.web.sent_messages import Sent, SentMessages
from parchi.whatsapp.signature import HEADER, Signatures

HERE = Path(__file__).parent
WEBHOOK = "/webhooks/twilio/webhook"
SUGGESTIONS = HERE.parents[1] / "data" / "shop" / "suggestions.csv"
SHOWN_AGAIN = 20
"""How many of the last messages are told again at each look, because their ticks change."""
REASONS = {
    0: "Parchi cannot be reached",
    403: "Parchi refused the signature",
    413: "it is longer than the 64 KB that Parchi takes",
    503: "Parchi's database is away",
}


@dataclass
class Simulator:
    """Writes as a phone would: a signed form to the webhook; what comes back is read from the stand-in's messages."""

    account_sid: str
    auth_token: str
    number: str
    public_url: str
    now: Callable[[], datetime]
    messages: SentMessages
    book: PhoneBook
    is_answering: Callable[[], bool]

    def routes(self) -> list[BaseRoute]:
        """Where it is found."""
        guard = [Middleware(PageHeaders)]
        return [
            Route("/", self.page, middleware=guard),
            Route("/simulator/start", self.start, middleware=guard),
            Route("/simulator/people", self.people, middleware=guard),
            Route("/simulator/messages", self.transcript, middleware=guard),
            Route("/simulator/customers", self.meet, methods=["POST"], middleware=guard),
            Route("/simulator/send", self.send, methods=["POST"], middleware=guard),
            Mount("/static", StaticFiles(directory=HERE / "static"), middleware=guard),
        ]

    async def page(self, _request: Request) -> Response:
        """The page with both phones."""
        loader = Environment(loader=FileSystemLoader(HERE / "templates"), autoescape=select_autoescape())
        return HTMLResponse(loader.get_template("simulator.html").render())

    async def start(self, _request: Request) -> Response:
        """What may be tried, and where pins can be set."""
        places = [
            {"name": area.name, "latitude": area.place.latitude, "longitude": area.place.longitude}
            for area in self.book.places()
        ]
        return JSONResponse({"suggestions": await run_in_threadpool(suggestions), "places": places})

    async def people(self, _request: Request) -> Response:
        """Whose phones there are, the shop's time, and whether messages are answered yet."""
        people = await run_in_threadpool(self.book.people)
        is_answering = await run_in_threadpool(self.is_answering)
        time = f"{self.now().astimezone(IST):%A, %H:%M}"
        return JSONResponse({**people, "time": time, "is_answering": is_answering})

    async def meet(self, request: Request) -> Response:
        """A new customer."""
        if not _is_json(request):
            return _refused("expected application/json")
        return JSONResponse(await run_in_threadpool(self.book.new_customer))

    async def transcript(self, request: Request) -> Response:
        """A number's messages since `after`, and the last ones again."""
        number, after = request.query_params.get("number", ""), request.query_params.get("after", "0")
        if not after.isascii() or not after.isdigit():
            return _refused("after: expected a number")
        all_of_it = await run_in_threadpool(self.messages.conversation, number)
        last = all_of_it[-1].id if all_of_it else 0
        recent = {sent.id for sent in all_of_it[-SHOWN_AGAIN:]}
        shown = [self._shown(sent) for sent in all_of_it if sent.id > int(after) or sent.id in recent]
        return JSONResponse({"messages": [message for message in shown if message], "last": last})

    async def send(self, request: Request) -> Response:
        """Write from a phone: text, a pin, something recorded or a pressed button."""
        try:
            if not _is_json(request):
                raise NotWritten("expected application/json")
            written = Written.told(await request.json())
        except (NotWritten, ValueError) as error:
            return _refused(str(error))
        status = await run_in_threadpool(self._write, written)
        return JSONResponse({"status": status})

    def _write(self, written: Written) -> int:
        """Kept before it is delivered, so that the phone shows what was written above what is answered."""
        media = {"MediaUrl": written.picture} if written.picture else {}
        sent = self.messages.add({"From": written.sender, "To": self.number, **media}, written.shown, [])
        try:
            status = self._post(written.form(self.account_sid, self.number))
        except requests.RequestException:
            status = 0
        is_taken = status in (200, 204)
        self.messages.set_status(sent.sid, "delivered" if is_taken else "failed", None if is_taken else status)
        return status

    def _post(self, fields: dict[str, str]) -> int:
        signature = Signatures(self.public_url, [self.auth_token]).sign(WEBHOOK, fields)
        answer = requests.post(self.public_url + WEBHOOK, data=fields, headers={HEADER: signature}, timeout=15)
        return answer.status_code

    def _shown(self, sent: Sent) -> dict[str, Any] | None:
        """None for what did not reach its receiver's phone."""
        is_mine = sent.receiver == self.number
        if not is_mine and sent.status in ("failed", "undelivered"):
            return None
        at = sent.shown_at.astimezone(IST)
        return {
            "id": sent.id,
            "mine": is_mine,
            "text": sent.body,
            "buttons": sent.buttons,
            "media": sent.media,
            "status": sent.status,
            "reason": _reason(sent) if sent.status == "failed" else None,
            "time": f"{at:%H:%M}",
            "day": f"{at:%A} {at.day} {at:%B}",
        }


def suggestions() -> dict[str, list[str]]:
    """What may be tried, by whose phone it is: customer or kirana; and what is said in the picture of both."""
    found: dict[str, list[str]] = defaultdict(list)
    with SUGGESTIONS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found[row["speaker"]].append(row["text"])
    return found


def _reason(sent: Sent) -> str:
    return REASONS.get(sent.error_code or 0, f"Parchi answered {sent.error_code}")


def _is_json(request: Request) -> bool:
    """No other site can make a browser post JSON here without being asked for permission first."""
    return request.headers.get("content-type", "").partition(";")[0].strip() == "application/json"


def _refused(reason: str) -> Response:
    return JSONResponse({"error": reason}, status_code=400)
