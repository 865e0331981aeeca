"""The counter: what a kirana can have done from its own WhatsApp, one function an intent."""

from __future__ import annotations

from parchi.domain.kirana import Kirana
from parchi.domain.order import TAKEN
from parchi.domain.reading import Reading
from parchi.domain.reply import Reply, say
from parchi.services.counter.complaints import complain
from parchi.services.counter.figures import ask_orders, ask_sales
from parchi.services.counter.group_prices import set_price
from parchi.services.counter.hours import close_shop, open_shop, set_holiday
from parchi.services.counter.khata import record_credit
from parchi.services.counter.orders import (
    accept_order,
    order_collected,
    order_ready,
    reject_order,
    report_missing,
)  # fmt: skip
from parchi.services.counter.payments import confirm_payment
from parchi.services.counter.shelf import restock, set_out_of_stock
from parchi.services.ports import UnitOfWork

__all__ = [
    "accept_order", "affirm", "ask_orders", "ask_sales", "close_shop", "complain", "confirm_payment", "deny", "goodbye",
    "greet", "help", "open_shop", "order_collected", "order_ready", "out_of_scope", "record_credit", "reject_order",
    "report_missing", "restock", "set_holiday", "set_out_of_stock", "set_price", "thank",
]  # fmt: skip


def greet(shop: UnitOfWork, kirana: Kirana, reading: Reading) -> Reply:
    """Greets the shop and says what is open."""
    if not kirana.is_confirmed:
        return Reply.of(say("utter_shop_welcome", kirana=kirana.name))
    hello = Reply.of(say("utter_shop_greet", kirana=kirana.name))
    return hello + ask_orders(shop, kirana, reading)


def help(shop: UnitOfWork, kirana: Kirana, reading: Reading) -> Reply:
    """What a shop can say here."""
    return Reply.of(say("utter_shop_help"), say("utter_shop_help_shelf"), say("utter_shop_help_more"))


def affirm(shop: UnitOfWork, kirana: Kirana, reading: Reading) -> Reply:
    """A yes with no offer open: a new shop confirms with it that it wants orders."""
    if not kirana.is_confirmed:
        kirana.is_confirmed = True
        return Reply.of(say("utter_shop_confirmed", kirana=kirana.name), say("utter_shop_help"))
    return accept_order(shop, kirana, reading)


def deny(shop: UnitOfWork, kirana: Kirana, reading: Reading) -> Reply:
    """A no with no offer open: a new shop does not want orders, and is offered none."""
    if not kirana.is_confirmed:
        return Reply.of(say("utter_shop_not_confirmed"))
    return _how_to_answer(shop, kirana)


def thank(shop: UnitOfWork, kirana: Kirana, reading: Reading) -> Reply:
    """Thanks back."""
    return Reply.of(say("utter_shop_thank"))


def goodbye(shop: UnitOfWork, kirana: Kirana, reading: Reading) -> Reply:
    """Goodbye back."""
    return Reply.of(say("utter_shop_goodbye"))


def out_of_scope(shop: UnitOfWork, kirana: Kirana, reading: Reading) -> Reply:
    """Not understood: what an open offer wants to hear, else what can be said here."""
    return _how_to_answer(shop, kirana)


def _how_to_answer(shop: UnitOfWork, kirana: Kirana) -> Reply:
    if not kirana.is_confirmed:
        return Reply.of(say("utter_shop_welcome", kirana=kirana.name))
    offered = shop.orders.offered_to(kirana.kirana)
    if len(offered) == 1:
        return Reply.of(say("utter_shop_answer_offer", number=offered[0].number))
    if offered:
        return Reply.of(say("utter_shop_which_order", numbers=", ".join(order.number for order in offered)))
    taken = shop.orders.of_kirana(kirana.kirana, TAKEN)
    if taken:
        return Reply.of(say("utter_shop_not_understood"), say("utter_shop_taken_how"))
    return Reply.of(say("utter_shop_not_understood"), say("utter_shop_help"))
