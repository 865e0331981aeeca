"""Closing: a group is full, or its time is over; either way everybody hears it once."""

from __future__ import annotations

from parchi.domain.group import FILLED, MISSED, OPEN, USUAL, Group
from parchi.domain.kirana import Kirana
from parchi.domain.reply import Reply, say
from parchi.services.due import serve_each
from parchi.services.groups.words import lot_said
from parchi.services.notices import mention, tell, tell_kirana
from parchi.services.orders.group_orders import order_at_group_price, order_at_usual_price
from parchi.services.ports import UnitOfWork


def close_if_full(shop: UnitOfWork, group: Group) -> bool:
    """The last home has joined: each gets an order at the group's price, which the shop has taken by its offer."""
    kirana = shop.kiranas.get(group.kirana)
    if group.missing or group.state != OPEN or kirana is None:
        return False
    group.state = FILLED
    for member in group.members:
        told = say("utter_group_filled", code=group.code, lot=lot_said(shop, group), price=group.price)
        mention(shop, member.customer, Reply.of(told))
        order = order_at_group_price(shop, group, member, kirana)
        member.order = order.number if order else None
        if order is None:
            _sold_out(shop, group, kirana, member.customer)
    numbers = [member.order for member in group.members if member.order]
    filled = say("utter_shop_group_filled", code=group.code, count=len(numbers), numbers=", ".join(numbers))
    tell_kirana(shop, kirana, Reply.of(filled))
    return True


def close_due(shop: UnitOfWork) -> int:
    """Close the groups whose time is over; how many those were."""
    return serve_each(shop, "group", shop.groups.due(shop.clock.now()), lambda code: _close_missed(shop, code))


def _close_missed(shop: UnitOfWork, code: str) -> bool:
    group = shop.groups.lock(code)
    kirana = shop.kiranas.get(group.kirana) if group else None
    if group is None or kirana is None or group.state != OPEN or group.until > shop.clock.now():
        return False
    group.state = MISSED
    values = {"code": group.code, "lot": lot_said(shop, group), "missing": group.missing}
    for member in group.members:
        is_wanted = member.otherwise == USUAL
        missed = Reply.of(say(f"utter_group_missed_{member.otherwise}", **values))
        tell(shop, member.customer, missed, template="group_missed", values={"code": group.code})
        order = order_at_usual_price(shop, group, member, kirana) if is_wanted else None
        member.order = order.number if order else None
        if is_wanted and order is None:
            _sold_out(shop, group, kirana, member.customer)
    tell_kirana(shop, kirana, Reply.of(say("utter_shop_group_missed", **values)))
    return True


def _sold_out(shop: UnitOfWork, group: Group, kirana: Kirana, customer: str) -> None:
    sorry = say("utter_group_sold_out", code=group.code, kirana=kirana.name, lot=lot_said(shop, group))
    tell(shop, customer, Reply.of(sorry))
    shop.notices.alarm("group", f"{kirana.name} had too little on its shelf for group {group.code}")
