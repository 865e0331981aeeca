"""How an order ends without being collected: nobody took it, its customer cancelled it, or its time ran out."""

from __future__ import annotations

from parchi.domain.basket import Basket, BasketLine
from parchi.domain.customer import Customer
from parchi.domain.order import CANCELLED, DECLINED, EXPIRED, OFFERED, READY, WITHDRAWN, Order
from parchi.domain.reply import Reply, Say, say
from parchi.services.basket import holds
from parchi.services.notices import tell, tell_kirana_of_order
from parchi.services.orders.no_shows import UNCOLLECTED
from parchi.services.orders.offers import end_offer
from parchi.services.ports import UnitOfWork


def give_up(shop: UnitOfWork, order: Order, *, cause: str, head: str = "utter_order_declined") -> None:
    """Nobody takes the order: it is declined, and the customer keeps the list and hears what to do."""
    holds.release(shop, order.owner)
    order.kirana = None
    order.change(DECLINED, at=shop.clock.now(), cause=cause, kirana=None)
    _settle(shop, order)
    shop.notices.alarm("no_kirana", f"nobody took order {order.number}, {len(order.offers)} asked: {cause}")
    words = say(head, number=order.number, count=len(order.offers))
    tell(
        shop,
        order.customer,
        Reply.of(words, _what_now(shop, order)),
        template="order_ended",
        values={"order": order.number},
    )


def cancel(shop: UnitOfWork, order: Order, *, cause: str = "cancelled by the customer") -> None:
    """The customer does not want it any more: the goods are free again and the shop is told."""
    was_offered = order.status == OFFERED
    kirana = shop.kiranas.get(order.kirana or "")
    order.change(CANCELLED, at=shop.clock.now(), cause=cause, kirana=order.kirana)
    if was_offered:
        end_offer(shop, order, WITHDRAWN)
        holds.release(shop, order.owner)
    else:
        holds.put_back(shop, order)
    _settle(shop, order)
    if kirana is not None:
        words = "utter_shop_withdrawn" if was_offered else "utter_shop_cancelled"
        tell_kirana_of_order(shop, kirana, Reply.of(say(words, number=order.number)), order.number)


def expire(shop: UnitOfWork, order: Order) -> None:
    """It was not packed, or not collected, in time: the goods are on the shelf again and both are told."""
    was_ready = order.status == READY
    kirana = shop.kiranas.get(order.kirana or "")
    cause = UNCOLLECTED if was_ready else "not packed in time"
    order.change(EXPIRED, at=shop.clock.now(), cause=cause, kirana=order.kirana)
    holds.put_back(shop, order)
    _settle(shop, order)
    words = "utter_order_uncollected" if was_ready else "utter_order_unpacked"
    values = {"number": order.number, "kirana": kirana.name if kirana else ""}
    told: tuple[Say, ...] = (say(words, **values),)
    if not was_ready:
        told += (_what_now(shop, order),)
    tell(shop, order.customer, Reply.of(*told), template="order_ended", values={"order": order.number})
    if kirana is not None:
        words = "utter_shop_uncollected" if was_ready else "utter_shop_unpacked"
        tell_kirana_of_order(shop, kirana, Reply.of(say(words, number=order.number)), order.number)


def keep_list(shop: UnitOfWork, order: Order) -> bool:
    """Make the order's lines a new basket for another try; False where the customer has begun another list."""
    basket = shop.baskets.open_of(order.customer)
    if basket is not None and basket.lines:
        return False
    if basket is None:
        basket = shop.baskets.add(Basket(customer=order.customer, created_at=shop.clock.now(), pickup=order.pickup))
    basket.lines = [
        BasketLine(position, line.wish, problem="no_kirana") for position, line in enumerate(order.lines, start=1)
    ]
    shop.flush()
    return True


def forget_question(customer: Customer | None, number: str) -> None:
    """A question about an order that is settled is open no more."""
    question = customer.question if customer else None
    if customer is not None and question is not None and question.about and number in question.about.split(":"):
        customer.question = None


def _what_now(shop: UnitOfWork, order: Order) -> Say:
    return say("utter_list_kept" if keep_list(shop, order) else "utter_try_again")


def _settle(shop: UnitOfWork, order: Order) -> None:
    order.asked_until = order.due_at = order.remind_at = None
    for line in order.lines:
        line.is_missing = False
    forget_question(shop.customers.get(order.customer), order.number)
