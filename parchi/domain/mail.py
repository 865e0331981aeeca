"""The mail: messages that wait to be answered, and messages that wait to be sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

WINDOW = timedelta(hours=24) - timedelta(minutes=1)
"""WhatsApp takes free text for 24 hours after the receiver's last message; a minute is left for the way."""


@dataclass(frozen=True)
class Arrival:
    """A message at the door, not yet stored. `form` is Twilio's form, each name with its value."""

    message_sid: str
    sender: str
    said: str
    """A digest of what was said; equal ones close together are a double tap."""
    form: Mapping[str, str]
    received_at: datetime


@dataclass(frozen=True)
class Claim:
    """A stored message that one worker has taken, to answer it now. `attempts` counts this one."""

    id: int
    message_sid: str
    sender: str
    form: Mapping[str, str]
    received_at: datetime
    attempts: int


@dataclass(frozen=True)
class Letter:
    """A message to be sent: text, or a template (`content_sid`) whose rendered text is `body`."""

    to: str
    body: str
    content_sid: str | None = None
    variables: Mapping[str, str] = field(default_factory=dict)
    media_url: str | None = None


@dataclass(frozen=True)
class Dispatch:
    """A stored letter that the sender has taken. In doubt: an earlier try may have reached Twilio."""

    id: int
    letter: Letter
    attempts: int
    is_in_doubt: bool
    looks: int
    """How often Twilio is still to be asked whether it has the letter, before it is sent again."""
    created_at: datetime
    first_tried_at: datetime | None
    answers: str | None = None
    """The sid of the message that it replies to."""


@dataclass(frozen=True)
class DeliveryReport:
    """What Twilio says became of a letter: queued, sent, delivered, read, failed, undelivered."""

    outbox_id: int
    message_sid: str
    status: str
    error_code: int | None
    at: datetime

    @property
    def is_failure(self) -> bool:
        """Whether the letter did not and will not arrive."""
        return self.status in ("failed", "undelivered")


@dataclass(frozen=True)
class Outcome:
    """What came of one try to send a letter; `state` is sent, waiting (to be tried again) or failed."""

    id: int
    state: str
    message_sid: str | None = None
    cause: str | None = None
    pause: float = 0.0
    """Seconds until the next try."""
    is_in_doubt: bool = False
    looks: int = 2
    may_be_double: bool = False
    """It was sent again although nobody could tell whether an earlier try had arrived."""
    is_alarming: bool = False
    """The operator should know why it is late."""


@dataclass(frozen=True)
class Answer:
    """What Twilio's API said to one letter."""

    kind: str
    """One of the constants below."""
    message_sid: str | None = None
    cause: str | None = None


ACCEPTED = "accepted"
REFUSED = "refused"
"""It will never be taken: a wrong number, a shut window."""
BUSY = "busy"
"""Surely not taken, and may be later: too many at once, an account that is locked."""
UNREACHED = "unreached"
"""Surely not taken: no connection came about."""
UNKNOWN = "unknown"
"""The answer was lost: Twilio may have the letter."""
LATE = "late"
"""No answer in time: Twilio may have the letter, or get it in a while."""
