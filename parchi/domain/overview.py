"""The overview: what an operator sees of orders, conversations, kiranas and the mail, without names or numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from parchi.domain.money import Money
from parchi.domain.reading import CUSTOMER

_PHONE = re.compile(r"\+?(?<!\d)(?:\d{9,15}|(?:91[ -]?|0)?\d{5}[ -]\d{5})(?!\d)")
"""Nine digits or more, or ten parted in the middle as people write their number."""


def masked(number: str) -> str:
    """A phone number as it may be shown: its last three digits.

    >>> masked("whatsapp:+910000012345")
    '… 345'
    """
    digits = "".join(letter for letter in number if letter.isdigit())
    return f"… {digits[-3:]}" if digits else "…"


def without_numbers(text: str) -> str:
    """What somebody wrote, with every phone number in it masked; amounts, pincodes and codes stay.

    >>> without_numbers("call 98200 12345 for 2 kg, pin 400703")
    'call … 345 for 2 kg, pin 400703'
    """
    return _PHONE.sub(lambda found: masked(found[0]), text)


@dataclass(frozen=True)
class OrderSeen:
    """An order in the list of orders."""

    number: str
    status: str
    kirana: str
    customer: str
    pseudonym: str | None
    lines: int
    total: Money
    placed_at: datetime
    changed_at: datetime
    due_at: datetime | None


@dataclass(frozen=True)
class StepSeen:
    """A step that an order took."""

    status: str
    at: datetime
    cause: str
    kirana: str


@dataclass(frozen=True)
class LineSeen:
    """A line of an order."""

    name: str
    pack: str
    count: str
    price: Money
    is_missing: bool


@dataclass(frozen=True)
class OrderDetail:
    """An order with its lines and steps, oldest first."""

    order: OrderSeen
    lines: Sequence[LineSeen]
    steps: Sequence[StepSeen]
    wrong_codes: int


@dataclass(frozen=True)
class ConversationSeen:
    """A customer's conversation in the list of them."""

    pseudonym: str
    customer: str
    kirana: str
    """Its name where a kirana writes; else empty."""
    language: str
    last_at: datetime
    last_text: str
    messages: int


@dataclass(frozen=True)
class MessageSeen:
    """One message of a conversation, of the customer or to them."""

    id: int
    is_customers: bool
    text: str
    at: datetime
    state: str
    pseudonym: str = ""
    speaker: str = CUSTOMER


@dataclass(frozen=True)
class KiranaSeen:
    """A kirana on the map and in the list."""

    kirana: str
    name: str
    address: str
    latitude: float
    longitude: float
    is_open: bool
    is_confirmed: bool
    open_orders: int


@dataclass(frozen=True)
class ShelfSeen:
    """One product of a kirana's shelf; `stock` and `held` in packs, or in kg, pieces or bunches of loose goods."""

    sku: str
    name: str
    pack: str
    stock: float
    held: float
    price: Money


@dataclass(frozen=True)
class QueueSeen:
    """The mail: how many messages are in which state, and who is at work."""

    inbox: Mapping[str, int]
    outbox: Mapping[str, int]
    oldest_waiting_at: datetime | None
    workers: Sequence[tuple[str, datetime]]
    failures: Sequence[FailureSeen]
    alarms: Sequence[AlarmSeen]


@dataclass(frozen=True)
class FailureSeen:
    """A message that could not be answered, or a reply that could not be sent."""

    kind: str
    customer: str
    at: datetime
    cause: str


@dataclass(frozen=True)
class AlarmSeen:
    """What the operator was, or would have been, told."""

    kind: str
    text: str
    at: datetime
    was_told: bool
