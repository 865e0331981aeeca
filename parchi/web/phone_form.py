"""A phone's form: what Twilio would post of a message that somebody writes on a phone of the simulator."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from typing import Any

from parchi.web.phone_book import name_of

_NUMBER = re.compile(r"^whatsapp:\+\d{8,15}$")
RECORDED = {"photo": ("image/jpeg", "📷 Photo"), "voice": ("audio/ogg", "🎤 Voice message (0:04)")}
PICTURES = {"photo": "/static/photo.svg", "place": "/static/map.svg"}


class NotWritten(Exception):
    """What the page told is not a message."""


@dataclass(frozen=True)
class Written:
    """A message as it is written: text, a button's payload, a location pin, or something recorded."""

    sender: str
    text: str = ""
    button: str | None = None
    place: tuple[float, float] | None = None
    recorded: str | None = None
    """`photo` or `voice`"""

    @classmethod
    def told(cls, told: Any) -> Written:
        """From the page's JSON; NotWritten says what is wrong."""
        try:
            place = told.get("place")
            written = cls(
                str(told["from"]),
                str(place.get("name", "Location") if place else told.get("text", "")),
                str(told["button"]) if told.get("button") else None,
                (float(place["latitude"]), float(place["longitude"])) if place else None,
                told.get("recorded"),
            )
        except (KeyError, TypeError, ValueError, AttributeError):
            raise NotWritten('expected {"from": …} with text, button, place or recorded') from None
        if not _NUMBER.match(written.sender):
            raise NotWritten("from: expected a number such as whatsapp:+910000000001")
        if written.recorded not in (None, *RECORDED):
            raise NotWritten("recorded: expected photo or voice")
        return written

    @property
    def shown(self) -> str:
        """What the phone shows of it."""
        if self.recorded:
            return RECORDED[self.recorded][1]
        return f"📍 {self.text}" if self.place else self.text

    @property
    def picture(self) -> str | None:
        """The picture in its bubble."""
        return PICTURES.get("place" if self.place else self.recorded or "")

    def form(self, account_sid: str, number: str) -> dict[str, str]:
        """The form that Twilio would post; blank fields are signed too."""
        sid = "SM" + secrets.token_hex(16)
        return {
            "MessageSid": sid,
            "SmsMessageSid": sid,
            "AccountSid": account_sid,
            "From": self.sender,
            "To": number,
            "WaId": self.sender.removeprefix("whatsapp:+"),
            "ProfileName": name_of(self.sender),
            "Body": "" if self.place or self.recorded else self.text,
            "NumMedia": "1" if self.recorded else "0",
            "NumSegments": "1",
            "SmsStatus": "received",
            "ApiVersion": "2010-04-01",
            **self._more(account_sid, sid),
        }

    def _more(self, account_sid: str, sid: str) -> dict[str, str]:
        if self.place:
            return {"Latitude": str(self.place[0]), "Longitude": str(self.place[1])}
        if self.recorded:
            media = f"https://api.twilio.com/2010-04-01/Accounts/{account_sid}/Messages/{sid}/Media/ME{sid[2:]}"
            return {"MediaContentType0": RECORDED[self.recorded][0], "MediaUrl0": media}
        if self.button:
            return {"ButtonPayload": self.button, "ButtonText": self.text, "MessageType": "button"}
        return {}
