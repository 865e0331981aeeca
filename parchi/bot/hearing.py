"""Hearing: what a message asks for once everything but the words is taken into account."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from parchi.domain.customer import Customer
from parchi.domain.message import InboundMessage
from parchi.domain.place import Place
from parchi.domain.reading import CUSTOMER, SHOP, Reading
from parchi.language.wishes import wishes_said
from parchi.services.conversation import pressing
from parchi.services.conversation.context import in_context
from parchi.services.ports import UnitOfWork

BUTTONS = frozenset({"affirm", "deny", "accept_order", "reject_order", "report_missing", "confirm_payment"})
"""The intents that a pressed button may name; anything else in a payload is not ours."""

MORE = "more_pages"
"""The wish that asks for the next page while there is one."""

_SLASHES = frozenset("/∕⁄⧸╱\\")
_ABOUT = re.compile(r"[0-9]{1,12}")

Read = Callable[[str, str], Reading]
"""The pipeline: text and speaker to reading."""


@dataclass(frozen=True)
class Heard:
    """One message, ready for the rules."""

    reading: Reading
    speaker: str
    place: Place | None = None


def hear(shop: UnitOfWork, customer: Customer, message: InboundMessage, read: Read) -> Heard:
    """Settle what a message asks for: a pin, a photo and a button have no words, words are read in their context."""
    kirana = None if customer.is_shopping else shop.kiranas.of_number(customer.number)
    speaker = CUSTOMER if kirana is None else SHOP
    if message.place is not None:
        return Heard(_wordless("share_place", spoken(message.place_words or "")), speaker, message.place)
    reading = _pressed(customer, message) or _said(message, speaker, read)
    return Heard(in_context(shop, customer, kirana, reading), speaker)


def words_of(message: InboundMessage) -> str | None:
    """The words of a message that have to be understood; None where a pin, a button or a command says it all."""
    if message.place is not None or _is_press(message.button or "") or is_command(message.text):
        return None
    return spoken(message.text) or None


def spoken(text: str) -> str:
    """The text without the blanks, invisible signs and slashes before its first word.

    To Rasa a leading slash names an intent ("/restart"). Slashes of full width and those behind invisible characters
    go too, for a normaliser makes plain ones of them.
    """
    return text[_opening(text) :].rstrip()


def is_command(text: str) -> bool:
    """Whether a message opens with a slash: nobody speaks so to a grocer."""
    return any(sign in _SLASHES for sign in unicodedata.normalize("NFKC", text[: _opening(text)]))


def asks_for_more(text: str) -> bool:
    """Whether a message asks for the next page of a long reply."""
    return MORE in wishes_said(text)


def _opening(text: str) -> int:
    return next((at for at, sign in enumerate(text) if not _is_before_words(sign)), len(text))


def _is_before_words(sign: str) -> bool:
    plain = unicodedata.normalize("NFKC", sign)
    return plain.isspace() or plain in _SLASHES or unicodedata.category(sign) in ("Cf", "Cc")


def _is_press(payload: str) -> bool:
    return pressing.entry_of(payload) is not None or payload.partition(":")[0] in BUTTONS


def _pressed(customer: Customer, message: InboundMessage) -> Reading | None:
    entry = pressing.picked(customer, message.button or "", spoken(message.text))
    intent, _, about = (message.button or "").partition(":")
    if entry is not None or intent not in BUTTONS:
        return entry
    numbers = tuple(_ABOUT.findall(about)[:1])
    return Reading(spoken(message.text), None, intent, confidence=1.0, numbers=numbers, is_pressed=True)


def _said(message: InboundMessage, speaker: str, read: Read) -> Reading:
    words = words_of(message)
    if words is not None:
        return read(words, speaker)
    text = spoken(message.text)
    return _wordless("send_media" if message.media and not text else "out_of_scope", text)


def _wordless(intent: str, text: str) -> Reading:
    return Reading(text, None, intent, confidence=1.0)
