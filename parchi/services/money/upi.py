"""UPI: an offer to pay for an order straight to the kirana's account; cash stays the usual way."""

from __future__ import annotations

from datetime import timedelta

from parchi.domain.kirana import Kirana
from parchi.domain.order import TAKEN, Order
from parchi.domain.payment import PATH, PICTURE, PaymentRequest, is_upi_id
from parchi.domain.reply import Reply, say
from parchi.domain.ticket import write_ticket
from parchi.services.notices import mention, tell_kirana
from parchi.services.orders.words import customer_said
from parchi.services.ports import UnitOfWork

ASKED_AGAIN = timedelta(minutes=10)
"""A customer who says it again and again makes the shop's phone ring once in this time."""


def request_of(order: Order, kirana: Kirana) -> PaymentRequest | None:
    """What may be paid by UPI now; None where the shop has no UPI id, or nothing is to be paid."""
    if order.status not in TAKEN or order.is_paid or not order.total.paise or not is_upi_id(kirana.upi_id):
        return None
    return PaymentRequest(order.number, kirana.upi_id or "", kirana.name, order.total)


def offer_upi(shop: UnitOfWork, order: Order, kirana: Kirana) -> bool:
    """Send the link and the QR picture, as a message of its own: where the picture cannot be fetched, no code is lost.

    False where it cannot be paid so, or free text may not be sent: nobody needs this message.
    """
    request, until = request_of(order, kirana), order.due_at
    if request is None or until is None or not shop.terms.link_secret:
        return False
    address = f"{shop.terms.public_url}{PATH}{write_ticket(order.number, until, shop.terms.link_secret)}"
    told = say(
        "utter_pay_by_upi",
        number=order.number,
        kirana=kirana.name,
        total=request.amount,
        link=request.link,
        address=address,
    )
    return mention(shop, order.customer, Reply(head=(told,), picture=address + PICTURE))


def ask_whether_paid(shop: UnitOfWork, order: Order, kirana: Kirana) -> None:
    """The customer says to have paid: the shop is asked, and nothing else changes."""
    now, before = shop.clock.now(), order.claimed_at
    if before is not None and now - before < ASKED_AGAIN:
        return
    order.claimed_at = now
    order.note(at=now, cause="the customer says to have paid", kirana=kirana.kirana)
    values = {"customer": customer_said(shop, order), "total": order.total, "number": order.number}
    asked = Reply(head=(say("utter_shop_payment_claimed", **values),), buttons="confirm_paid", about=order.number)
    tell_kirana(shop, kirana, asked)
