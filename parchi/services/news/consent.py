"""Consent: a customer asks to hear of offers, or wants no more of it; without the first nobody is told any."""

from __future__ import annotations

import re

from parchi.domain.customer import Customer
from parchi.domain.reading import Reading
from parchi.domain.reply import Reply, say
from parchi.language.wishes import NEWS_OFF, NEWS_ON, wishes_said
from parchi.services.ports import UnitOfWork

_COMMAND = re.compile(r"\W*offers? (?:on|off)\W*", re.IGNORECASE)


def is_about_news(reading: Reading) -> bool:
    """Whether the message turns news on or off; asking what is on offer is neither."""
    return not reading.lines and bool(wishes_said(reading.text) & {NEWS_ON, NEWS_OFF})


def is_command(text: str) -> bool:
    """Whether it is the fixed words that our own messages name: they show no language of whoever repeats them."""
    return _COMMAND.fullmatch(text) is not None


def decide(shop: UnitOfWork, customer: Customer, reading: Reading) -> Reply:
    """Turn news on or off, as the message says; off where it says both."""
    if NEWS_OFF in wishes_said(reading.text):
        end(shop, customer)
        return Reply.of(say("utter_news_off"))
    if customer.news_since is None:
        customer.news_since, customer.news_ended_at = shop.clock.now(), None
    if customer.messages_stopped:
        return Reply.of(say("utter_news_but_stopped"))
    return Reply.of(say("utter_news_on"))


def end(shop: UnitOfWork, customer: Customer) -> None:
    """No more news: said in words, or by STOP."""
    if customer.news_since is not None:
        customer.news_since, customer.news_ended_at = None, shop.clock.now()
