"""Timers: what time alone brings about, looked at every second."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from parchi.domain.hours import IST
from parchi.domain.order import ACCEPTED, TAKEN, Order
from parchi.domain.reply import Reply, say
from parchi.services.basket.holds import release_ended
from parchi.services.due import serve_each
from parchi.services.groups.closing import close_due
from parchi.services.news.sending import send_due
from parchi.services.notices import tell, tell_kirana_of_order, tell_of_order
from parchi.services.orders import complaints, missing, passing
from parchi.services.orders.ending import expire, give_up
from parchi.services.orders.words import things_said
from parchi.services.ports import UnitOfWork

MOST = 20
"""Orders served at one tick: what is left comes with the next, so that no unit of work grows long."""


def tick(shop: UnitOfWork) -> int:
    """Do what is due now; how many things that were. Doing it twice does nothing more."""
    now = shop.clock.now()
    orders = shop.orders
    done = _each(shop, orders.with_offer_due(now), lambda order: _pass_on_late(shop, order, now))
    done += _each(shop, orders.unanswered(now), lambda order: _decide_unanswered(shop, order, now))
    done += _each(shop, orders.due(now), lambda order: _expire_late(shop, order, now))
    done += _each(shop, orders.to_remind(now), lambda order: _remind(shop, order, now))
    done += send_due(shop)
    return done + close_due(shop) + complaints.escalate_due(shop, now) + release_ended(shop)


def _each(shop: UnitOfWork, orders: Sequence[Order], act: Callable[[Order], bool]) -> int:
    """Look again under the lock, for whoever was faster has decided."""

    def serve(number: str) -> bool:
        order = shop.orders.lock(number)
        return order is not None and act(order)

    return serve_each(shop, "order", [order.number for order in orders[:MOST]], serve)


def _pass_on_late(shop: UnitOfWork, order: Order, now: datetime) -> bool:
    offer = order.waiting_offer
    if offer is None or offer.until > now or (order.asked_until is not None and order.asked_until <= now):
        return False
    passing.leave_unanswered(shop, order)
    return True


def _decide_unanswered(shop: UnitOfWork, order: Order, now: datetime) -> bool:
    """The customer has not said: go on without what is missing; do not send anyone to a kirana unasked."""
    if order.asked_until is None or order.asked_until > now or not order.is_open:
        return False
    if passing.is_undecided(order):
        give_up(shop, order, cause="the customer did not answer", head="utter_order_unconfirmed")
        return True
    kirana = shop.kiranas.get(order.kirana or "")
    things = things_said(shop, order.missing)
    order.asked_until = None
    if not order.missing:
        return False
    left_out = say("utter_missing_left_out", number=order.number, kirana=kirana.name if kirana else "", things=things)
    missing.leave_out(shop, order)
    total = say("utter_order_total", total=order.total)
    tell_of_order(shop, order.customer, Reply.of(left_out, total), order.number)
    return True


def _expire_late(shop: UnitOfWork, order: Order, now: datetime) -> bool:
    if order.status not in TAKEN or order.due_at is None or order.due_at > now:
        return False
    expire(shop, order)
    return True


def _remind(shop: UnitOfWork, order: Order, now: datetime) -> bool:
    """The shop, of an order that it promised for now; the customer, of one that will soon be put back."""
    if order.status not in TAKEN or order.remind_at is None or order.remind_at > now:
        return False
    order.remind_at = None
    kirana = shop.kiranas.get(order.kirana or "")
    if kirana is None:
        return False
    if order.status == ACCEPTED:
        tell_kirana_of_order(shop, kirana, Reply.of(say("utter_shop_remind", number=order.number)), order.number)
        return True
    values = {"number": order.number, "kirana": kirana.name, "until": order.due_at, "code": order.code}
    tell(
        shop,
        order.customer,
        Reply.of(say("utter_order_reminder", **values)),
        template="order_reminder",
        values={"order": order.number, "kirana": kirana.name, "time": _clock_time(order)},
    )
    return True


def _clock_time(order: Order) -> str:
    return order.due_at.astimezone(IST).strftime("%d-%m %H:%M") if order.due_at else "-"
