"""What the operator does in a story, as the commands do it: unlock an order, start a campaign."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from parchi.domain.campaign import Campaign
from parchi.services.news import planning
from parchi.services.operator import unlock_order
from parchi.services.ports import UnitOfWork

COMMANDS = frozenset({"unlock", "campaign"})
CAMPAIGN_KEYS = frozenset({"english", "hindi", "hinglish", "near", "km", "items"})

TEXTS = {"english": "en", "hindi": "hi", "hinglish": "hi-Latn"}
"""Names of their own: `{en: …, hi: …}` would be two stories."""


def act(shop: UnitOfWork, command: Mapping[str, Any]) -> None:
    """Do what `operator:` says; the unit of work is the caller's to commit."""
    acts: dict[str, Callable[[UnitOfWork, Any], None]] = {"unlock": _unlock, "campaign": _campaign}
    for name, told in command.items():
        acts[name](shop, told)


def _unlock(shop: UnitOfWork, number: str) -> None:
    unlock_order(shop, number)


def _campaign(shop: UnitOfWork, told: Mapping[str, Any]) -> None:
    now = shop.clock.now()
    found = shop.places.of_words(told["near"]) if "near" in told else None
    campaign = Campaign(
        made_at=now,
        until=now + timedelta(days=3),
        text={language: told[name] for name, language in TEXTS.items() if name in told},
        items=list(told.get("items", ())),
        latitude=found[0].latitude if found else None,
        longitude=found[0].longitude if found else None,
        km=float(told.get("km", 3)) if found else None,
    )
    planning.start(shop, planning.draft(shop, campaign))
