"""An offer: an order shown to one kirana, and its yes."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from parchi.domain.kirana import Kirana
from parchi.domain.order import ACCEPTED, OFFERED, TAKEN, Offer, Order
from parchi.domain.reply import Reply, say
from parchi.services.basket import holds
from parchi.services.homes.sharing import tell_home
from parchi.services.money.upi import offer_upi
from parchi.services.notices import OFFER_TEMPLATE, tell, tell_kirana
from parchi.services.orders.words import offer_reply, offer_values, when_said
from parchi.services.ports import UnitOfWork

PACKING = timedelta(minutes=60)
"""After this a shop that promised no time is reminded of an order that it has not called ready."""


def offer_to(shop: UnitOfWork, order: Order, kirana: Kirana, *, cause: str) -> None:
    """Show the order to this kirana, whose stock it holds already; the kirana has `offer_seconds` to answer."""
    make_offer(shop, order, kirana, cause=cause)
    shop.flush()
    show_offer(shop, order, kirana)


def make_offer(shop: UnitOfWork, order: Order, kirana: Kirana, *, cause: str) -> None:
    """The order goes to this kirana; nobody is told yet."""
    now = shop.clock.now()
    order.kirana, order.asked_until = kirana.kirana, None
    order.offers.append(Offer(order.number, kirana.kirana, made_at=now, until=_answer_by(shop)))
    order.note(at=now, cause=cause, kirana=kirana.kirana)


def show_offer(shop: UnitOfWork, order: Order, kirana: Kirana) -> None:
    """Tell the kirana what it is asked for."""
    _show(shop, order, kirana, head="utter_offer")


def renew_offer(shop: UnitOfWork, order: Order) -> None:
    """Show the changed list to the kirana that has not yet answered, with its full time to answer."""
    offer, kirana = order.waiting_offer, shop.kiranas.get(order.kirana or "")
    if offer is not None and kirana is not None:
        offer.until = _answer_by(shop)
        _show(shop, order, kirana, head="utter_offer_changed")


def end_offer(shop: UnitOfWork, order: Order, state: str) -> None:
    """The offer that waits is over; written at once, for only one offer of an order may wait."""
    offer = order.waiting_offer
    if offer is not None:
        offer.state = state
        shop.flush()


def accept(shop: UnitOfWork, order: Order, kirana: Kirana, minutes: int | None) -> Reply:
    """The kirana takes the order: prices freeze, the goods leave the shelf, the customer gets number and code."""
    now = shop.clock.now()
    end_offer(shop, order, ACCEPTED)
    order.change(ACCEPTED, at=now, cause="accepted", kirana=kirana.kirana)
    order.code = new_code(shop, order)
    order.promised_minutes = minutes
    order.due_at = now + timedelta(seconds=shop.terms.collect_seconds)
    order.remind_at = min(order.due_at, now + (timedelta(minutes=minutes) if minutes else PACKING))
    holds.sell(shop, order)
    accepted = say(
        "utter_order_accepted",
        kirana=kirana.name,
        number=order.number,
        code=order.code,
        total=order.total,
        when=when_said(order),
        address=kirana.address,
    )
    tell_home(shop, order, accepted)
    tell(
        shop,
        order.customer,
        Reply.of(accepted),
        template="order_accepted",
        values={"kirana": kirana.name, "order": order.number, "code": order.code, "total": order.total},
    )
    taken = Reply.of(say("utter_shop_accepted", number=order.number, count=len(order.lines), total=order.total))
    return taken + Reply.of(say("utter_shop_upi_how")) if offer_upi(shop, order, kirana) else taken


def new_code(shop: UnitOfWork, order: Order) -> str:
    """Four random digits that mean no other order of this kirana, neither by code nor by number.

    None begins with 0: the counter's own answers are 1 to 8, and 0004 is 4 to whoever reads numbers.
    """
    others = shop.orders.of_kirana(order.kirana or "", (OFFERED, *TAKEN))
    taken = {other.number for other in others} | {other.code for other in others}
    while True:
        code = str(1000 + secrets.randbelow(9000))
        if code not in taken:
            return code


def _answer_by(shop: UnitOfWork) -> datetime:
    return shop.clock.now() + timedelta(seconds=shop.terms.offer_seconds)


def _show(shop: UnitOfWork, order: Order, kirana: Kirana, *, head: str) -> None:
    reply = offer_reply(shop, order, head=head)
    tell_kirana(shop, kirana, reply, template=OFFER_TEMPLATE, values=offer_values(shop, order))
