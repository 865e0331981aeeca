"""Twilio's form: how a WhatsApp message arrives at the door."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from urllib.parse import parse_qsl

from parchi.domain.mail import Arrival
from parchi.domain.message import InboundMessage
from parchi.domain.place import Place

MOST_MEDIA = 10  # Twilio's limit; more is not counted
_SAYS = ("Body", "ButtonText", "ButtonPayload", "ListId", "Latitude", "Longitude", "OriginalRepliedMessageSid")


class FormError(Exception):
    """A form that names no message or no sender."""


class Form:
    """The fields of one request. Blank ones count: Twilio signs them. A name may come several times."""

    def __init__(self, pairs: Sequence[tuple[str, str]]) -> None:
        self._pairs = tuple(pairs)

    @classmethod
    def parse(cls, body: bytes) -> Form:
        """Read an `application/x-www-form-urlencoded` body; bytes that are no UTF-8 become U+FFFD."""
        return cls(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True, errors="replace"))

    def __iter__(self) -> Iterator[str]:
        return iter(dict(self._pairs))

    def __len__(self) -> int:
        return len(self._pairs)

    def getlist(self, name: str) -> list[str]:
        """All values of a name; the twilio library asks for them by this method."""
        return [value for key, value in self._pairs if key == name]

    def fields(self) -> dict[str, str]:
        """Each name with its first value, without NUL, which PostgreSQL's text cannot hold."""
        return {key: value.replace("\0", "") for key, value in reversed(self._pairs)}


def arrival(fields: Mapping[str, str], received_at: datetime) -> Arrival:
    """A message at the door; FormError if it has no sid or no sender."""
    sid = fields.get("MessageSid") or fields.get("SmsMessageSid") or fields.get("SmsSid")
    sender = fields.get("From")
    if not sid or not sender or len(sid) > 64 or len(sender) > 64:
        raise FormError("a message needs MessageSid and From")
    return Arrival(sid, sender, _digest(fields), fields, received_at)


def read_message(fields: Mapping[str, str], *, sid: str, sender: str, received_at: datetime) -> InboundMessage:
    """The message that a stored form carries."""
    return InboundMessage(
        sid=sid,
        sender=sender,
        text=fields.get("Body") or fields.get("ButtonText") or fields.get("ListTitle") or "",
        received_at=received_at,
        name=fields.get("ProfileName", "").strip() or None,
        place=_place(fields),
        place_words=fields.get("Label") or fields.get("Address") or None,
        media=_media(fields),
        button=fields.get("ButtonPayload") or fields.get("ListId") or None,
    )


def _place(fields: Mapping[str, str]) -> Place | None:
    try:
        latitude, longitude = float(fields["Latitude"]), float(fields["Longitude"])
    except (KeyError, ValueError):
        return None
    if not (math.isfinite(latitude) and math.isfinite(longitude)) or abs(latitude) > 90 or abs(longitude) > 180:
        return None
    return Place(latitude, longitude)


def _media(fields: Mapping[str, str]) -> tuple[str, ...]:
    text = fields.get("NumMedia", "0")
    count = int(text) if text.isascii() and text.isdigit() else 0
    return tuple(
        fields.get(f"MediaContentType{n}") or "application/octet-stream" for n in range(min(count, MOST_MEDIA))
    )


def _digest(fields: Mapping[str, str]) -> str:
    """Two photos in a row are two messages, so what they are called counts as said."""
    said = [fields.get(name, "") for name in _SAYS]
    photos = [fields[name] for name in sorted(fields) if name.startswith("MediaUrl")]
    return hashlib.sha256(json.dumps([said, photos]).encode()).hexdigest()
