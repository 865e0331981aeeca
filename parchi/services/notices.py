"""Notices: what customers and kiranas are told unasked, within WhatsApp's rules."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from parchi.domain.customer import Customer
from parchi.domain.kirana import Kirana
from parchi.domain.mail import WINDOW
from parchi.domain.reply import Reply
from parchi.services.ports import UnitOfWork

OFFER_TEMPLATE = "offer"
NEWS_OF_ORDER = "order_news"
"""Says that there is news about an order, for whatever has no template of its own."""
TEASERS = (NEWS_OF_ORDER, "order_ended", "group_missed", "operator")
"""Templates that only say that there is something to read: the words themselves come with the next message."""


def was_heard_lately(receiver: Customer | None, at: datetime) -> bool:
    """Whether WhatsApp certainly takes free text for this number."""
    return receiver is not None and receiver.last_heard_at is not None and at - receiver.last_heard_at < WINDOW


def is_window_open(receiver: Customer | None, at: datetime) -> bool:
    """Whether free text is worth sending: a number that was never heard may have written to this sender before."""
    return receiver is None or receiver.last_heard_at is None or was_heard_lately(receiver, at)


def tell(
    shop: UnitOfWork,
    number: str,
    reply: Reply,
    *,
    template: str | None = None,
    values: dict[str, Any] | None = None,
    language: str | None = None,
) -> bool:
    """Tell a number something: as text inside the window, by the template outside, else when it writes again.

    True where it is on its way. `values` fill the template's variables, by their names in data/templates.yml.
    """
    receiver = shop.customers.get(number)
    spoken = language or (receiver.language if receiver else "en")
    if receiver is not None and receiver.messages_stopped:
        shop.notices.wait(number, reply, spoken, "stopped")
        return False
    now, texts = shop.clock.now(), {name: str(value) for name, value in (values or {}).items()}
    needed = None if was_heard_lately(receiver, now) else template
    if needed is not None and shop.notices.send_template(number, needed, spoken, texts):
        if needed in TEASERS:
            shop.notices.wait(number, reply, spoken, "template")
        return True
    if is_window_open(receiver, now):
        shop.notices.send(number, reply, spoken)
        return True
    shop.notices.wait(number, reply, spoken, "window")
    why = f"no template {template} is set in {spoken}" if template else "no template is for such a message"
    shop.notices.alarm("window", f"{number} last wrote more than 24 hours ago and {why}: it waits for the next message")
    return False


def tell_of_order(shop: UnitOfWork, number: str, reply: Reply, order: str) -> bool:
    """Tell a customer something about an order that has no template of its own."""
    return tell(shop, number, reply, template=NEWS_OF_ORDER, values={"order": order})


def tell_kirana_of_order(shop: UnitOfWork, kirana: Kirana, reply: Reply, order: str) -> bool:
    """Tell a shop something about an order that is no offer."""
    return tell_kirana(shop, kirana, reply, template=NEWS_OF_ORDER, values={"order": order})


def mention(shop: UnitOfWork, number: str, reply: Reply) -> bool:
    """Tell what nobody has to hear: only where free text may be sent now, else never. True where it is on its way."""
    receiver = shop.customers.get(number)
    if receiver is None or receiver.messages_stopped or not is_window_open(receiver, shop.clock.now()):
        return False
    shop.notices.send(number, reply, receiver.language)
    return True


def tell_kirana(
    shop: UnitOfWork,
    kirana: Kirana,
    reply: Reply,
    *,
    template: str | None = None,
    values: dict[str, Any] | None = None,
) -> bool:
    """Tell a shop something, at each of its numbers, in its language; True where it is on its way to one."""
    numbers = kirana.numbers
    if template == OFFER_TEMPLATE:  # an offer that waits for the window would be long decided
        numbers = [number for number in numbers if _can_be_told(shop, kirana, number)]
    told = [tell(shop, number, reply, template=template, values=values, language=kirana.language) for number in numbers]
    return any(told)


def is_reachable(shop: UnitOfWork, kirana: Kirana) -> bool:
    """Whether an order could be offered to this shop now; if only WhatsApp's window forbids it, the operator hears."""
    if any(_can_be_told(shop, kirana, number) for number in kirana.numbers):
        return True
    shop.notices.alarm(
        "window", f"{kirana.name} is passed over: its last message is over 24 hours old and no offer template is set"
    )
    return False


def _can_be_told(shop: UnitOfWork, kirana: Kirana, number: str) -> bool:
    receiver = shop.customers.get(number)
    if receiver is not None and receiver.messages_stopped:
        return False
    if is_window_open(receiver, shop.clock.now()):
        return True
    return shop.notices.has_template(OFFER_TEMPLATE, kirana.language)
