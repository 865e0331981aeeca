"""The simulator: two WhatsApp phones in the browser that speak Twilio's own wire to this very system."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

import requests
from jinja2 import Environment, FileSystemLoader, select_autoescape
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.staticfiles import StaticFiles

from parchi.domain.hours import IST
from parchi.domain.kirana import Kirana
from parchi.domain.place import Place
from parchi.pipeline.ports import OpenShopFor
from parchi.web.sent_messages import Sent, SentMessages
from parchi.whatsapp.signature import HEADER, Signatures

HERE = Path(__file__).parent
STATIC = StaticFiles(directory=HERE / "static")
WEBHOOK = "/webhooks/twilio/webhook"
CUSTOMERS = (
    ("Asha", "whatsapp:+910000000001"),
    ("Ravi", "whatsapp:+910000000002"),
    ("Meena", "whatsapp:+910000000003"),
    ("Imran", "whatsapp:+910000000004"),
    ("Joseph", "whatsapp:+910000000005"),
)
SUGGESTIONS = {
    "customer": (
        "bhaiya 2 kilo aloo, aadha kilo pyaz aur ek packet Amul doodh bhej do",
        "400703",
        "2 kg rice, 1 kg sugar and half a dozen eggs please",
        "एक किलो तूर दाल, पाव किलो घी और २० रुपये का धनिया",
        "bas itna hi",
        "haan",
        "kitna hua",
        "order kahan hai",
    ),
    "kirana": ("1", "haan 20 minute", "2", "ready", "maggi khatam", "aaj ke order", "aaj ki bikri"),
}
CENTRE = Place(19.077, 72.998)
"""Vashi: the kiranas around it are listed before any has been written to."""
LISTED = 12
SHOWN_AGAIN = 20
"""How many of the last messages are sent again at each look, because their ticks change."""


class NamedPlace(Protocol):
    """An area with its point."""

    @property
    def name(self) -> str: ...
    @property
    def place(self) -> Place: ...


@dataclass
class Simulator:
    """Writes as a phone would: a signed form to the webhook; what comes back is read from the stand-in's messages."""

    account_sid: str
    auth_token: str
    number: str
    public_url: str
    now: Callable[[], datetime]
    messages: SentMessages
    open_shop: OpenShopFor
    areas: Sequence[NamedPlace]
    _listed: list[Kirana] = field(default_factory=list)

    def routes(self) -> list[BaseRoute]:
        """Where it is found."""
        return [
            Route("/", self.page),
            Route("/simulator/people", self.people),
            Route("/simulator/messages", self.transcript),
            Route("/simulator/send", self.send, methods=["POST"]),
        ]

    async def page(self, _request: Request) -> Response:
        """The page with both phones."""
        loader = Environment(loader=FileSystemLoader(HERE / "templates"), autoescape=select_autoescape())
        return HTMLResponse(loader.get_template("simulator.html").render())

    async def people(self, _request: Request) -> Response:
        """Whose phones there are, what may be tried, and where pins can be set."""
        kiranas = await run_in_threadpool(self._kiranas)
        state = {
            "time": f"{self.now().astimezone(IST):%A, %H:%M}",
            "customers": [{"name": name, "number": number} for name, number in CUSTOMERS],
            "kiranas": kiranas,
            "suggestions": SUGGESTIONS,
            "places": [
                {"name": area.name, "latitude": area.place.latitude, "longitude": area.place.longitude}
                for area in self.areas
                if area.place.distance_km(CENTRE) < 40
            ],
        }
        return JSONResponse(state)

    async def transcript(self, request: Request) -> Response:
        """A number's messages since `after`, and the last ones again."""
        number, after = request.query_params["number"], int(request.query_params.get("after", "0"))
        all_of_it = self.messages.conversation(number)
        last = all_of_it[-1].id if all_of_it else 0
        recent = {sent.id for sent in all_of_it[-SHOWN_AGAIN:]}
        shown = [_shown(sent) for sent in all_of_it if sent.id > after or sent.id in recent]
        return JSONResponse({"messages": shown, "last": last})

    async def send(self, request: Request) -> Response:
        """Write from a phone: text, a pin, a photo or a pressed button."""
        told = await request.json()
        fields = self._form(told)
        # Kept before it is delivered, so that the phone shows what was written above what is answered.
        sent = self.messages.add({"From": told["from"], "To": self.number}, _written(told), [])
        try:
            status = await run_in_threadpool(self._post, fields)
        except requests.RequestException:
            status = 0
        self.messages.set_status(sent.sid, "delivered" if status == 200 else "failed")
        return JSONResponse({"status": status})

    def _post(self, fields: dict[str, str]) -> int:
        signature = Signatures(self.public_url, [self.auth_token]).sign(WEBHOOK, fields)
        answer = requests.post(self.public_url + WEBHOOK, data=fields, headers={HEADER: signature}, timeout=15)
        return answer.status_code

    def _form(self, told: dict[str, Any]) -> dict[str, str]:
        """The form that Twilio would post; blank fields are signed too."""
        sender = str(told["from"])
        sid = "SM" + secrets.token_hex(16)
        form = {
            "MessageSid": sid,
            "SmsMessageSid": sid,
            "AccountSid": self.account_sid,
            "From": sender,
            "To": self.number,
            "WaId": sender.removeprefix("whatsapp:+"),
            "ProfileName": {number: name for name, number in CUSTOMERS}.get(sender, ""),
            "Body": str(told.get("text", "")),
            "NumMedia": "1" if told.get("photo") else "0",
            "NumSegments": "1",
            "SmsStatus": "received",
            "ApiVersion": "2010-04-01",
        }
        if told.get("photo"):
            form |= {"MediaContentType0": "image/jpeg", "MediaUrl0": f"{self.public_url}/static/photo.jpg"}
        if told.get("button"):
            form |= {"ButtonPayload": str(told["button"]), "ButtonText": form["Body"], "MessageType": "button"}
        if told.get("place"):
            place = told["place"]
            form |= {"Latitude": str(place["latitude"]), "Longitude": str(place["longitude"]), "Body": ""}
        return form

    def _kiranas(self) -> list[dict[str, Any]]:
        """Shops with messages first, the last written to at the top; then some that are near."""
        newest: dict[str, Sent] = {}
        for sent in self.messages.list():
            newest[sent.sender if sent.receiver == self.number else sent.receiver] = sent
        with self.open_shop() as shop:
            self._listed = self._listed or [kirana for _, kirana in shop.kiranas.near(CENTRE, 5.0)[:LISTED]]
            written = {number: kirana for number in newest if (kirana := shop.kiranas.of_number(number)) is not None}
        rows = [_phone(kirana, number, newest[number]) for number, kirana in written.items()]
        rows.sort(key=lambda row: -row["since"])
        shown = {kirana.kirana for kirana in written.values()}
        return rows + [_phone(kirana, kirana.numbers[0], None) for kirana in self._listed if kirana.kirana not in shown]


def _phone(kirana: Kirana, number: str, newest: Sent | None) -> dict[str, Any]:
    is_asked = newest is not None and newest.receiver == number
    return {"name": kirana.name, "number": number, "is_asked": is_asked, "since": newest.id if newest else 0}


def _written(told: dict[str, Any]) -> str:
    if told.get("place"):
        return f"📍 {told['place'].get('name', 'Location')}"
    return "📷 Photo" if told.get("photo") else str(told.get("text", ""))


def _shown(sent: Sent) -> dict[str, Any]:
    return {
        "id": sent.id,
        "from": sent.sender,
        "text": sent.body,
        "buttons": sent.buttons,
        "media": sent.media,
        "status": sent.status,
        "time": f"{sent.created_at.astimezone(IST):%H:%M}",
    }
