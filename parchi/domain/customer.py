"""A customer: whoever writes from one WhatsApp number, and what is remembered of the conversation."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from parchi.domain.place import Place

QUESTIONS = (
    "place", "which_product", "which_item", "substitute", "quantity", "confirm_order", "next_kirana",
    "reorder", "other",
)  # fmt: skip


@dataclass(frozen=True)
class Question:
    """What the customer was last asked; `kind` is one of QUESTIONS.

    `line` is the basket line's position, `options` what was offered in the order shown (JSON objects such as
    {"sku": …, "name": …} or {"item": …}), `about` an order number or the name of an `other` question.
    """

    kind: str
    line: int | None = None
    options: tuple[dict[str, Any], ...] = ()
    about: str | None = None


@dataclass(eq=False)
class Customer:
    """One number. Kiranas' numbers have a row too: they may shop, and the 24-hour window is theirs as well."""

    number: str
    pseudonym: str
    """What Rasa knows the number by."""
    name: str | None = None
    language: str = "en"
    has_chosen_language: bool = False
    messages_stopped: bool = False
    news_since: datetime | None = None
    """Since when the customer wants to hear of offers; None: never asked, or no more."""
    news_ended_at: datetime | None = None
    latitude: float | None = None
    longitude: float | None = None
    pincode: str | None = None
    place_words: str | None = None
    last_heard_at: datetime | None = None
    is_greeted: bool = False
    """Whether it was said what to do here, and that messages are kept."""
    is_shopping: bool = False
    """A kirana's number that orders for itself at the moment."""
    question: Question | None = None
    pages: list[str] = field(default_factory=list)
    """What "more" still has to show."""
    nonsense: int = 0
    """Messages not understood in a row."""
    preferences: dict[str, Any] = field(default_factory=dict)
    """What is to be done in future: {"missing": "leave_out"}, {"brands": {"milk": "Amul"}}."""
    spoken_of: dict[str, Any] | None = None
    """The one thing whose price was told last (a line of a reading): what "2 kilo de do" then means."""

    @property
    def place(self) -> Place | None:
        """Where the customer is, once known."""
        if self.latitude is None or self.longitude is None:
            return None
        return Place(self.latitude, self.longitude)
