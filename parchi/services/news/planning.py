"""Planning: a campaign is drafted, its readers are counted, and it is started or stopped."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from parchi.domain.campaign import (
    BOUGHT_WITHIN,
    DRAFT,
    KEPT_BACK,
    MOST_TEXT,
    PLANNED,
    REST,
    RUNNING,
    STOPPED,
    TEMPLATE,
    TEXT,
    Campaign,
    CampaignLetter,
)
from parchi.domain.customer import Customer
from parchi.domain.reply import Reply, say
from parchi.services.notices import was_heard_lately
from parchi.services.ports import UnitOfWork

NEWS_TEMPLATE = "news"
MOST_KEPT_BACK = 90


class CampaignRefused(ValueError):
    """A campaign that cannot be made or started; the text says why."""


@dataclass(frozen=True)
class Audience:
    """How many would hear of a campaign now, and how; by language too."""

    asked_for_news: int
    readers: int
    """Of them those whom it is for, by area and by what they buy."""
    how: Counter[str]
    """`text` inside the 24-hour window, `template` outside; why not: `window` (no template), `week` (heard of one)."""
    languages: Counter[str]


def draft(shop: UnitOfWork, campaign: Campaign) -> Campaign:
    """Keep a campaign that nobody is told of yet. CampaignRefused where it makes no sense."""
    if not campaign.text.get("en", "").strip():
        raise CampaignRefused("the text is missing in English, which is told where no other was written")
    longest = max(len(text) for text in campaign.text.values())
    if longest > MOST_TEXT:
        raise CampaignRefused(f"a text has {longest} characters; at most {MOST_TEXT} fit")
    if campaign.until <= campaign.made_at:
        raise CampaignRefused("its time is over already")
    if not 0 <= campaign.kept_back <= MOST_KEPT_BACK:
        raise CampaignRefused(f"at most {MOST_KEPT_BACK} per cent can be kept back")
    known = {item.item for item in shop.catalogue.named(campaign.items)}
    if unknown := sorted(set(campaign.items) - known):
        raise CampaignRefused(f"there is no item {', '.join(unknown)}")
    return shop.campaigns.add(campaign)


def readers(shop: UnitOfWork, campaign: Campaign) -> Sequence[Customer]:
    """Whom it is for: those who asked for news, live near it and buy such things."""
    found = shop.campaigns.readers(campaign.items, shop.clock.now() - BOUGHT_WITHIN)
    place, km = campaign.place, campaign.km
    if place is None or km is None:
        return found
    return [customer for customer in found if customer.place is not None and customer.place.distance_km(place) <= km]


def audience(shop: UnitOfWork, campaign: Campaign) -> Audience:
    """Count before anything is sent."""
    everybody = shop.campaigns.readers((), shop.clock.now())
    wanted = readers(shop, campaign)
    return Audience(
        asked_for_news=len(everybody),
        readers=len(wanted),
        how=Counter(how_told(shop, customer) for customer in wanted),
        languages=Counter(customer.language for customer in wanted),
    )


def how_told(shop: UnitOfWork, customer: Customer) -> str:
    """`text` or `template`; else why this customer cannot be told now: `stopped`, `week` or `window`."""
    now = shop.clock.now()
    if customer.messages_stopped or customer.news_since is None:
        return "stopped"
    if shop.campaigns.told_since(customer.number, now - REST):
        return "week"
    if was_heard_lately(customer, now):
        return TEXT
    return TEMPLATE if shop.notices.has_template(NEWS_TEMPLATE, customer.language) else "window"


def start(shop: UnitOfWork, campaign: Campaign) -> int:
    """Plan a letter to each reader, which the clock then sends; how many those are. CampaignRefused if it has begun."""
    now = shop.clock.now()
    if campaign.state != DRAFT:
        raise CampaignRefused(f"it is {campaign.state} already")
    if campaign.until <= now:
        raise CampaignRefused("its time is over")
    campaign.state = RUNNING
    letters = [_letter(campaign, customer, shop) for customer in readers(shop, campaign)]
    shop.campaigns.plan(letters)
    return sum(letter.state == PLANNED for letter in letters)


def stop(shop: UnitOfWork, campaign: Campaign) -> None:
    """Whoever was not told yet is not told. CampaignRefused where it does not run."""
    if campaign.state != RUNNING:
        raise CampaignRefused(f"it is {campaign.state}")
    campaign.state = STOPPED


def message(campaign: Campaign, language: str) -> Reply:
    """The news as it is told, with the way out of it."""
    return Reply.of(say("utter_news", text=campaign.text_in(language)), say("utter_news_stop"))


def _letter(campaign: Campaign, customer: Customer, shop: UnitOfWork) -> CampaignLetter:
    """Who is kept back is drawn by campaign and customer, so that it is nobody's choice and never the same people."""
    drawn = random.Random(f"{campaign.number} {customer.pseudonym}").randrange(100)
    state = KEPT_BACK if drawn < campaign.kept_back else PLANNED
    return CampaignLetter(campaign.number or 0, customer.number, shop.clock.now(), state)
