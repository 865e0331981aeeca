"""A message as it came in at the door, whatever form Twilio gave it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from parchi.domain.place import Place


@dataclass(frozen=True)
class InboundMessage:
    """One message of a number. `text` is as written; empty for a pin, a photo or a voice note."""

    sid: str
    sender: str
    """`whatsapp:+91…`"""
    text: str
    received_at: datetime
    name: str | None = None
    """The profile name: untrusted text."""
    place: Place | None = None
    place_words: str | None = None
    media: tuple[str, ...] = ()
    """Content types of attached media, such as `audio/ogg`."""
    button: str | None = None
    """The payload of a pressed button: `intent` or `intent:about`."""


@dataclass(frozen=True)
class Pick:
    """An entry of a list that can be pressed, and what comes back when it is."""

    title: str
    description: str
    payload: str
