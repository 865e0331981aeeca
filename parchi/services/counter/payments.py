"""The counter's word about money: it has come, or it has not, whatever a customer says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from parchi.domain.customer import Question
from parchi.domain.kirana import Kirana
from parchi.domain.money import Money
from parchi.domain.order import COLLECTED, TAKEN, Order
from parchi.domain.reading import Reading
from parchi.domain.reply import Reply, say
from parchi.language.wishes import wishes_said
from parchi.services.counter.orders import WHICH, no_such_order, order_numbers
from parchi.services.notices import tell
from parchi.services.ports import UnitOfWork

PAID, NOT_PAID = "4", "5"
"""The digits that answer "has the money come?": 1, 2 and 3 answer offers, which may wait at the same time."""
_ASKED = f"{WHICH}:confirm_payment"


def answers_about_money(shop: UnitOfWork, kirana: Kirana, reading: Reading) -> Reading | None:
    """The message as an answer to "has the money come?"; None where it is none."""
    said = _digit(reading)
    is_button = reading.intent == "deny" and bool(reading.numbers)
    if said not in (PAID, NOT_PAID) and not is_button:
        return None
    orders = _claimed(shop, kirana) if is_button or said == NOT_PAID else _unpaid(shop, kirana)
    if not orders or (is_button and not any(order.number in reading.numbers for order in orders)):
        return None
    return replace(reading, intent="confirm_payment", guess=None, numbers=reading.numbers if is_button else ())


def confirm_payment(shop: UnitOfWork, kirana: Kirana, reading: Reading) -> Reply:
    """The shop has the money for an order, or says that it has not; its customer is told."""
    is_denied = _is_denied(kirana.question, reading)
    kirana.question = None
    named = order_numbers(reading)
    unpaid = _claimed(shop, kirana) if is_denied else _unpaid(shop, kirana)
    meant = [order for order in unpaid if order.number in named] if named else _likeliest(unpaid)
    if named and not meant:
        return no_such_order(shop, kirana, named[0])
    if not meant:
        return Reply.of(say("utter_shop_none_unpaid"))
    if len(meant) > 1:
        latest = [order.number for order in meant][-10:]
        kirana.question = Question(kind="other", about=_ASKED, options=({"denied": is_denied},))
        return Reply.of(say("utter_shop_which_order", numbers=", ".join(latest)))
    order = shop.orders.lock(meant[0].number)
    assert order is not None
    return _not_paid(shop, kirana, order) if is_denied else _paid(shop, kirana, order)


def _is_denied(asked: Question | None, reading: Reading) -> bool:
    """A number alone answers "which order?", and means what was said before that."""
    text = _digit(reading)
    if text.isdecimal() and text not in (PAID, NOT_PAID) and asked is not None and asked.about == _ASKED:
        return any(option["denied"] for option in asked.options)
    return text == NOT_PAID or "not_paid" in wishes_said(text)


def _digit(reading: Reading) -> str:
    """The text; a number alone in the digits that we compare with, whatever script it was written in."""
    text = reading.text.lower().strip(" .!")
    return str(int(text)) if text.isdecimal() else text


def _paid(shop: UnitOfWork, kirana: Kirana, order: Order) -> Reply:
    order.is_paid, order.claimed_at = True, None
    khata = shop.khatas.with_order(order.number)
    if khata is not None:  # what was written up is paid back by that
        khata.write(Money(-order.total.paise), shop.clock.now())
    order.note(at=shop.clock.now(), cause="the shop has the money", kirana=kirana.kirana)
    thanks = say("utter_order_paid", number=order.number, kirana=kirana.name, total=order.total)
    tell(shop, order.customer, Reply.of(thanks))
    return Reply.of(say("utter_shop_paid", number=order.number, total=order.total))


def _not_paid(shop: UnitOfWork, kirana: Kirana, order: Order) -> Reply:
    order.claimed_at = None
    order.note(at=shop.clock.now(), cause="the shop does not see the money", kirana=kirana.kirana)
    values = {"number": order.number, "total": order.total}
    tell(shop, order.customer, Reply.of(say("utter_payment_not_seen", kirana=kirana.name, **values)))
    return Reply.of(say("utter_shop_not_paid", **values))


def _likeliest(orders: Sequence[Order]) -> Sequence[Order]:
    """Whoever says to have paid is meant before whoever does not."""
    return [order for order in orders if order.claimed_at is not None] or orders


def _unpaid(shop: UnitOfWork, kirana: Kirana) -> list[Order]:
    return [order for order in shop.orders.of_kirana(kirana.kirana, (*TAKEN, COLLECTED)) if not order.is_paid]


def _claimed(shop: UnitOfWork, kirana: Kirana) -> list[Order]:
    return [order for order in _unpaid(shop, kirana) if order.claimed_at is not None]
