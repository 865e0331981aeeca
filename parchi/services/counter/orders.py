"""The counter's answers about orders: which order is meant, taken or not, packed, short of something, handed over."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta

from parchi.domain.customer import Question
from parchi.domain.kirana import Kirana
from parchi.domain.order import ACCEPTED, READY, TAKEN, Order, OrderLine
from parchi.domain.reading import Reading
from parchi.domain.reply import Reply, say
from parchi.language.wishes import wishes_said
from parchi.services.orders import collecting, missing, offers, passing
from parchi.services.orders.lines import meant_by
from parchi.services.ports import UnitOfWork
from parchi.services.saying import short

WHICH = "which"
"""How the `about` of the question begins which of several orders is meant: `which:accept_order`."""
SHORTEST_NUMBER = 4
"""Order numbers have at least four digits; line numbers, minutes and amounts have fewer."""
RECENT = timedelta(hours=12)
BOTH = "both_orders"
"""What answers all open orders at once."""

Act = Callable[[Order], Reply]


def accept_order(shop: UnitOfWork, kirana: Kirana, reading: Reading) -> Reply:
    """The shop takes an offered order, in so many minutes if it says so."""

    def act(order: Order) -> Reply:
        if order.missing:
            return Reply.of(say("utter_shop_wait_for_customer", number=order.number))
        return offers.accept(shop, order, kirana, reading.minutes)

    offered = shop.orders.offered_to(kirana.kirana)
    taken = shop.orders.of_kirana(kirana.kirana, (ACCEPTED,))
    minutes = reading.minutes
    if minutes is not None and taken and (not offered or _names_one_of(taken, reading)):
        return _on_order(shop, kirana, reading, taken, lambda order: collecting.promise(shop, order, kirana, minutes))
    return _on_order(shop, kirana, reading, offered, act)


def reject_order(shop: UnitOfWork, kirana: Kirana, reading: Reading) -> Reply:
    """The shop does not take an offered order, or backs out of one that it has taken."""
    offered = shop.orders.offered_to(kirana.kirana)
    taken = shop.orders.of_kirana(kirana.kirana, (ACCEPTED,))
    reason = short(reading.text) if any(letter.isalpha() for letter in reading.text) else None
    if offered and not _names_one_of(taken, reading):
        return _on_order(shop, kirana, reading, offered, lambda order: passing.decline(shop, order, kirana, reason))
    return _on_order(shop, kirana, reading, taken, lambda order: passing.back_out(shop, order, kirana, reason))


def order_ready(shop: UnitOfWork, kirana: Kirana, reading: Reading) -> Reply:
    """The shop has packed an order; one that it never accepted is taken by that."""

    def act(order: Order) -> Reply:
        if order.waiting_offer is not None:
            offers.accept(shop, order, kirana, None)
        return collecting.call_ready(shop, order, kirana)

    taken = shop.orders.of_kirana(kirana.kirana, (ACCEPTED,))
    offered = [order for order in shop.orders.offered_to(kirana.kirana) if not order.missing]
    named = [order for order in offered if order.number in reading.numbers]
    if taken or not shop.orders.of_kirana(kirana.kirana, (READY,)):
        return _on_order(shop, kirana, reading, [*taken, *named] or offered, act)
    return _on_order(shop, kirana, reading, named, act)


def order_collected(shop: UnitOfWork, kirana: Kirana, reading: Reading) -> Reply:
    """The shop has handed an order over and says the customer's code."""
    numbers = [number for number in reading.numbers if len(number) >= SHORTEST_NUMBER]
    mine = {order.number for order in shop.orders.of_kirana(kirana.kirana, TAKEN)}
    if len(numbers) > 1 and not mine.intersection(numbers):
        return no_such_order(shop, kirana, numbers[0])
    if not mine and numbers:
        return no_such_order(shop, kirana, numbers[0])
    return collecting.hand_over(shop, kirana, numbers)


def report_missing(shop: UnitOfWork, kirana: Kirana, reading: Reading) -> Reply:
    """The shop lacks some things of an order; if it did not say which, it is asked."""
    asked, kirana.question = kirana.question, None
    orders = list(shop.orders.offered_to(kirana.kirana)) + list(shop.orders.of_kirana(kirana.kirana, TAKEN))
    order = _about(orders, reading, asked)
    if order is None and not order_numbers(reading):
        fitting = [one for one in orders if meant_by(one, reading)]
        orders = fitting or orders
        order = orders[0] if len(orders) == 1 else None
    if order is None:
        options: list[dict[str, object]] = [
            {"order": one.number, "lines": [x.position for x in meant_by(one, reading)]} for one in orders
        ]
        return _which(shop, kirana, reading, orders, options)
    lines = meant_by(order, reading) or _noted(order, asked)
    if not lines:
        kirana.question = Question(kind="other", about=f"{missing.ABOUT}:{order.number}")
        return Reply.of(say("utter_shop_which_missing", number=order.number, count=len(order.lines)))
    locked = shop.orders.lock(order.number)
    if locked is None or locked.kirana != kirana.kirana or not locked.is_open:
        return no_such_order(shop, kirana, order.number)
    return missing.report(shop, locked, kirana, [line for line in lines if not line.is_missing])


def order_numbers(reading: Reading) -> list[str]:
    """What can be order numbers in a message."""
    return [number for number in reading.numbers if len(number) >= SHORTEST_NUMBER]


def no_such_order(shop: UnitOfWork, kirana: Kirana, number: str) -> Reply:
    """Why nothing can be done about an order that is not this shop's, or not any more."""
    order = shop.orders.get(number)
    if order is None or kirana.kirana not in order.asked_kiranas:
        return Reply.of(say("utter_shop_order_unknown", number=number))
    if order.kirana == kirana.kirana:
        return Reply.of(say("utter_shop_order_is", number=number, state=say(f"utter_state_{order.status}")))
    return Reply.of(say("utter_shop_order_gone", number=number))


def _on_order(shop: UnitOfWork, kirana: Kirana, reading: Reading, orders: Sequence[Order], act: Act) -> Reply:
    """Do it to each order that was named, or to the only one; ask where there are several."""
    kirana.question = None
    named = order_numbers(reading)
    if not named and len(orders) > 1 and BOTH not in wishes_said(reading.text):
        return _which(shop, kirana, reading, orders, [{"order": order.number} for order in orders])
    if not named and not orders:
        return _nothing(shop, kirana)
    replies = Reply()
    statuses = {order.number: order.status for order in orders}
    for number in named or statuses:
        order = shop.orders.lock(number) if number in statuses else None
        # Another of its numbers, its customer or the clock may have been faster until the lock was had.
        is_still_so = order is not None and (order.kirana, order.status) == (kirana.kirana, statuses[number])
        replies += act(order) if order is not None and is_still_so else no_such_order(shop, kirana, number)
    return replies


def _names_one_of(orders: Sequence[Order], reading: Reading) -> bool:
    return any(order.number in reading.numbers for order in orders)


def _which(
    shop: UnitOfWork, kirana: Kirana, reading: Reading, orders: Sequence[Order], options: Sequence[dict[str, object]]
) -> Reply:
    named = order_numbers(reading)
    if named:
        return no_such_order(shop, kirana, named[0])
    if not orders:
        return _nothing(shop, kirana)
    kirana.question = Question(kind="other", about=f"{WHICH}:{reading.intent}", options=tuple(options))
    return Reply.of(say("utter_shop_which_order", numbers=", ".join(order.number for order in orders)))


def _nothing(shop: UnitOfWork, kirana: Kirana) -> Reply:
    """A late or double answer is told what became of the order; otherwise there is nothing to answer."""
    last = shop.orders.last_offered_to(kirana.kirana)
    if last is not None:
        made = next(offer.made_at for offer in last.offers if offer.kirana == kirana.kirana)
        if shop.clock.now() - made < RECENT:
            return no_such_order(shop, kirana, last.number)
    return Reply.of(say("utter_shop_no_offer"))


def _about(orders: Sequence[Order], reading: Reading, asked: Question | None) -> Order | None:
    """The order that the message names, or that the counter was just asked about."""
    numbers = set(order_numbers(reading))
    if not numbers and asked is not None and (asked.about or "").startswith(f"{missing.ABOUT}:"):
        numbers = {(asked.about or "").partition(":")[2]}
    return next((order for order in orders if order.number in numbers), None)


def _noted(order: Order, asked: Question | None) -> list[OrderLine]:
    """The lines that were said before it was asked which order is meant."""
    noted = [option for option in (asked.options if asked else ()) if option.get("order") == order.number]
    positions = noted[0].get("lines", []) if noted else []
    return [line for line in order.lines if line.position in positions]
