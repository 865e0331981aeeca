"""Collecting: the goods are packed, and change hands against the customer's code."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from parchi.domain.kirana import Kirana
from parchi.domain.order import COLLECTED, MOST_WRONG_CODES, READY, TAKEN, Order
from parchi.domain.reply import Reply, say
from parchi.services.homes.sharing import tell_home
from parchi.services.notices import tell, tell_of_order
from parchi.services.orders.ending import forget_question
from parchi.services.orders.offers import new_code
from parchi.services.orders.words import when_said
from parchi.services.ports import UnitOfWork

REMINDED_BEFORE_END = 1 / 12
"""The last part of the time to collect in which the customer is reminded: two hours of a day."""


def call_ready(shop: UnitOfWork, order: Order, kirana: Kirana) -> Reply:
    """The order is packed; its customer hears it and has `collect_seconds` to come."""
    now = shop.clock.now()
    whole = timedelta(seconds=shop.terms.collect_seconds)
    order.change(READY, at=now, cause="packed", kirana=kirana.kirana)
    order.due_at, order.remind_at = now + whole, now + whole * (1 - REMINDED_BEFORE_END)
    values = {"number": order.number, "kirana": kirana.name, "code": order.code, "total": order.total}
    ready = say("utter_order_ready", address=kirana.address, **values)
    tell_home(shop, order, ready)
    tell(
        shop,
        order.customer,
        Reply.of(ready),
        template="order_ready",
        values={"order": order.number, "kirana": kirana.name, "code": order.code},
    )
    return Reply.of(say("utter_shop_ready", number=order.number, total=order.total))


def promise(shop: UnitOfWork, order: Order, kirana: Kirana, minutes: int) -> Reply:
    """The shop says when an accepted order will be packed."""
    order.promised_minutes = minutes
    order.remind_at = shop.clock.now() + timedelta(minutes=minutes)
    tell(
        shop,
        order.customer,
        Reply.of(say("utter_order_promised", number=order.number, kirana=kirana.name, when=when_said(order))),
    )
    return Reply.of(say("utter_shop_promised", number=order.number, minutes=minutes))


def hand_over(shop: UnitOfWork, kirana: Kirana, numbers: Sequence[str]) -> Reply:
    """The shop says a code, with the order's number or without: the order is collected, or the code is refused."""
    taken = shop.orders.of_kirana(kirana.kirana, TAKEN)
    named = [order for order in taken if order.number in numbers]
    codes = [number for number in numbers if number not in {order.number for order in named}]
    asked = named or taken
    if not taken:
        return Reply.of(say("utter_shop_nothing_taken"))
    fitting = [order for order in asked if order.code in (codes or numbers)]
    if not codes and not fitting:
        return Reply.of(say("utter_shop_code_wanted", numbers=", ".join(order.number for order in asked)))
    locked = [shop.orders.lock(order.number) for order in fitting or asked]
    orders = [order for order in locked if order is not None and order.status in TAKEN]
    if not fitting:
        return _refuse(shop, orders)
    if not orders or orders[0].is_locked:
        return Reply.of(say("utter_shop_code_locked", number=fitting[0].number))
    for order in taken:
        order.wrong_codes = 0 if not order.is_locked else order.wrong_codes
    return _collect(shop, orders[0], kirana)


def unlock(shop: UnitOfWork, order: Order) -> None:
    """A new code for an order that too many wrong ones have locked: its own customer asked about it."""
    order.code, order.wrong_codes = new_code(shop, order), 0


def _collect(shop: UnitOfWork, order: Order, kirana: Kirana) -> Reply:
    order.drop(order.missing)
    order.change(COLLECTED, at=shop.clock.now(), cause="handed over against the code", kirana=kirana.kirana)
    order.due_at = order.remind_at = order.asked_until = None
    forget_question(shop.customers.get(order.customer), order.number)
    thanks = say("utter_order_collected", number=order.number, kirana=kirana.name)
    tell(shop, order.customer, Reply.of(thanks))
    return Reply.of(say("utter_shop_collected", number=order.number, total=order.total))


def _refuse(shop: UnitOfWork, orders: Sequence[Order]) -> Reply:
    """A wrong code counts against every order that it was tried on; the third locks the order and tells both."""
    for order in orders:
        was_locked = order.is_locked
        order.wrong_codes += 1
        if order.is_locked and not was_locked:
            tell_of_order(shop, order.customer, Reply.of(say("utter_code_locked", number=order.number)), order.number)
    shut = [order.number for order in orders if order.is_locked]
    if shut:
        return Reply.of(say("utter_shop_code_locked", number=", ".join(shut)))
    left = min((MOST_WRONG_CODES - order.wrong_codes for order in orders), default=0)
    return Reply.of(say("utter_shop_code_wrong", left=left))
