"""The same again: an earlier order's things in a new basket, at today's prices and stock."""

from __future__ import annotations

from parchi.domain.customer import Customer, Question
from parchi.domain.order import Order
from parchi.domain.reading import Reading
from parchi.domain.reply import Reply, say
from parchi.services.basket.baskets import new_basket, shown
from parchi.services.basket.slips import offer_slip
from parchi.services.orders.proposals import pinned
from parchi.services.ports import UnitOfWork


def reorder(shop: UnitOfWork, customer: Customer, reading: Reading) -> Reply:
    """Show the slip of the last order, or of the one named, as it would be today.

    Where another list has been begun, it is asked first whether the things go into it.
    """
    orders = [order for order in shop.orders.recent_of(customer.number) if order.lines]
    named = [order for order in orders if order.number in reading.numbers]
    if not orders:
        return Reply.of(say("utter_no_orders"))
    order = (named or orders)[0]
    basket = shop.baskets.open_of(customer.number)
    if basket is None or not basket.lines:
        return _fill_again(shop, customer, order)
    customer.question = Question(kind="reorder", about=order.number)
    return ask(order)


def agree(shop: UnitOfWork, customer: Customer, question: Question) -> Reply:
    """The customer wants the things of the earlier order in the list that is open."""
    order = shop.orders.get(question.about or "")
    customer.question = None
    if order is None or order.customer != customer.number:
        return Reply.of(say("utter_question_over"))
    return _fill_again(shop, customer, order)


def refuse(shop: UnitOfWork, customer: Customer, question: Question) -> Reply:
    """The customer does not: the open list stays as it is."""
    customer.question = None
    return shown(shop, customer)


def ask(order: Order) -> Reply:
    """Whether the earlier order's things go into the list that is open."""
    asked = say("utter_ask_reorder", number=order.number, count=len(order.lines))
    return Reply(foot=(asked,), buttons="confirm", about=order.number)


def _fill_again(shop: UnitOfWork, customer: Customer, order: Order) -> Reply:
    basket = shop.baskets.open_of(customer.number) or new_basket(shop, customer)
    for line in order.lines:
        basket.add(pinned(line))
    shop.flush()
    return offer_slip(shop, customer, Reading(text="", language=None, intent="place_order"))
