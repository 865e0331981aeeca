"""Inspection: what the system knows of a customer, an order or a kirana, as the contract's JSON."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from parchi.domain.basket import Basket, BasketLine
from parchi.domain.catalogue import Product
from parchi.domain.customer import Customer
from parchi.domain.hours import IST
from parchi.domain.kirana import MILLI
from parchi.domain.money import Money
from parchi.domain.order import TAKEN, Order, OrderLine
from parchi.services.ports import UnitOfWork

Json = dict[str, Any]


class NothingKnown(LookupError):
    """No customer, order or kirana of that number."""


def inspect_customer(shop: UnitOfWork, number: str) -> Json:
    """A customer, the basket, and all orders, newest first."""
    customer = shop.customers.get(number)
    if customer is None:
        raise NothingKnown(f"no customer {number}")
    return {
        "customer": customer.number,
        "language": customer.language,
        "messages_stopped": customer.messages_stopped,
        "news": customer.news_since is not None,
        "place": _place(customer),
        "basket": _basket(shop, customer),
        "orders": [_order(shop, order) for order in shop.orders.of_customer(number)],
    }


def inspect_order(shop: UnitOfWork, number: str) -> Json:
    """An order with every step that it took, oldest first, and the kiranas that were asked."""
    order = shop.orders.get(number)
    if order is None:
        raise NothingKnown(f"no order {number}")
    history = [
        {"status": step.status, "at": _moment(step.at), "cause": step.cause, "kirana": _kirana(shop, step.kirana)}
        for step in order.history
    ]
    asked = [_kirana(shop, kirana) for kirana in order.asked_kiranas]
    return {**_order(shop, order), "customer": order.customer, "history": history, "asked_kiranas": asked}


def inspect_kirana(shop: UnitOfWork, number: str) -> Json:
    """A kirana by one of its WhatsApp numbers or its id: what waits for it, what it has to do, and its shelf."""
    kirana = shop.kiranas.of_number(number) or shop.kiranas.get(number)
    if kirana is None:
        raise NothingKnown(f"no kirana {number}")
    shelf = [
        {
            "sku": entry.sku,
            "stock": _thousandths(entry.stock),
            "held": _thousandths(entry.held),
            "price_paise": entry.price.paise,
        }
        for _, entry in shop.shelves.all_of(kirana.kirana)
    ]
    return {
        "kirana": kirana.kirana,
        "name": kirana.name,
        "open": kirana.is_open(shop.clock.now()),
        "offers": [order.number for order in shop.orders.offered_to(kirana.kirana)],
        "orders": [order.number for order in shop.orders.of_kirana(kirana.kirana, TAKEN)],
        "shelf": shelf,
    }


def _place(customer: Customer) -> Json | None:
    if customer.latitude is None or customer.longitude is None:
        return None
    return {
        "latitude": customer.latitude,
        "longitude": customer.longitude,
        "pincode": customer.pincode,
        "words": customer.place_words,
    }


def _basket(shop: UnitOfWork, customer: Customer) -> Json:
    basket = shop.baskets.open_of(customer.number) or Basket(customer.number, shop.clock.now())
    products = shop.catalogue.products(line.sku for line in basket.lines if line.sku)
    return {
        "kirana": _kirana(shop, basket.kirana),
        "lines": [_basket_line(line, products.get(line.sku or "")) for line in basket.lines],
        "open_question": customer.question.kind if customer.question else None,
        "total_paise": _paise(basket.total),
    }


def _basket_line(line: BasketLine, product: Product | None) -> Json:
    wish = line.wish
    is_loose = product is not None and product.is_loose
    told: Json = {
        "item": product.item if product else wish.item,
        "sku": line.sku,
        "brand": product.brand or None if product else wish.brand,
        "words": wish.words,
        "asked": {"quantity": _number(wish.quantity), "unit": wish.unit, "price": _number(wish.price)},
        "pack": product.pack if product else wish.pack,
        "packs": line.packs,
        "pack_price_paise": _paise(line.pack_price),
        "price_paise": _paise(line.price),
    }
    return {**told, **_loose(line.amount, line.amount_unit)} if is_loose else told


def _order(shop: UnitOfWork, order: Order) -> Json:
    return {
        "number": order.number,
        "status": order.status,
        "kirana": _kirana(shop, order.kirana),
        "code": order.code,
        "lines": [_order_line(line) for line in order.lines],
        "total_paise": order.total.paise,
        "placed_at": _moment(order.placed_at),
        "paid": order.is_paid,
        "pickup": order.pickup,
    }


def _order_line(line: OrderLine) -> Json:
    told: Json = {
        "item": line.item,
        "sku": line.sku,
        "pack": line.pack,
        "packs": line.packs,
        "pack_price_paise": line.pack_price.paise,
        "price_paise": line.price.paise,
        "words": line.wish.words,
        "note": line.wish.note,
    }
    return told if line.packs is not None else {**told, **_loose(line.amount, line.amount_unit)}


def _loose(amount: float | None, unit: str | None) -> Json:
    return {"quantity": _number(amount), "unit": unit}


def _kirana(shop: UnitOfWork, kirana: str | None) -> str | None:
    """The name of a shop, as its customers know it."""
    found = shop.kiranas.get(kirana) if kirana else None
    return found.name if found else kirana


def _moment(at: datetime) -> str:
    return at.astimezone(IST).isoformat(timespec="seconds")


def _paise(money: Money | None) -> int | None:
    return None if money is None else money.paise


def _thousandths(amount: int) -> int | float | None:
    return _number(amount / MILLI)


def _number(amount: float | None) -> int | float | None:
    """Whole numbers without a point, as people write them."""
    if amount is None:
        return None
    return int(amount) if float(amount).is_integer() else round(amount, 3)
