"""A campaign: one piece of news for those who asked for news, near a place or by what they buy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from parchi.domain.place import Place

DRAFT, RUNNING, DONE, STOPPED = "draft", "running", "done", "stopped"
PLANNED, TEXT, TEMPLATE, SKIPPED, KEPT_BACK = "planned", "text", "template", "skipped", "kept_back"
TOLD = (TEXT, TEMPLATE)
REST = timedelta(days=7)
"""Nobody hears of more than one campaign in this time."""
BOUGHT_WITHIN = timedelta(days=180)
"""How far back it is looked what somebody buys."""
MEASURED = timedelta(days=7)
"""An order within this time of the news counts as one that came after it."""
MOST_TEXT = 500
"""Characters: a template's body has 1,024 in all, and the way out stands in it too."""


@dataclass(eq=False)
class Campaign:
    """One piece of news. `text` by language, English always among them; `kept_back` per cent hear nothing of it."""

    made_at: datetime
    until: datetime
    """After this it is news no more: whoever was not told by then is not told."""
    text: Mapping[str, str]
    items: list[str] = field(default_factory=list)
    """For those who buy one of these; everybody where there are none."""
    latitude: float | None = None
    longitude: float | None = None
    km: float | None = None
    kept_back: int = 0
    state: str = DRAFT
    number: int | None = None

    @property
    def place(self) -> Place | None:
        """Around which its readers live."""
        if self.latitude is None or self.longitude is None:
            return None
        return Place(self.latitude, self.longitude)

    def text_in(self, language: str) -> str:
        """What is told in a language; English where it was not written in it."""
        return self.text.get(language) or self.text["en"]


@dataclass(eq=False)
class CampaignLetter:
    """What became of one campaign for one customer. `cause` says why a letter was skipped."""

    campaign: int
    customer: str
    at: datetime
    state: str = PLANNED
    cause: str | None = None
    number: int | None = None


@dataclass(frozen=True)
class AfterNews:
    """What a group of customers did after a campaign: how many they are, and their orders in the time measured."""

    customers: int
    ordering: int
    """Customers with at least one order."""
    orders: int
    orders_of_items: int
    """Orders that have one of the campaign's items."""
    paise: int
