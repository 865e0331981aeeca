"""A review: which of the messages that customers really sent are worth a trainer's look, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from parchi.domain.overview import MessageSeen
from parchi.domain.reading import Reading

UNSURE, REFUSED, CORRECTED, CANCELLED = "unsure", "refused", "corrected", "cancelled"
REASONS = (UNSURE, REFUSED, CORRECTED, CANCELLED)
SURE = 0.7
"""Readings below this were acted on, but might have been wrong."""
SOON = timedelta(minutes=5)
"""A correction belongs to the message before it if it comes within this time."""
BEFORE_CANCELLING = timedelta(minutes=30)
_CORRECTING = frozenset({"change_quantity", "remove_items", "deny", "clear_basket"})

Read = Callable[[str, str], Reading]
"""Reads a text of a speaker."""


@dataclass(frozen=True)
class Candidate:
    """A message with its reading by today's model, and why it should be looked at."""

    message: MessageSeen
    reading: Reading
    reasons: tuple[str, ...]

    @property
    def intent(self) -> str:
        """The likeliest intent, refused or not."""
        return self.reading.guess or self.reading.intent


def worth_a_look(
    messages: Iterable[MessageSeen], cancelled: Sequence[tuple[str, datetime]], read: Read
) -> list[Candidate]:
    """Those of customers' messages (newest first) that were unsure, refused, corrected at once, or led to nothing.

    Each text once. `cancelled` tells whose order was cancelled when; what has no words is left out.
    """
    found: list[Candidate] = []
    seen: set[str] = set()
    for message, reading, after in _with_next(messages, read):
        key = " ".join(message.text.casefold().split())
        reasons = tuple(_reasons(message, reading, after, cancelled))
        if reasons and key not in seen:
            seen.add(key)
            found.append(Candidate(message, reading, reasons))
    return found


def _with_next(
    messages: Iterable[MessageSeen], read: Read
) -> Iterator[tuple[MessageSeen, Reading, tuple[MessageSeen, Reading] | None]]:
    """Each message beside what the same customer wrote next."""
    after: dict[str, tuple[MessageSeen, Reading]] = {}
    for message in messages:
        # A pin, a picture, "1" or "👍": it means something beside a question only, and no sentence teaches it.
        if not any(letter.isalpha() for letter in message.text):
            continue
        reading = read(message.text, message.speaker)
        yield message, reading, after.get(message.pseudonym)
        after[message.pseudonym] = (message, reading)


def _reasons(
    message: MessageSeen,
    reading: Reading,
    after: tuple[MessageSeen, Reading] | None,
    cancelled: Sequence[tuple[str, datetime]],
) -> Iterator[str]:
    if reading.intent == "out_of_scope":
        yield REFUSED
    elif reading.confidence < SURE:
        yield UNSURE
    if reading.lines and after and after[1].intent in _CORRECTING and after[0].at - message.at <= SOON:
        yield CORRECTED
    if reading.lines and any(
        pseudonym == message.pseudonym and timedelta(0) <= at - message.at <= BEFORE_CANCELLING
        for pseudonym, at in cancelled
    ):
        yield CANCELLED
