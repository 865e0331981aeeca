"""Placing: a basket becomes an order, which may grow while it is only offered."""

from __future__ import annotations

from collections.abc import Sequence

from parchi.domain.basket import Basket, BasketLine, Wish
from parchi.domain.customer import Customer
from parchi.domain.errors import BasketEmpty, OrderDecided
from parchi.domain.kirana import Kirana
from parchi.domain.order import OFFERED, Order, OrderLine
from parchi.domain.reply import Reply, say
from parchi.services.basket import holds
from parchi.services.basket.pricing import is_free, price_at
from parchi.services.homes.sharing import others, tell_home, unsettle
from parchi.services.notices import is_reachable, tell_kirana
from parchi.services.orders.no_shows import needs_call
from parchi.services.orders.offers import make_offer, renew_offer, show_offer
from parchi.services.orders.proposals import order_line
from parchi.services.orders.words import lines_said, state_said
from parchi.services.ports import UnitOfWork
from parchi.services.saying import first_name, short


def place_order(shop: UnitOfWork, customer: Customer, basket: Basket) -> Reply | None:
    """Offer what the slip showed to its kirana, once: a basket that is an order already tells where that order is.

    None, and nothing changed, where the kirana has shut or packs have gone since: the slip must be shown anew.
    """
    before = shop.orders.from_basket(basket.number or 0)
    if before is not None:
        return Reply.of(state_said(shop, before))
    kirana = shop.kiranas.get(basket.kirana or "")
    if kirana is None or not any(line.sku for line in basket.lines):
        raise BasketEmpty()
    if not _can_take(shop, kirana):
        return None
    order = _order_from(shop, customer, basket, kirana)
    make_offer(shop, order, kirana, cause="placed")
    if shop.orders.place(order, holds.needs_of(shop, order), instead_of=basket.owner):
        return None
    basket.status = "ordered"
    customer.question, customer.is_shopping = None, False
    unsettle(shop, customer, lines_moved=True)
    show_offer(shop, order, kirana)
    ordered = {"name": first_name(customer) or "-", "kirana": kirana.name, "number": order.number}
    tell_home(shop, order, say("utter_home_ordered", total=order.total, **ordered))
    asked = Reply.of(say("utter_order_asked", kirana=kirana.name))
    return asked + Reply.of(say("utter_order_call", kirana=kirana.name)) if needs_call(shop, order) else asked


def offered_order_of(shop: UnitOfWork, customer: Customer) -> Order | None:
    """The newest order of the home that no kirana has answered yet, to which something may still be added."""
    home = (customer.number, *others(shop, customer.number))
    orders = (order for number in home for order in shop.orders.recent_of(number) if order.status == OFFERED)
    return next((order for order in orders if order.waiting_offer is not None), None)


def add_to_offered(shop: UnitOfWork, customer: Customer, order: Order, wishes: Sequence[Wish]) -> Reply | None:
    """Add what was asked for to an order that is only offered, and show its kirana the new list.

    None, and nothing changed, where it cannot simply join: answered meanwhile, not settled, or not there.
    """
    locked = shop.orders.lock(order.number)
    kirana = shop.kiranas.get(order.kirana or "")
    if locked is None or locked.waiting_offer is None or locked.missing or kirana is None or not wishes:
        return None
    priced = price_at(shop, kirana, wishes, customer)
    more = [order_line(len(order.lines) + at, found) for at, found in enumerate(priced, start=1)]
    lines = [line for line in more if line is not None]
    if len(lines) < len(wishes):
        return None
    if holds.hold_lines(shop, order, kirana=kirana.kirana, lines=[*order.lines, *lines], until=None):
        return None
    order.lines.extend(lines)
    shop.flush()
    renew_offer(shop, order)
    return Reply(
        head=(say("utter_order_grown", kirana=kirana.name),),
        lines=lines_said(shop, order.lines),
        foot=(say("utter_order_total", total=order.total),),
    )


def wish_pickup(shop: UnitOfWork, order: Order, pickup: str) -> Reply:
    """Keep when the customer wants to come, and tell the shop; OrderDecided where nothing is left to collect."""
    if not order.is_open:
        raise OrderDecided(number=order.number)
    order.pickup = pickup
    kirana = shop.kiranas.get(order.kirana or "")
    if kirana is not None:
        tell_kirana(shop, kirana, Reply.of(say("utter_shop_pickup", number=order.number, pickup=short(pickup))))
    return Reply.of(say("utter_pickup_told", number=order.number, pickup=short(pickup)))


def _can_take(shop: UnitOfWork, kirana: Kirana) -> bool:
    return kirana.is_open(shop.clock.now()) and is_free(shop, kirana) and is_reachable(shop, kirana)


def _order_from(shop: UnitOfWork, customer: Customer, basket: Basket, kirana: Kirana) -> Order:
    """As it will be kept; its number comes with that."""
    place = customer.place
    return Order(
        number="",
        customer=customer.number,
        basket=basket.number,
        kirana=kirana.kirana,
        status=OFFERED,
        placed_at=shop.clock.now(),
        lines=_lines_of(shop, basket.lines),
        pickup=basket.pickup,
        latitude=customer.latitude,
        longitude=customer.longitude,
        agreed_km=place.distance_km(kirana.place) if place else 0.0,
    )


def _lines_of(shop: UnitOfWork, lines: Sequence[BasketLine]) -> list[OrderLine]:
    products = shop.catalogue.products(line.sku for line in lines if line.sku)
    settled = [line for line in lines if line.sku and line.price is not None and line.pack_price is not None]
    found = []
    for position, line in enumerate(settled, start=1):
        product = products[line.sku or ""]
        assert line.pack_price is not None
        assert line.price is not None
        found.append(
            OrderLine(
                position=position,
                wish=line.wish,
                item=product.item,
                sku=product.sku,
                name=product.name,
                pack=product.pack,
                packs=line.packs,
                amount=line.amount,
                amount_unit=line.amount_unit,
                pack_price=line.pack_price,
                price=line.price,
            )
        )
    return found
