"""Complaints: the shop answers by a digit or in words, the customer judges, and the clock makes it the operator's."""

from __future__ import annotations

import pytest

from parchi.domain.complaint import ANSWERED, ESCALATED, OPEN, SETTLED, Complaint
from parchi.services import operator
from parchi.services.orders import timers
from tests.services.street import ASHA, ATTA, BALAJI, SAI, Street, ids

OPERATOR = "whatsapp:+910000099999"
WORDS = "atta kam nikla, 4 kilo hi hai"


def collected(street: Street) -> str:
    """An order that Asha has just taken home from Sai."""
    number = street.orders({ATTA: 1})
    street.shop_says("accept_order", "1")
    code = street.do(lambda shop: shop.orders.get(number).code)
    street.shop_says("order_ready", f"{number} ready")
    assert ids(street.shop_says("order_collected", f"{number} {code}")) == ["utter_shop_collected"]
    return number


def complaint_about(street: Street, number: str) -> Complaint | None:
    with street.unit_of_work() as shop:
        return shop.complaints.get(number)


def causes(street: Street, number: str) -> list[str]:
    with street.unit_of_work() as shop:
        return [change.cause for change in shop.orders.get(number).history]


def state(street: Street, number: str) -> str:
    complaint = complaint_about(street, number)
    assert complaint is not None
    return complaint.state


def test_soon_after_collecting_the_shop_is_asked(street: Street) -> None:
    number = collected(street)
    assert ids(street.asks(operator.complain, WORDS)) == ["utter_complaint_opened"]
    assert street.told(SAI)[-1] == "utter_shop_complaint"
    assert (state(street, number), causes(street, number)[-1]) == (OPEN, f"complaint: {WORDS}")
    assert ids(street.asks(operator.complain, "abhi tak jawab nahi aaya")) == ["utter_complaint_open"]
    assert street.told(SAI).count("utter_shop_complaint") == 1


def test_later_it_is_the_operators_alone(street: Street) -> None:
    number = collected(street)
    street.clock.move(minutes=121)
    street.asks(operator.complain, WORDS)
    assert complaint_about(street, number) is None
    assert "utter_shop_complaint" not in street.told(SAI)


@pytest.mark.parametrize(
    ("answer", "remedy"),
    [("6", "refund"), ("7.", "again"), ("८", "disputed"), ("{number} 6", "refund"), ("paise wapas kar denge", "refund"),
     ("dobara de denge", "again"), ("हमारा वज़न सही था", "disputed")],
)  # fmt: skip
def test_the_shop_answers_by_digit_or_in_words(street: Street, answer: str, remedy: str) -> None:
    number = collected(street)
    street.asks(operator.complain, WORDS)
    reply = street.shop_says("out_of_scope", answer.format(number=number))
    assert ids(reply) == [f"utter_shop_complaint_{remedy}"]
    assert state(street, number) == ANSWERED
    assert street.told(ASHA)[-2:] == [f"utter_complaint_{remedy}", "utter_ask_complaint_settled"]


def test_the_customers_yes_settles_it_and_the_shop_hears_that(street: Street) -> None:
    number = collected(street)
    street.asks(operator.complain, WORDS)
    street.shop_says("out_of_scope", "6")
    assert ids(street.answers("affirm", "haan")) == ["utter_complaint_settled"]
    assert street.told(SAI)[-1] == "utter_shop_complaint_settled"
    street.clock.move(minutes=49 * 60)
    street.do(timers.tick)
    assert state(street, number) == SETTLED


def test_the_customers_no_makes_it_the_operators(street: Street) -> None:
    number = collected(street)
    street.asks(operator.complain, WORDS)
    street.shop_says("out_of_scope", "8")
    assert ids(street.answers("choose_option", "2")) == ["utter_complaint_escalated"]
    assert street.told(OPERATOR)[-1] == "utter_operator_unsettled"
    assert causes(street, number)[-1].endswith("the customer does not agree")


def test_nobody_answers_for_two_days_and_the_operator_hears_it_once(street: Street) -> None:
    number = collected(street)
    street.asks(operator.complain, WORDS)
    street.clock.move(minutes=48 * 60 - 1)
    street.do(timers.tick)
    assert state(street, number) == OPEN
    street.clock.move(minutes=2)
    for _ in range(2):
        street.do(timers.tick)
    assert state(street, number) == ESCALATED
    assert street.told(OPERATOR).count("utter_operator_unsettled") == 1


def test_a_digit_without_a_complaint_answers_none(street: Street) -> None:
    collected(street)
    assert "utter_shop_complaint_refund" not in ids(street.shop_says("out_of_scope", "6"))


def test_another_shop_cannot_answer_it(street: Street) -> None:
    number = collected(street)
    street.asks(operator.complain, WORDS)
    street.shop_says("out_of_scope", f"{number} 6", number=BALAJI)
    assert state(street, number) == OPEN


def test_the_words_go_with_the_customer_who_is_forgotten(street: Street) -> None:
    number = collected(street)
    street.asks(operator.complain, WORDS)
    street.do(lambda shop: shop.forget(ASHA))
    assert complaint_about(street, number) is None
