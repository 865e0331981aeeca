"""No-shows: after two orders left lying, the next one is confirmed by a call."""

from __future__ import annotations

from parchi.services.orders import timers
from tests.services.street import ASHA, ATTA, Street


def left_lying(street: Street) -> None:
    """An order that is packed and never fetched."""
    number = street.orders({ATTA: 1})
    street.shop_says("accept_order", "1")
    street.shop_says("order_ready", f"{number} ready")
    street.clock.move(minutes=24 * 60 + 1)
    street.do(timers.tick)
    assert street.stored(number).status == "expired"


def told_of_last_order(street: Street) -> tuple[list[str], bool]:
    """The numbers that a shop is told to call, and whether the customer hears of it, when the next order is placed."""
    street.moves_in()
    street.wishes({ATTA: 1})
    before = len(street.notices.sent)
    reply = street.answers("affirm", "haan")
    told = [said for _, offer, _ in street.notices.sent[before:] for said in offer.head]
    numbers = [str(said.values["number"]) for said in told if said.id == "utter_offer_call_first"]
    return numbers, any(said.id == "utter_order_call" for said in reply.head)


def test_one_order_left_lying_is_no_habit(street: Street) -> None:
    left_lying(street)
    assert told_of_last_order(street) == ([], False)


def test_after_two_the_shop_gets_the_number_to_call_and_the_customer_knows(street: Street) -> None:
    left_lying(street)
    left_lying(street)
    assert told_of_last_order(street) == ([ASHA.removeprefix("whatsapp:")], True)


def test_an_order_that_was_fetched_wipes_the_slate(street: Street) -> None:
    left_lying(street)
    left_lying(street)
    number = street.orders({ATTA: 1})
    street.shop_says("accept_order", "1")
    street.shop_says("order_ready", f"{number} ready")
    street.shop_says("order_collected", f"{number} {street.stored(number).code}")
    assert told_of_last_order(street) == ([], False)
