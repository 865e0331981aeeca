"""Ordering: what a customer can ask about orders: place, status, cancel, the same again."""

from __future__ import annotations

from collections.abc import Sequence

from parchi.domain.customer import Customer, Question
from parchi.domain.errors import OrderUnknown
from parchi.domain.order import Order
from parchi.domain.reading import Reading
from parchi.domain.reply import Reply, say
from parchi.services.basket.baskets import clear_basket
from parchi.services.conversation.reminding import open_question
from parchi.services.homes.sharing import others
from parchi.services.orders import missing, passing
from parchi.services.orders.collecting import unlock
from parchi.services.orders.ending import cancel
from parchi.services.orders.placing import add_to_offered, offered_order_of, place_order, wish_pickup
from parchi.services.orders.reordering import reorder
from parchi.services.orders.words import lines_said, state_said
from parchi.services.ports import UnitOfWork

__all__ = [
    "add_to_offered", "cancel_order", "offered_order_of", "order_status", "place_order", "reorder", "wish_pickup",
]  # fmt: skip

WHICH_CANCEL = "cancel"
"""The `about` of the question which of several orders is to be cancelled."""


def order_status(shop: UnitOfWork, customer: Customer, reading: Reading) -> Reply:
    """Where each open order is, and what is still asked about it; else what became of the last one."""
    orders = [*shop.orders.recent_of(customer.number), *_open_at_home(shop, customer)]
    if not orders:
        return Reply.of(say("utter_no_orders"))
    asked = _named(orders, reading) or [order for order in orders if order.is_open] or list(orders[:1])
    if reading.pickup and len(asked) == 1 and asked[0].is_open:
        return Reply.of(state_said(shop, asked[0])) + wish_pickup(shop, asked[0], reading.pickup)
    question = _open_question(shop, asked)
    for order in asked:
        if order.is_locked and order.is_open:
            unlock(shop, order)
    if len(asked) == 1:
        lines = lines_said(shop, asked[0].lines)
        return Reply(head=(state_said(shop, asked[0]),), lines=lines) + (question or _of_basket(shop, customer))
    head = (say("utter_your_orders", count=len(asked)),)
    return Reply(head=head, lines=tuple(state_said(shop, order) for order in asked)) + (
        question or _of_basket(shop, customer)
    )


def cancel_order(shop: UnitOfWork, customer: Customer, reading: Reading) -> Reply:
    """Cancel the order that is meant; ask which if there are several; without an order, empty the basket."""
    orders = shop.orders.recent_of(customer.number)
    is_open = [order for order in orders if order.is_open]
    named = _named(orders, reading)
    if named or len(is_open) == 1:
        return cancel_this(shop, customer, (named or is_open)[0])
    if is_open:
        return ask_which_to_cancel(shop, customer)
    basket = shop.baskets.open_of(customer.number)
    if basket is not None and basket.lines:
        return clear_basket(shop, customer, reading)
    return Reply.of(say("utter_nothing_to_cancel"))


def cancel_this(shop: UnitOfWork, customer: Customer, order: Order) -> Reply:
    """Cancel one order, if that is still possible."""
    locked = shop.orders.lock(order.number)
    if locked is None or locked.customer != customer.number:
        raise OrderUnknown(number=order.number)
    if not locked.is_open:
        return Reply.of(say("utter_cancel_too_late"), state_said(shop, locked))
    cancel(shop, locked)
    return Reply.of(say("utter_order_cancelled", number=locked.number))


def ask_which_to_cancel(shop: UnitOfWork, customer: Customer) -> Reply:
    """Which of several open orders is to be cancelled."""
    orders = [order for order in shop.orders.recent_of(customer.number) if order.is_open]
    options = tuple({"order": order.number, "name": order.number} for order in orders)
    customer.question = Question(kind="other", options=options, about=WHICH_CANCEL)
    lines = tuple(
        say("utter_cancel_option", position=at, number=order.number, count=len(order.lines), total=order.total)
        for at, order in enumerate(orders, start=1)
    )
    return Reply(lines=lines, foot=(say("utter_ask_which_cancel"),))


def _open_at_home(shop: UnitOfWork, customer: Customer) -> list[Order]:
    """What the others of the home have ordered and nobody has fetched yet: any of them may."""
    theirs = (order for number in others(shop, customer.number) for order in shop.orders.of_customer(number))
    return [order for order in theirs if order.is_open]


def _named(orders: Sequence[Order], reading: Reading) -> list[Order]:
    return [order for order in orders if order.number in reading.numbers]


def _of_basket(shop: UnitOfWork, customer: Customer) -> Reply:
    """The open question about the list that is being made beside the orders."""
    is_of_basket = customer.question is not None and customer.question.kind not in ("next_kirana", "reorder", "other")
    return Reply(foot=open_question(shop, customer)) if is_of_basket else Reply()


def _open_question(shop: UnitOfWork, orders: Sequence[Order]) -> Reply | None:
    """Ask once more what a customer was asked about an order and has not answered."""
    for order in orders:
        again = passing.ask_again(shop, order) if passing.is_undecided(order) else missing.ask_again(shop, order)
        if again is not None:
            return Reply(lines=again.lines, foot=again.foot, buttons=again.buttons, about=again.about)
    return None
