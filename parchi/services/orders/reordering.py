"""The same again: an earlier order's things in a new basket, at today's prices and stock."""

from __future__ import annotations

from collections.abc import Sequence

from parchi.domain.customer import Customer, Question
from parchi.domain.order import Order, OrderLine
from parchi.domain.reading import Reading
from parchi.domain.reply import Reply, say
from parchi.language.wishes import ALL_BUT, wishes_said
from parchi.services.basket.baskets import new_basket, shown
from parchi.services.basket.slips import offer_slip
from parchi.services.orders.proposals import pinned
from parchi.services.ports import UnitOfWork
from parchi.services.product_names import name_keys


def reorder(shop: UnitOfWork, customer: Customer, reading: Reading) -> Reply:
    """Show the slip of the last order, or of the one named, as it would be today; of a part where things are named.

    Where another list has been begun, it is asked first whether the things go into it; a part goes into it unasked.
    """
    orders = [order for order in shop.orders.recent_of(customer.number) if order.lines]
    if not orders:
        return Reply.of(say("utter_no_orders"))
    named = [order for order in orders if order.number in reading.numbers]
    items = _items_named(shop, named or orders, reading.text)
    order = next((order for order in named or orders if any(line.item in items for line in order.lines)), None)
    order = order or (named or orders)[0]
    lines = _meant(order, items, reading.text)
    basket = shop.baskets.open_of(customer.number)
    if basket is None or not basket.lines:
        return _fill_again(shop, customer, lines)
    if len(lines) < len(order.lines):
        for line in lines:
            basket.add(pinned(line))
        shop.flush()
        return shown(shop, customer)
    customer.question = Question(kind="reorder", about=order.number)
    return ask(order)


def _items_named(shop: UnitOfWork, orders: Sequence[Order], text: str) -> frozenset[str]:
    """Items of these orders that a text names, by any word for them."""
    keys = name_keys(text)
    keys |= {key.removesuffix(end) for key in keys for end in ("s", "es")}  # "onions", "potatoes"
    words = shop.catalogue.words_of(sorted({line.item for order in orders for line in order.lines}))
    names = {item: [name_keys(each.word) for each in said] for item, said in words.items()}
    return frozenset(item for item, said in names.items() if any(name and name <= keys for name in said))


def _meant(order: Order, items: frozenset[str], text: str) -> list[OrderLine]:
    """The lines that are named, or all but those ("pyaz ke bina"); all where none is named."""
    named = [line for line in order.lines if line.item in items]
    if ALL_BUT in wishes_said(text):
        rest = [line for line in order.lines if line not in named]
        return rest or list(order.lines)
    return named or list(order.lines)


def agree(shop: UnitOfWork, customer: Customer, question: Question) -> Reply:
    """The customer wants the things of the earlier order in the list that is open."""
    order = shop.orders.get(question.about or "")
    customer.question = None
    if order is None or order.customer != customer.number:
        return Reply.of(say("utter_question_over"))
    return _fill_again(shop, customer, order.lines)


def refuse(shop: UnitOfWork, customer: Customer, question: Question) -> Reply:
    """The customer does not: the open list stays as it is."""
    customer.question = None
    return shown(shop, customer)


def ask(order: Order) -> Reply:
    """Whether the earlier order's things go into the list that is open."""
    asked = say("utter_ask_reorder", number=order.number, count=len(order.lines))
    return Reply(foot=(asked,), buttons="confirm", about=order.number)


def _fill_again(shop: UnitOfWork, customer: Customer, lines: Sequence[OrderLine]) -> Reply:
    basket = shop.baskets.open_of(customer.number) or new_basket(shop, customer)
    for line in lines:
        basket.add(pinned(line))
    shop.flush()
    return offer_slip(shop, customer, Reading(text="", language=None, intent="place_order"))
