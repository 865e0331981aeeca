"""A recorded conversation: what was written, without the numbers, names and places of those who wrote."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Recorded:
    """One message as it came in."""

    at: datetime
    is_shops: bool
    """Whether a kirana wrote it."""
    text: str = ""
    button: str = ""
    """The title of the button that was pressed."""
    media: str = ""
    """The content type of what came with it."""
    is_pin: bool = False


@dataclass(frozen=True)
class Conversation:
    """Messages, oldest first, and the orders (number, code) of the customer, oldest first."""

    messages: Sequence[Recorded]
    orders: Sequence[tuple[str, str]]
