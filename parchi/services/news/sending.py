"""Sending: the clock tells a few readers at a time, by day, and looks again whether each still wants to hear it."""

from __future__ import annotations

from datetime import datetime, time

from parchi.domain.campaign import DONE, RUNNING, SKIPPED, TEMPLATE, TEXT, Campaign, CampaignLetter
from parchi.domain.customer import Customer
from parchi.domain.hours import IST
from parchi.services.news.planning import NEWS_TEMPLATE, how_told, message
from parchi.services.ports import UnitOfWork

AT_ONCE = 5
"""Letters a tick, which comes every second: replies and notices of orders are not kept waiting."""
BEGIN, END = time(10), time(20)
"""Nobody wants advertising at night."""


def send_due(shop: UnitOfWork) -> int:
    """Tell the next readers; how many letters were decided. Doing it twice tells nobody twice."""
    now = shop.clock.now()
    if not BEGIN <= now.astimezone(IST).time() < END:
        return 0
    letters = shop.campaigns.planned(AT_ONCE)
    for letter in letters:
        campaign = shop.campaigns.get(letter.campaign)
        if campaign is not None:
            _decide(shop, campaign, letter, now)
    shop.flush()
    for number in {letter.campaign for letter in letters}:
        _close(shop, number)
    return len(letters)


def _decide(shop: UnitOfWork, campaign: Campaign, letter: CampaignLetter, now: datetime) -> None:
    customer = shop.customers.get(letter.customer)
    how = "over" if campaign.state != RUNNING or campaign.until <= now else "gone"
    if how == "gone" and customer is not None:
        how = how_told(shop, customer)
    letter.at = now
    if customer is None or how not in (TEXT, TEMPLATE):
        letter.state, letter.cause = SKIPPED, how
        return
    letter.state = how
    _tell(shop, campaign, customer, how)


def _tell(shop: UnitOfWork, campaign: Campaign, customer: Customer, how: str) -> None:
    language = customer.language
    if how == TEXT:
        shop.notices.send(customer.number, message(campaign, language), language)
    else:
        shop.notices.send_template(customer.number, NEWS_TEMPLATE, language, {"text": campaign.text_in(language)})


def _close(shop: UnitOfWork, number: int) -> None:
    campaign = shop.campaigns.get(number)
    if campaign is not None and campaign.state == RUNNING and not shop.campaigns.has_planned(number):
        campaign.state = DONE
