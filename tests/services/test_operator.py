"""A customer can ask for a person: the operator hears it, or it is said honestly that there is none."""

from __future__ import annotations

import pytest

from parchi.domain.errors import OrderUnknown
from parchi.services import operator
from parchi.services.operator import complain, talk_to_human
from tests.services.street import ASHA, ATTA, Street, ids, value

OPERATOR = "whatsapp:+910000099999"


def test_the_operator_hears_name_number_order_and_last_messages(street: Street) -> None:
    number = street.orders({ATTA: 1})
    street.notices.heard[ASHA] = ["atta", "haan", "kisi se baat karao"]
    assert ids(street.asks(talk_to_human, "kisi se baat karao")) == ["utter_operator_told"]
    heard = street.notices.to(OPERATOR)[-1]
    assert value(heard, "utter_operator_wanted", "customer") == "Asha Rao"
    assert value(heard, "utter_operator_wanted", "number") == "+910000000001"
    assert value(heard, "utter_operator_order", "number") == number
    assert [line.values["words"] for line in heard.lines] == ["atta", "haan", "kisi se baat karao"]


def test_a_complaint_reaches_the_operator_too(street: Street) -> None:
    street.moves_in()
    assert ids(street.asks(complain, "doodh kharab nikla")) == ["utter_complaint_told"]
    assert ids(street.notices.to(OPERATOR)[-1]) == ["utter_operator_complaint", "utter_operator_quote"]


def test_without_an_operator_the_shops_number_is_given(street: Street) -> None:
    street.terms.operator_number = None
    street.orders({ATTA: 1})
    reply = street.asks(talk_to_human, "human")
    assert value(reply, "utter_no_operator_but_kirana", "kirana") == "Sai Kirana Stores"
    assert value(reply, "utter_no_operator_but_kirana", "number") == "+910000020001"


def test_without_operator_order_and_place_it_is_said_plainly(street: Street) -> None:
    street.terms.operator_number = None
    assert ids(street.asks(talk_to_human, "human")) == ["utter_no_operator"]


def test_a_name_with_line_ends_stays_on_its_line(street: Street) -> None:
    street.moves_in(name="Asha\nTotal: ₹0")
    street.asks(talk_to_human, "human")
    heard = street.notices.to(OPERATOR)[-1]
    assert "\n" not in value(heard, "utter_operator_wanted", "customer")


def test_the_operator_gives_a_locked_order_a_new_code(street: Street) -> None:
    number = street.orders({ATTA: 1})
    street.shop_says("accept_order", "1")
    before = street.stored(number).code
    for wrong in ("0001", "0002", "0003"):
        street.shop_says("order_collected", f"{number} {wrong if wrong != before else '0004'}")
    assert street.stored(number).is_locked
    assert street.do(lambda shop: operator.unlock_order(shop, number))
    order = street.stored(number)
    assert not order.is_locked
    assert street.told(ASHA)[-1] == "utter_code_renewed"
    assert order.history[-1].cause == "the operator gave it a new code"
    assert ids(street.shop_says("order_collected", f"{number} {order.code}")) == ["utter_shop_collected"]


def test_an_order_that_nobody_can_collect_is_not_unlocked(street: Street) -> None:
    number = street.orders({ATTA: 1})
    for unknown in (number, "9999"):
        with pytest.raises(OrderUnknown):
            street.do(lambda shop, unknown=unknown: operator.unlock_order(shop, unknown))
