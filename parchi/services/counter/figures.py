"""The counter's book: open orders, the day's takings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time

from parchi.domain.hours import IST
from parchi.domain.kirana import Kirana
from parchi.domain.money import Money
from parchi.domain.order import TAKEN, Order
from parchi.domain.reading import Reading
from parchi.domain.reply import Reply, Say, say
from parchi.services.orders.words import customer_said, flat_list, offer_reply
from parchi.services.ports import UnitOfWork
from parchi.services.saying import short


def ask_orders(shop: UnitOfWork, kirana: Kirana, reading: Reading) -> Reply:
    """All open orders: what waits for an answer first, then what is to be packed, then what is to be collected.

    The only offer that waits, or an order that was named, is shown with its whole list.
    """
    offered = shop.orders.offered_to(kirana.kirana)
    taken = shop.orders.of_kirana(kirana.kirana, TAKEN)
    named = [order for order in (*offered, *taken) if order.number in reading.numbers]
    if named:
        return _shown(shop, named[0])
    if not offered and not taken:
        return Reply.of(say("utter_shop_no_orders"))
    if len(offered) == 1 and not taken:
        return _shown(shop, offered[0])
    lines = tuple(_summary(shop, order) for order in (*offered, *taken))
    foot = (say("utter_shop_orders_offered", numbers=", ".join(order.number for order in offered)),) if offered else ()
    return Reply(head=(say("utter_shop_orders", count=len(lines)),), lines=lines, foot=foot)


def ask_sales(shop: UnitOfWork, kirana: Kirana, reading: Reading) -> Reply:
    """What was handed over since midnight, and what still waits to be collected."""
    midnight = datetime.combine(shop.clock.now().astimezone(IST).date(), time(), IST)
    sold = shop.orders.collected_since(kirana.kirana, midnight)
    taken = shop.orders.of_kirana(kirana.kirana, TAKEN)
    head = [say("utter_shop_sales", count=len(sold), total=_sum(sold))]
    if taken:
        head.append(say("utter_shop_sales_waiting", count=len(taken), total=_sum(taken)))
    return Reply.of(*head)


def _shown(shop: UnitOfWork, order: Order) -> Reply:
    whole = offer_reply(shop, order, head="utter_shop_order_shown")
    if order.waiting_offer is not None:
        return whole
    state = say("utter_shop_order_is", number=order.number, state=say(f"utter_state_{order.status}"))
    return Reply(head=whole.head, lines=whole.lines, foot=(whole.foot[0], state))


def _summary(shop: UnitOfWork, order: Order) -> Say:
    values = {
        "number": order.number,
        "customer": customer_said(shop, order),
        "count": len(order.lines),
        "total": order.total,
        "state": say(f"utter_state_{order.status}"),
        "list": short(flat_list(order.lines)),
    }
    if order.pickup:
        return say("utter_shop_order_summary_pickup", pickup=short(order.pickup), **values)
    return say("utter_shop_order_summary", **values)


def _sum(orders: Sequence[Order]) -> Money:
    return sum((order.total for order in orders), Money(0))
