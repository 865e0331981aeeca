"""Offering: a shop, or the operator for it, names a thing, a price, how many homes, and by when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from parchi.domain.catalogue import Product
from parchi.domain.group import Group
from parchi.domain.invitation import new_code
from parchi.domain.kirana import Kirana, ShelfEntry
from parchi.domain.money import Money
from parchi.domain.quantity import Quantity
from parchi.services.groups.words import invitation
from parchi.services.notices import tell_kirana
from parchi.services.orders.group_orders import usual_price
from parchi.services.ports import UnitOfWork

FEWEST, MOST_HOMES = 2, 100
LONGEST = timedelta(days=14)


class GroupRefused(ValueError):
    """An offer that cannot be made; `why` is homes, time or price."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Terms:
    """What is offered: the lot that each home gets at `price`. `size` is how much of loose goods; None for packs."""

    product: Product
    price: Money
    needed: int
    until: datetime
    size: Quantity | None = None


def offer_group(shop: UnitOfWork, kirana: Kirana, entry: ShelfEntry, terms: Terms) -> Group:
    """Make the offer and send the shop an invitation to forward. GroupRefused where its terms make no sense."""
    now = shop.clock.now()
    if not FEWEST <= terms.needed <= MOST_HOMES:
        raise GroupRefused("homes")
    if not now < terms.until <= now + LONGEST:
        raise GroupRefused("time")
    loose = (terms.size or Quantity(1, terms.product.pack_size.unit)).base() if terms.product.is_loose else None
    group = Group(
        code=new_code(lambda code: shop.groups.get(code) is not None),
        kirana=kirana.kirana,
        sku=terms.product.sku,
        price=terms.price,
        needed=terms.needed,
        until=terms.until,
        made_at=now,
        packs=None if loose else 1,
        amount=loose[0] if loose else None,
        amount_unit=loose[1] if loose else None,
    )
    if not Money(0) < terms.price < usual_price(terms.product, entry, group):
        raise GroupRefused("price")
    shop.groups.add(group)
    tell_kirana(shop, kirana, invitation(shop, group))
    return group
