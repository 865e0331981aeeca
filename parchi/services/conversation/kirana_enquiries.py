"""What customers ask about the kirana: which, where, when, how to pay; nothing of the basket changes."""

from __future__ import annotations

from collections.abc import Sequence

from parchi.domain.customer import Customer
from parchi.domain.kirana import Kirana
from parchi.domain.order import COLLECTED, OFFERED, TAKEN, Order
from parchi.domain.reading import Reading
from parchi.domain.reply import Reply, Say, say
from parchi.services.basket.reply import km
from parchi.services.conversation.reminding import answered
from parchi.services.money.upi import ask_whether_paid, offer_upi
from parchi.services.ports import UnitOfWork


def ask_shop(shop: UnitOfWork, customer: Customer, reading: Reading) -> Reply:
    """Which shop, where, how far, its phone."""
    kirana = kirana_of(shop, customer)
    if kirana is None:
        return _place_first(shop, customer, reading)
    number = kirana.numbers[0].removeprefix("whatsapp:") if kirana.numbers else "-"
    told = [say("utter_shop_is", kirana=kirana.name, distance=_distance(customer, kirana), address=kirana.address)]
    told.append(say("utter_shop_phone", number=number))
    return answered(shop, customer, reading, *told, _times(shop, kirana))


def ask_timing(shop: UnitOfWork, customer: Customer, reading: Reading) -> Reply:
    """When the shop is open."""
    kirana = kirana_of(shop, customer)
    return answered(shop, customer, reading, _times(shop, kirana)) if kirana else _place_first(shop, customer, reading)


def ask_delivery(shop: UnitOfWork, customer: Customer, reading: Reading) -> Reply:
    """No delivery: the shop packs, the customer collects."""
    kirana = kirana_of(shop, customer)
    where = (say("utter_collect_at", kirana=kirana.name, distance=_distance(customer, kirana)),) if kirana else ()
    return answered(shop, customer, reading, say("utter_no_delivery"), *where)


def ask_payment(shop: UnitOfWork, customer: Customer, reading: Reading) -> Reply:
    """Cash at the shop; where the shop takes UPI and has an order of theirs, the link for it is sent again."""
    kirana = kirana_of(shop, customer)
    order = next((order for order in shop.orders.recent_of(customer.number) if order.status in TAKEN), None)
    if order is not None and kirana is not None and order.kirana == kirana.kirana and offer_upi(shop, order, kirana):
        return answered(shop, customer, reading, say("utter_upi_sent", number=order.number))
    upi = (say("utter_upi_too", kirana=kirana.name),) if kirana is not None and kirana.upi_id else ()
    return answered(shop, customer, reading, say("utter_pay_cash"), *upi)


def claim_payment(shop: UnitOfWork, customer: Customer, reading: Reading) -> Reply:
    """Says to have paid: that changes nothing until the shop, which is asked, says so too."""
    orders = shop.orders.recent_of(customer.number)
    order = _named(orders, reading) or next((order for order in orders if order.is_open), None)
    kirana = shop.kiranas.get(order.kirana or "") if order else None
    if order is None or kirana is None:
        return answered(shop, customer, reading, say("utter_payment_noted"))
    if order.is_paid:
        return answered(shop, customer, reading, say("utter_payment_known", kirana=kirana.name, number=order.number))
    if order.status == OFFERED:
        told = say("utter_payment_with_shop", kirana=kirana.name, number=order.number)
        return answered(shop, customer, reading, told)
    ask_whether_paid(shop, order, kirana)
    told = say("utter_payment_claim_told", kirana=kirana.name, number=order.number, total=order.total)
    return answered(shop, customer, reading, told)


def kirana_of(shop: UnitOfWork, customer: Customer) -> Kirana | None:
    """The kirana that a question is about: of the open order, of the basket, else the nearest, open ones first."""
    order = next((order for order in shop.orders.recent_of(customer.number) if order.is_open), None)
    basket = shop.baskets.open_of(customer.number)
    is_listing = basket is not None and bool(basket.lines)
    for known in (basket.kirana if basket and is_listing else None, order.kirana if order else None):
        kirana = shop.kiranas.get(known) if known else None
        if kirana is not None:
            return kirana
    if customer.place is None:
        return None
    now, nearest = shop.clock.now(), None
    for _, kirana in shop.kiranas.nearest_first(customer.place, shop.terms.reach_km):
        if kirana.is_confirmed and kirana.is_open(now):
            return kirana
        nearest = nearest or (kirana if kirana.is_confirmed else None)
    return nearest


def _named(orders: Sequence[Order], reading: Reading) -> Order | None:
    """The order whose number was said, if money for it may still be under way."""
    payable = (OFFERED, *TAKEN, COLLECTED)
    return next((order for order in orders if order.number in reading.numbers and order.status in payable), None)


def _times(shop: UnitOfWork, kirana: Kirana) -> Say:
    now = shop.clock.now()
    closes = kirana.closes_at(now)
    if closes is not None:
        return say("utter_open_until", kirana=kirana.name, closes=closes)
    opens = kirana.opens_at(now)
    return say("utter_opens_at", kirana=kirana.name, opens=opens) if opens else say("utter_shut", kirana=kirana.name)


def _distance(customer: Customer, kirana: Kirana) -> str:
    return km(customer.place.distance_km(kirana.place)) if customer.place else "?"


def _place_first(shop: UnitOfWork, customer: Customer, reading: Reading) -> Reply:
    """Without a place there is no shop to tell of; the place is asked, unless something else is open."""
    if customer.question is not None and customer.question.kind != "place":
        return answered(shop, customer, reading, say("utter_shop_by_place"))
    return Reply.of(say("utter_shop_by_place"), say("utter_ask_place"))
