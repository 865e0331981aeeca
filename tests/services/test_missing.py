"""The shop lacks some things of an order: its customer decides, once, and the rest goes on."""

from __future__ import annotations

import pytest

from parchi.domain.reading import Line
from parchi.services.orders.ordering import cancel_order, order_status
from tests.services.street import ASHA, ATTA, MAGGI, MILK, RAVI, Street, ids, value

LIST = {ATTA: 1, MILK: 2, MAGGI: 3}


def test_three_asks_which_and_a_number_answers(street: Street) -> None:
    number = street.orders(LIST)
    assert ids(street.shop_says("choose_option", "3")) == ["utter_shop_which_missing"]
    assert ids(street.shop_says("choose_option", "2")) == ["utter_shop_customer_asked"]
    assert [line.is_missing for line in street.stored(number).lines] == [False, True, False]
    asked = street.notices.to(ASHA)[-1]
    assert ids(asked)[0] == "utter_missing_things"
    assert street.shelf("sai", MILK) == (0, 0)
    assert street.shelf("sai", ATTA) == (12, 1)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("2 aur 3 nahi hai", []),
        ("doodh aur maggi nahi hai", [Line("doodh", "milk"), Line("maggi", "instant-noodles", "Maggi")]),
        ("item 2 aur item 3 khatam", [Line("item 2", number=2), Line("item 3", number=3)]),
    ],
)
def test_missing_things_are_named_by_number_or_name(street: Street, text: str, lines: list[Line]) -> None:
    number = street.orders(LIST)
    street.shop_says("report_missing", text, lines=lines)
    assert [line.is_missing for line in street.stored(number).lines] == [False, True, True]


def test_leaving_it_out_writes_list_and_total_again_and_the_shop_answers_anew(street: Street) -> None:
    number = _milk_is_missing(street)
    assert ids(street.answers("choose_option", _option(street, "leave_out"))) == ["utter_order_changed"]
    order = street.order(number)
    assert [line["item"] for line in order["lines"]] == ["wheat-flour", "instant-noodles"]
    assert order["total_paise"] == 27300 + 3 * 1500
    assert "utter_offer_changed" in street.told("whatsapp:+910000020001")
    street.shop_says("accept_order", "1")
    assert street.status(number) == "accepted"
    assert street.shelf("sai", ATTA) == (11, 0)
    assert street.shelf("sai", MILK) == (0, 0)


def test_another_brand_is_offered_and_taken(street: Street) -> None:
    number = _milk_is_missing(street)
    assert ids(street.answers("choose_option", _option(street, "replace"))) == ["utter_order_changed"]
    order = street.order(number)
    milk = order["lines"][1]
    assert milk["item"] == "milk"
    assert milk["sku"] != MILK
    assert milk["words"] == "doodh"
    assert street.shelf("sai", milk["sku"])[1] > 0
    street.shop_says("accept_order", "1")
    assert street.shelf("sai", milk["sku"])[1] == 0


def test_another_shop_can_be_tried(street: Street) -> None:
    number = _milk_is_missing(street)
    street.answers("choose_option", _option(street, "other_shop"))
    order = street.order(number)
    assert order["kirana"] == "Shree Ganesh Provision"
    assert len(order["lines"]) == 3
    assert "utter_shop_withdrawn" in street.told("whatsapp:+910000020001")


def test_the_whole_order_can_be_cancelled_over_it(street: Street) -> None:
    number = _milk_is_missing(street)
    street.answers("choose_option", _option(street, "cancel"))
    assert street.status(number) == "cancelled"
    assert street.shelf("sai", ATTA) == (12, 0)


def test_a_choice_made_in_advance_is_not_asked_again(street: Street) -> None:
    number = street.orders(LIST)
    street.do(lambda shop: setattr(shop.customers.meet(ASHA), "preferences", {"missing": "leave_out"}))
    reply = street.shop_says("report_missing", "doodh nahi hai", lines=[Line("doodh", "milk")])
    assert ids(reply) == ["utter_shop_left_out"]
    assert len(street.order(number)["lines"]) == 2
    assert street.told(ASHA)[-2:] == ["utter_missing_left_out", "utter_order_total"]


def test_without_an_answer_it_is_left_out(street: Street) -> None:
    number = _milk_is_missing(street)
    street.time_passes(minutes=10)
    assert len(street.order(number)["lines"]) == 2
    assert "utter_missing_left_out" in street.told(ASHA)
    assert street.order(number)["kirana"] == "Sai Kirana Stores"


def test_the_shop_is_not_passed_over_while_the_customer_thinks(street: Street) -> None:
    number = _milk_is_missing(street)
    street.time_passes(minutes=6)
    assert street.order(number)["kirana"] == "Sai Kirana Stores"
    assert ids(street.shop_says("accept_order", "1")) == ["utter_shop_wait_for_customer"]


def test_after_acceptance_the_rest_goes_on(street: Street) -> None:
    number = street.orders(LIST)
    street.shop_says("accept_order", "1")
    street.shop_says("report_missing", "doodh nahi hai", lines=[Line("doodh", "milk")])
    assert street.shelf("sai", MILK) == (0, 0)
    street.answers("choose_option", _option(street, "leave_out"))
    order = street.order(number)
    assert (order["status"], len(order["lines"])) == ("accepted", 2)
    assert "utter_shop_list_changed" in street.told("whatsapp:+910000020001")
    street.asks(cancel_order)
    assert street.shelf("sai", ATTA) == (12, 0)
    assert street.shelf("sai", MILK) == (0, 0)


def test_after_acceptance_a_substitute_is_sold_at_once(street: Street) -> None:
    number = street.orders(LIST)
    street.shop_says("accept_order", "1")
    street.shop_says("report_missing", "doodh nahi hai", lines=[Line("doodh", "milk")])
    street.answers("choose_option", _option(street, "replace"))
    milk = street.order(number)["lines"][1]
    assert street.shelf("sai", milk["sku"]) == (12 - milk["packs"], 0)


def test_a_shop_that_has_nothing_of_it_declines(street: Street) -> None:
    number = street.orders({MILK: 2})
    street.shop_says("report_missing", "doodh nahi hai", lines=[Line("doodh", "milk")])
    assert street.order(number)["kirana"] == "Shree Ganesh Provision"
    assert street.shelf("sai", MILK) == (0, 0)


def test_of_two_orders_the_one_with_that_thing_is_meant(street: Street) -> None:
    first, second = street.orders({ATTA: 1, MAGGI: 1}), street.orders({ATTA: 1, MILK: 1}, number=RAVI)
    street.shop_says("report_missing", "doodh nahi hai", lines=[Line("doodh", "milk")])
    assert [line.is_missing for line in street.stored(second).lines] == [False, True]
    reply = street.shop_says("report_missing", "atta nahi hai", lines=[Line("atta", "wheat-flour")])
    assert ids(reply) == ["utter_shop_which_order"]
    street.shop_says("out_of_scope", first)
    assert [line.is_missing for line in street.stored(first).lines] == [True, False]


def test_status_repeats_the_question(street: Street) -> None:
    _milk_is_missing(street)
    reply = street.asks(order_status)
    assert "utter_ask_missing" in ids(reply)
    assert street.do(lambda shop: shop.customers.meet(ASHA).question).kind == "other"


def test_what_the_customer_did_not_decide_on_is_not_charged_at_the_counter(street: Street) -> None:
    number = street.orders(LIST)
    street.shop_says("accept_order", "1")
    street.shop_says("report_missing", "doodh nahi hai", lines=[Line("doodh", "milk")])
    street.shop_says("order_collected", street.code_of(number))
    assert street.order(number)["total_paise"] == 27300 + 3 * 1500
    assert value(street.notices.to(ASHA)[-1], "utter_order_collected", "number") == number


def _milk_is_missing(street: Street) -> str:
    number = street.orders(LIST)
    street.shop_says("report_missing", "doodh nahi hai", lines=[Line("doodh", "milk")])
    return number


def _option(street: Street, do: str) -> str:
    question = street.do(lambda shop: shop.customers.meet(ASHA).question)
    return str(1 + [option["do"] for option in question.options].index(do))


@pytest.mark.parametrize("text", ["no, not without it", "bina doodh ke nahi", "mat hatao", "don't leave it out"])
def test_who_will_not_do_without_it_is_asked_again(street: Street, text: str) -> None:
    number = _milk_is_missing(street)
    street.answers("deny", text)
    assert [line.is_missing for line in street.stored(number).lines] == [False, True, False]
    assert street.status(number) == "offered"
    assert ids(street.answers("choose_option", _option(street, "leave_out"))) == ["utter_order_changed"]
