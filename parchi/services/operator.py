"""The operator: the person behind Parchi, whom customers can ask for and complain to."""

from __future__ import annotations

from parchi.domain.customer import Customer
from parchi.domain.errors import OrderUnknown
from parchi.domain.kirana import Kirana
from parchi.domain.order import TAKEN
from parchi.domain.reading import Reading
from parchi.domain.reply import Reply, Say, say
from parchi.services.notices import tell, tell_of_order
from parchi.services.orders import complaints
from parchi.services.orders.collecting import unlock
from parchi.services.ports import UnitOfWork
from parchi.services.saying import short

LAST_MESSAGES = 5


def talk_to_human(shop: UnitOfWork, customer: Customer, reading: Reading) -> Reply:
    """A person is asked for: the operator hears it with the customer's name and last messages."""
    return _call(shop, customer, reading, asked="utter_operator_wanted", done="utter_operator_told")


def complain(shop: UnitOfWork, customer: Customer, reading: Reading) -> Reply:
    """Something was wrong: the operator hears it likewise, and the shop of an order that was collected lately."""
    opened = complaints.open_complaint(shop, customer, reading)
    called = _call(shop, customer, reading, asked="utter_operator_complaint", done="utter_complaint_told")
    return opened or called


def unlock_order(shop: UnitOfWork, number: str) -> bool:
    """A new code for an order that is to be collected; whether its customer can be told now. Raises OrderUnknown."""
    order = shop.orders.lock(number)
    kirana = shop.kiranas.get(order.kirana or "") if order else None
    if order is None or kirana is None or order.status not in TAKEN:
        raise OrderUnknown(number=number)
    unlock(shop, order)
    order.note(at=shop.clock.now(), cause="the operator gave it a new code", kirana=kirana.kirana)
    renewed = say("utter_code_renewed", number=order.number, kirana=kirana.name, code=order.code)
    return tell_of_order(shop, order.customer, Reply.of(renewed), order.number)


def contact(number: str) -> str:
    """A number as people dial it."""
    return number.removeprefix("whatsapp:")


def _call(shop: UnitOfWork, customer: Customer, reading: Reading, *, asked: str, done: str) -> Reply:
    operator = shop.terms.operator_number
    kirana = _kirana_of(shop, customer)
    if operator is None:
        return Reply.of(_without_operator(kirana))
    name = short(customer.name or "-")
    orders = shop.orders.recent_of(customer.number)
    head = [say(asked, customer=name, number=contact(customer.number))]
    if orders:
        status = say(f"utter_state_{orders[0].status}")
        head.append(say("utter_operator_order", number=orders[0].number, state=status, kirana=_name(kirana)))
    said = shop.notices.said(customer.number, LAST_MESSAGES) or (reading.text,)
    lines = tuple(say("utter_operator_quote", words=short(text)) for text in said if text.strip())
    told = tell(
        shop,
        operator,
        Reply(head=tuple(head), lines=lines),
        template="operator",
        values={"customer": name, "number": contact(customer.number)},
    )
    return Reply.of(say(done) if told else say("utter_operator_later"))


def _without_operator(kirana: Kirana | None) -> Say:
    if kirana is None or not kirana.numbers:
        return say("utter_no_operator")
    return say("utter_no_operator_but_kirana", kirana=kirana.name, number=contact(kirana.numbers[0]))


def _kirana_of(shop: UnitOfWork, customer: Customer) -> Kirana | None:
    """The shop of the newest order, else of the basket, else the nearest."""
    orders = shop.orders.recent_of(customer.number)
    basket = shop.baskets.open_of(customer.number)
    known = [orders[0].kirana if orders else None, basket.kirana if basket else None]
    for kirana in known:
        found = shop.kiranas.get(kirana) if kirana else None
        if found is not None:
            return found
    nearest = shop.kiranas.nearest(customer.place) if customer.place else None
    return nearest[1] if nearest and nearest[0] <= shop.terms.reach_km else None


def _name(kirana: Kirana | None) -> str:
    return kirana.name if kirana else "-"
