"""Changes of an order that no kirana has answered yet: something taken out, or another quantity of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from parchi.domain.customer import Customer
from parchi.domain.kirana import Kirana
from parchi.domain.order import Order, OrderLine
from parchi.domain.reading import Line, Reading
from parchi.domain.reply import Reply, say
from parchi.services.basket import holds
from parchi.services.basket.pricing import price_at
from parchi.services.basket.wishes import corrected
from parchi.services.orders.ending import cancel
from parchi.services.orders.lines import meant_by
from parchi.services.orders.offers import renew_offer
from parchi.services.orders.proposals import order_line, pinned
from parchi.services.orders.words import lines_said
from parchi.services.ports import UnitOfWork

ActOf = Callable[[Line], str]


def change_offered(shop: UnitOfWork, customer: Customer, order: Order, reading: Reading, act_of: ActOf) -> Reply | None:
    """Take out or change what the message points at, and show the kirana the new list.

    None, and nothing changed, where the message points at nothing of the order, or the order was answered meanwhile.
    """
    locked, kirana = shop.orders.lock(order.number), shop.kiranas.get(order.kirana or "")
    if locked is None or locked.waiting_offer is None or locked.missing or kirana is None:
        return None
    meant = [
        (said, line) for said in reading.lines for line in meant_by(order, replace(reading, lines=(said,), numbers=()))
    ]
    if not meant:
        return None
    holds.release(shop, order.owner)  # what the order itself keeps is free for it
    lines = _as_wanted(shop, customer, kirana, order, meant, act_of)
    if lines == []:
        cancel(shop, order)
        return Reply.of(say("utter_order_cancelled", number=order.number))
    if lines is None or holds.hold_lines(shop, order, kirana=kirana.kirana, lines=lines, until=None):
        holds.move(shop, order, kirana.kirana)
        return Reply.of(say("utter_offered_stays", number=order.number, kirana=kirana.name))
    order.lines = lines
    order.drop([])
    shop.flush()
    renew_offer(shop, order)
    return Reply(
        head=(say("utter_offered_changed", kirana=kirana.name),),
        lines=lines_said(shop, order.lines),
        foot=(say("utter_order_total", total=order.total),),
    )


def _as_wanted(
    shop: UnitOfWork,
    customer: Customer,
    kirana: Kirana,
    order: Order,
    meant: list[tuple[Line, OrderLine]],
    act_of: ActOf,
) -> list[OrderLine] | None:
    """The order's lines as they are wanted now; None where the kirana has not that much."""
    wanted: dict[int, OrderLine | None] = {line.position: line for line in order.lines}
    for said, line in meant:
        if act_of(said) == "remove":
            wanted[line.position] = None
            continue
        changed = _changed(shop, customer, kirana, line, said)
        if changed is None:
            return None
        wanted[line.position] = changed
    return [line for line in wanted.values() if line is not None]


def _changed(shop: UnitOfWork, customer: Customer, kirana: Kirana, old: OrderLine, said: Line) -> OrderLine | None:
    """The line with its new quantity, of the same product; None where the kirana has not that much."""
    wish = replace(corrected(pinned(old), said), sku=old.sku)
    return order_line(old.position, price_at(shop, kirana, [wish], customer)[0])
