"""The slip: the whole order as customer and kirana will see it, shown once more before it is placed."""

from __future__ import annotations

from parchi.domain.basket import Basket
from parchi.domain.customer import Customer, Question
from parchi.domain.reading import Reading
from parchi.domain.reply import Reply, Say, say
from parchi.services.basket import holds
from parchi.services.basket.asking import next_question
from parchi.services.basket.reply import basket_reply, km
from parchi.services.basket.settling import Settled, settle
from parchi.services.orders.placing import place_order, wish_pickup
from parchi.services.orders.words import state_said
from parchi.services.ports import UnitOfWork
from parchi.services.saying import Names, lines_said

TRIES = 3
"""How often a slip is made anew when somebody else takes the last packs at the same moment."""


def offer_slip(shop: UnitOfWork, customer: Customer, reading: Reading) -> Reply:
    """The customer's list is complete: the slip to confirm, or the next open question first."""
    basket = shop.baskets.open_of(customer.number)
    if basket is None or not basket.lines:
        return _nothing_to_order(shop, customer, reading)
    if reading.pickup is not None:
        basket.pickup = reading.pickup
    return show_slip(shop, customer)


def show_slip(shop: UnitOfWork, customer: Customer) -> Reply:
    """The slip with its packs held; the basket's own reply where something is still open."""
    basket = shop.baskets.open_of(customer.number)
    if basket is None or not basket.lines:
        return Reply.of(say("utter_basket_empty"))
    settled = settle(shop, customer, basket)
    for _ in range(TRIES):
        is_open = settled.match is None or next_question(shop, customer, basket, settled) is not None
        if is_open or not any(line.sku for line in basket.lines):
            return basket_reply(shop, customer, basket, settled)
        if not holds.hold_basket(shop, basket):
            customer.question = Question("confirm_order")
            return _slip(shop, basket, settled)
        settled = settle(shop, customer, basket)
    return basket_reply(shop, customer, basket, settled)


def confirm(shop: UnitOfWork, customer: Customer) -> Reply:
    """Yes to the slip: the order is placed, once however often yes is said."""
    basket = shop.baskets.open_of(customer.number)
    if basket is None or not basket.lines:
        customer.question = None
        return Reply.of(say("utter_basket_empty"))
    placed = place_order(shop, customer, basket)
    return placed or Reply.of(say("utter_slip_changed")) + show_slip(shop, customer)


def refuse(shop: UnitOfWork, customer: Customer) -> Reply:
    """No to the slip: the basket stays, and what is to be changed is asked."""
    basket = shop.baskets.open_of(customer.number)
    customer.question = None
    if basket is None or not basket.lines:
        return Reply.of(say("utter_basket_empty"))
    holds.release(shop, basket.owner)
    lines = lines_said(basket.lines, Names.of(shop, basket))
    return Reply(head=(say("utter_not_ordered"),), lines=lines, foot=(say("utter_ask_change"),))


def _nothing_to_order(shop: UnitOfWork, customer: Customer, reading: Reading) -> Reply:
    """ "bas" without a list: of an order on its way it is told where it is."""
    on_its_way = [order for order in shop.orders.recent_of(customer.number) if order.is_open]
    if on_its_way and reading.pickup is not None:
        return wish_pickup(shop, on_its_way[0], reading.pickup)
    if on_its_way:
        return Reply.of(state_said(shop, on_its_way[0]))
    return Reply.of(say("utter_basket_empty"))


def _slip(shop: UnitOfWork, basket: Basket, settled: Settled) -> Reply:
    match = settled.match
    assert match is not None
    names = Names.of(shop, basket)
    ordered = [line for line in basket.lines if line.sku is not None]
    left_out = [say("utter_not_ordered_line", words=names.wished(x.wish)) for x in basket.lines if x.sku is None]
    closes = match.kirana.closes_at(shop.clock.now())
    shop_said = say("utter_slip_kirana", kirana=match.kirana.name, distance=km(match.distance), closes=closes)
    pickup = (say("utter_slip_pickup", pickup=basket.pickup),) if basket.pickup else ()
    foot: tuple[Say, ...] = (
        *left_out[:3],
        say("utter_total", total=basket.total),
        say("utter_slip_address", address=match.kirana.address),
        *pickup,
        say("utter_slip_pay"),
        say("utter_ask_confirm"),
    )
    head = (say("utter_slip"), shop_said)
    lines = lines_said(ordered, names, settled.inexact)
    return Reply(head=head, lines=lines, foot=foot, buttons="confirm", about=str(basket.number))
