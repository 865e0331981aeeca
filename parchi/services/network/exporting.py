"""The export: catalogue and orders as the network's messages, one after the other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from parchi.services.network.catalogue import on_search
from parchi.services.network.envelope import Json, Subscriber
from parchi.services.network.orders import OrderMessages
from parchi.services.ports import UnitOfWork


def export(shop: UnitOfWork, we: Subscriber, *, since: datetime | None, with_people: bool) -> Iterator[Json]:
    """The catalogue of every kirana that was asked about an order placed since then, and each of these orders."""
    numbers = shop.orders.placed_since(since)
    shown: set[str] = set()
    for number in numbers:
        order = shop.orders.get(number)
        if order is None:
            continue
        for asked in order.asked_kiranas:
            kirana = shop.kiranas.get(asked) if asked not in shown else None
            if kirana is not None:
                yield on_search(shop, we, kirana, about=f"kirana:{asked}")
            shown.add(asked)
        yield from OrderMessages(shop, we, order, with_people=with_people).all()
