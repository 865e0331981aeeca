"""A ticket: words in a web address that only we can have written, good until a time."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from datetime import datetime

SIGNED_BYTES = 18
LONGEST = 200


class TicketInvalid(ValueError):
    """Not written by us, or changed since."""


class TicketExpired(ValueError):
    """Written by us, and its time is over."""


def write_ticket(words: str, until: datetime, secret: str) -> str:
    """A ticket for `words`, in letters that an address takes; `secret` must not be empty."""
    if not secret:
        raise ValueError("a ticket needs a secret")
    told = f"{int(until.timestamp())}:{words}".encode()
    return f"{_text(told)}.{_text(_signature(told, secret))}"


def read_ticket(ticket: str, at: datetime, secret: str) -> str:
    """The words of a ticket. TicketInvalid or TicketExpired where it is not good at that time."""
    body, _, signature = ticket.partition(".")
    told, signed = _bytes(body), _bytes(signature)
    if not secret or len(ticket) > LONGEST or not hmac.compare_digest(signed, _signature(told, secret)):
        raise TicketInvalid
    until, _, words = told.decode().partition(":")
    if at.timestamp() >= int(until):
        raise TicketExpired
    return words


def _signature(told: bytes, secret: str) -> bytes:
    return hmac.new(secret.encode(), told, hashlib.sha256).digest()[:SIGNED_BYTES]


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _bytes(text: str) -> bytes:
    try:
        return base64.urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
    except (binascii.Error, UnicodeEncodeError):
        raise TicketInvalid from None
