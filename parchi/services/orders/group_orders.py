"""Orders that come of a group price: taken at once where it filled, offered like any other where it did not."""

from __future__ import annotations

from parchi.domain.basket import Wish
from parchi.domain.catalogue import Product
from parchi.domain.group import Group, Member
from parchi.domain.kirana import Kirana, ShelfEntry
from parchi.domain.money import Money
from parchi.domain.order import OFFERED, Offer, Order, OrderLine
from parchi.services.basket import holds
from parchi.services.orders.offers import accept, offer_to
from parchi.services.ports import UnitOfWork


def usual_price(product: Product, entry: ShelfEntry, group: Group) -> Money:
    """What the same lot costs without the group."""
    if group.packs is not None:
        return entry.price.times(group.packs)
    return entry.price.times((group.amount or 0) / product.pack_size.base()[0])


def order_at_group_price(shop: UnitOfWork, group: Group, member: Member, kirana: Kirana) -> Order | None:
    """The member's order, which the shop has taken by its offer; None where its shelf has no more."""
    order = _order_of(shop, group, member, kirana, group.price)
    if order is None:
        return None
    now = shop.clock.now()
    order.offers.append(Offer(order.number, kirana.kirana, made_at=now, until=now))
    order.note(at=now, cause=f"group {group.code} is full", kirana=kirana.kirana)
    shop.flush()
    accept(shop, order, kirana, None)
    return order


def order_at_usual_price(shop: UnitOfWork, group: Group, member: Member, kirana: Kirana) -> Order | None:
    """The member's order at the shop's own price, offered to it like any other; None where its shelf has no more."""
    entry, product = shop.shelves.entry(kirana.kirana, group.sku), shop.catalogue.product(group.sku)
    if entry is None or product is None:
        return None
    order = _order_of(shop, group, member, kirana, usual_price(product, entry, group))
    if order is not None:
        offer_to(shop, order, kirana, cause=f"group {group.code} did not fill")
    return order


def _order_of(shop: UnitOfWork, group: Group, member: Member, kirana: Kirana, price: Money) -> Order | None:
    product, customer = shop.catalogue.product(group.sku), shop.customers.get(member.customer)
    if product is None or customer is None:
        return None
    is_packed = group.packs is not None
    quantity, unit = (group.packs, "packet") if is_packed else (group.amount, group.amount_unit)
    wish = Wish(words=product.name, item=product.item, sku=product.sku, quantity=quantity, unit=unit)
    whole = price if is_packed else price.times(product.pack_size.base()[0] / (group.amount or 1))
    line = OrderLine(
        position=1,
        wish=wish,
        item=product.item,
        sku=product.sku,
        name=product.name,
        pack=product.pack,
        packs=group.packs,
        amount=group.amount,
        amount_unit=group.amount_unit,
        pack_price=whole,
        price=price,
    )
    order = Order(
        number=shop.orders.next_number(),
        customer=member.customer,
        basket=None,
        kirana=kirana.kirana,
        status=OFFERED,
        placed_at=shop.clock.now(),
        lines=[line],
        latitude=customer.latitude,
        longitude=customer.longitude,
        agreed_km=customer.place.distance_km(kirana.place) if customer.place else 0.0,
    )
    if holds.hold_lines(shop, order, kirana=kirana.kirana, lines=order.lines, until=None):
        return None
    return shop.orders.add(order)
