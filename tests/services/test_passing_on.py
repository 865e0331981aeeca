"""A decline or no answer passes an order on; its customer is asked where it would not be the same any more."""

from __future__ import annotations

from dataclasses import replace

import pytest

from parchi.adapters.unit_of_work import SqlUnitOfWork
from parchi.domain.money import Money
from parchi.domain.order import Order
from parchi.domain.place import Place
from parchi.services.orders import passing
from parchi.services.orders.ordering import cancel_order, order_status
from tests.services.street import (
    ASHA,
    ATTA,
    BALAJI,
    GANESH,
    MAGGI,
    MAHALAXMI,
    MILK,
    RAVI,
    SAI,
    VASHI,
    Street,
    ids,
    value,
)  # fmt: skip


def test_a_decline_passes_the_order_on_unasked_where_it_is_cheaper_and_near(street: Street) -> None:
    number = street.orders({ATTA: 1})
    reply = street.shop_says("reject_order", "2")
    assert ids(reply) == ["utter_shop_declined"]
    order = street.order(number)
    assert (order["status"], order["kirana"], order["total_paise"]) == ("offered", "Shree Ganesh Provision", 26700)
    assert order["asked_kiranas"] == ["Sai Kirana Stores", "Shree Ganesh Provision"]
    assert street.told(ASHA) == ["utter_order_turned_down", "utter_order_passed_on"]
    assert street.told(GANESH)[0] == "utter_offer"
    assert [language for to, _, language in street.notices.sent if to == GANESH] == ["hi"]


def test_the_hold_moves_with_the_offer(street: Street) -> None:
    street.orders({ATTA: 2})
    street.shop_says("reject_order", "nahi ho payega")
    assert street.shelf("sai", ATTA) == (12, 0)
    assert street.shelf("ganesh", ATTA) == (12, 2)


def test_no_answer_in_time_passes_the_order_on(street: Street) -> None:
    number = street.orders({ATTA: 1})
    assert street.time_passes(seconds=299) == 0
    assert street.order(number)["kirana"] == "Sai Kirana Stores"
    assert street.time_passes(seconds=1) == 1
    order = street.order(number)
    assert order["kirana"] == "Shree Ganesh Provision"
    assert order["history"][-1]["cause"] == "not answered in time"
    assert street.told(ASHA) == ["utter_order_unanswered", "utter_order_passed_on"]
    assert street.ticks() == 0


def test_a_late_yes_is_told_that_the_order_has_gone(street: Street) -> None:
    number = street.orders({ATTA: 1})
    street.time_passes(minutes=5)
    for text in ("1", f"accept {number}", "haan"):
        assert ids(street.shop_says("affirm" if text == "haan" else "accept_order", text)) == ["utter_shop_order_gone"]
    assert street.order(number)["kirana"] == "Shree Ganesh Provision"
    street.shop_says("accept_order", "1", number=GANESH)
    assert street.order(number)["kirana"] == "Shree Ganesh Provision"
    assert street.shelf("sai", ATTA) == (12, 0)


def test_a_dearer_shop_is_asked_only_after_the_customer_says_yes(street: Street) -> None:
    number = street.orders({ATTA: 1})
    street.shop_says("close_shop", "2 ghante band", number=GANESH, minutes=120)
    street.shop_says("reject_order", "2")
    asked = street.notices.to(ASHA)[-1]
    assert value(asked, "utter_ask_next_kirana", "kirana") == "Balaji Super Store"
    assert str(value(asked, "utter_ask_next_kirana", "total")) == "₹285"
    assert asked.buttons == "confirm"
    assert street.told(BALAJI) == []
    assert street.order(number)["kirana"] is None
    assert street.shelf("balaji", ATTA) == (60, 1)
    assert ids(street.answers("affirm", "haan")) == ["utter_order_asked"]
    order = street.order(number)
    assert (order["kirana"], order["total_paise"]) == ("Balaji Super Store", 28500)
    assert street.told(BALAJI)[0] == "utter_offer"
    street.shop_says("accept_order", "1", number=BALAJI)
    assert street.shelf("balaji", ATTA) == (59, 0)


def test_a_shop_more_than_a_kilometre_further_is_asked_about_even_if_it_is_cheaper(street: Street) -> None:
    number = street.orders({MILK: 1})
    for shut in (GANESH, BALAJI):
        street.shop_says("close_shop", "2 ghante band", number=shut, minutes=120)
    street.do(lambda shop: _reprice(shop, "mahalaxmi", MILK, 2000))
    street.shop_says("reject_order", "2")
    assert value(street.notices.to(ASHA)[-1], "utter_ask_next_kirana", "kirana") == "Mahalaxmi General Stores"
    assert street.order(number)["kirana"] is None


def test_a_shop_asked_about_only_for_its_distance_is_not_said_to_cost_otherwise(street: Street) -> None:
    number = street.orders({MILK: 1})
    for shut in (GANESH, BALAJI):
        street.shop_says("close_shop", "2 ghante band", number=shut, minutes=120)
    paid = street.order(number)["total_paise"]
    street.do(lambda shop: _reprice(shop, "mahalaxmi", MILK, paid))
    street.shop_says("reject_order", "2")
    asked = street.notices.to(ASHA)[-1]
    assert value(asked, "utter_ask_next_kirana_same_total", "kirana") == "Mahalaxmi General Stores"


def test_no_to_the_next_shop_ends_the_order_and_keeps_the_list(street: Street) -> None:
    number = _asked_about_next(street)
    assert ids(street.answers("deny", "nahi")) == ["utter_order_cancelled", "utter_list_kept"]
    assert street.status(number) == "cancelled"
    assert street.shelf("balaji", ATTA) == (60, 0)
    basket = street.do(lambda shop: [line.wish.sku for line in shop.baskets.open_of(ASHA).lines])
    assert basket == [ATTA]


def test_no_word_about_the_next_shop_ends_the_order_and_keeps_the_list(street: Street) -> None:
    number = _asked_about_next(street)
    street.time_passes(minutes=10)
    assert street.status(number) == "declined"
    assert street.told(ASHA)[-2:] == ["utter_order_unconfirmed", "utter_list_kept"]
    assert street.shelf("balaji", ATTA) == (60, 0)
    reply = street.answers("affirm", "haan")
    assert ids(reply)[0] != "utter_order_asked"
    assert street.status(number) == "declined"


def test_status_asks_about_the_next_shop_once_more(street: Street) -> None:
    number = _asked_about_next(street)
    reply = street.asks(order_status)
    assert ids(reply)[0] == "utter_status_undecided"
    assert "utter_ask_next_kirana" in ids(reply)
    assert street.shelf("balaji", ATTA) == (60, 1)
    street.answers("affirm", "haan")
    assert street.order(number)["kirana"] == "Balaji Super Store"


def test_a_yes_after_the_price_went_up_is_asked_again(street: Street) -> None:
    number = _asked_about_next(street)
    street.do(lambda shop: _reprice(shop, "balaji", ATTA, 28600))
    assert ids(street.answers("affirm", "haan")) == ["utter_looking_on"]
    assert street.order(number)["kirana"] is None
    assert str(value(street.notices.to(ASHA)[-1], "utter_ask_next_kirana", "total")) == "₹286"
    street.answers("affirm", "haan")
    assert street.order(number)["total_paise"] == 28600


def test_what_the_next_shop_lacks_or_has_otherwise_is_named_before_it_is_asked(street: Street) -> None:
    number = street.orders({ATTA: 1, MILK: 2, MAGGI: 1})
    for kirana in ("ganesh", "balaji", "mahalaxmi", "omsai", "krishna"):
        street.do(lambda shop, kirana=kirana: _empty(shop, kirana, MILK))
    street.shop_says("reject_order", "2")
    asked = street.notices.to(ASHA)[-1]
    assert "utter_next_replaces" in ids(asked)
    assert street.order(number)["kirana"] is None
    street.answers("affirm", "haan")
    order = street.order(number)
    assert [line["item"] for line in order["lines"]] == ["wheat-flour", "milk", "instant-noodles"]
    assert order["lines"][1]["sku"] != MILK


def test_at_most_five_kiranas_are_asked_each_once(street: Street) -> None:
    street.terms.reach_km = 10
    number = street.orders({MILK: 1})
    street.do(
        lambda shop: [_reprice(shop, k, MILK, 2600) for k in ("ganesh", "balaji", "mahalaxmi", "omsai", "krishna")]
    )
    for shop_number in (SAI, GANESH, BALAJI, MAHALAXMI, "whatsapp:+910000020006"):
        if street.order(number)["kirana"] is None:
            street.answers("affirm", "haan")
        street.shop_says("reject_order", "2", number=shop_number)
    order = street.order(number)
    assert len(order["asked_kiranas"]) == len(set(order["asked_kiranas"])) == 5
    assert order["status"] == "declined"
    assert street.told("whatsapp:+910000020007") == []


def test_nobody_beyond_the_reach_is_asked(street: Street) -> None:
    street.terms.reach_km = 0.3
    number = street.orders({ATTA: 1})
    street.shop_says("reject_order", "2")
    order = street.order(number)
    assert (order["status"], order["asked_kiranas"]) == ("declined", ["Sai Kirana Stores"])
    assert order["kirana"] is None


def test_when_nobody_takes_it_the_customer_hears_what_to_do_and_keeps_the_list(street: Street) -> None:
    street.terms.reach_km = 0.3
    number = street.orders({ATTA: 2})
    street.shop_says("reject_order", "nahi hai")
    assert street.told(ASHA) == ["utter_order_declined", "utter_list_kept"]
    assert street.shelf("sai", ATTA) == (12, 0)
    second = street.orders({MILK: 1})
    assert second != number
    assert len(street.order(second)["lines"]) == 2


def test_a_list_begun_meanwhile_is_not_mixed_with_the_old_one(street: Street) -> None:
    street.terms.reach_km = 0.3
    street.orders({ATTA: 2})
    street.wishes({MILK: 1})
    street.shop_says("reject_order", "2")
    assert street.told(ASHA)[-1] == "utter_try_again"
    assert street.do(lambda shop: [line.wish.sku for line in shop.baskets.open_of(ASHA).lines]) == [MILK]


def test_a_shop_that_backs_out_passes_the_order_on_with_an_apology(street: Street) -> None:
    number = street.orders({ATTA: 2})
    street.shop_says("accept_order", "1")
    assert street.shelf("sai", ATTA) == (10, 0)
    reply = street.shop_says("reject_order", f"{number} nahi ho payega")
    assert ids(reply) == ["utter_shop_backed_out"]
    order = street.order(number)
    assert (order["status"], order["kirana"], order["code"]) == ("offered", "Shree Ganesh Provision", None)
    assert street.shelf("sai", ATTA) == (12, 0)
    assert street.shelf("ganesh", ATTA) == (12, 2)
    assert street.told(ASHA)[-2:] == ["utter_order_backed_out", "utter_order_passed_on"]
    steps = [step["status"] for step in order["history"]]
    assert steps[:2] == ["offered", "accepted"]
    assert set(steps[2:]) == {"offered"}
    street.shop_says("accept_order", "1", number=GANESH)
    assert street.status(number) == "accepted"


def test_a_shop_with_too_many_open_orders_is_passed_over(street: Street) -> None:
    street.do(lambda shop: setattr(shop.kiranas.get("sai"), "open_orders_limit", 1))
    street.orders({ATTA: 1})
    second = street.orders({ATTA: 1}, number=RAVI)
    assert street.order(second)["kirana"] == "Shree Ganesh Provision"


def test_a_shut_shop_is_passed_over(street: Street) -> None:
    street.clock.set(14)
    number = street.orders({ATTA: 1})
    street.shop_says("reject_order", "2")
    assert "Shree Ganesh Provision" not in street.order(number)["asked_kiranas"]


def test_the_order_stays_where_it_was_placed_when_the_customer_moves_on(street: Street) -> None:
    number = street.orders({ATTA: 1})
    street.moves_in(place=Place(19.235, 72.99))
    street.shop_says("reject_order", "2")
    assert street.order(number)["kirana"] == "Shree Ganesh Provision"
    assert street.stored(number).place == VASHI


def test_cancelling_while_asked_about_the_next_shop_frees_its_packs(street: Street) -> None:
    number = _asked_about_next(street)
    street.asks(cancel_order)
    assert street.status(number) == "cancelled"
    assert street.shelf("balaji", ATTA) == (60, 0)
    assert street.do(lambda shop: shop.customers.meet(ASHA).question) is None


def test_an_order_that_nobody_answers_visits_its_kiranas_one_at_a_time(street: Street) -> None:
    number = street.orders({MILK: 1})
    street.do(
        lambda shop: [_reprice(shop, k, MILK, 2600) for k in ("ganesh", "balaji", "mahalaxmi", "omsai", "krishna")]
    )
    for _ in range(45):
        street.time_passes(minutes=1)
        waiting = [offer for offer in street.stored(number).offers if offer.state == "waiting"]
        assert len(waiting) <= 1
    assert street.status(number) == "declined"


def test_an_order_that_cannot_be_served_does_not_stop_the_clock_for_others(
    street: Street, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken, sound = street.orders({ATTA: 1}), street.orders({MILK: 1}, number=RAVI)
    on_time = passing.leave_unanswered

    def fails_for_one(shop: SqlUnitOfWork, order: Order) -> None:
        on_time(shop, order)
        if order.number == broken:
            raise RuntimeError("broken")

    monkeypatch.setattr(passing, "leave_unanswered", fails_for_one)
    assert street.time_passes(minutes=5) == 1
    assert street.order(broken)["kirana"] == "Sai Kirana Stores"
    assert street.shelf("sai", ATTA) == (12, 1)
    assert street.order(sound)["kirana"] != "Sai Kirana Stores"
    assert street.notices.alarms[-1][0] == "clock"


def _asked_about_next(street: Street) -> str:
    number = street.orders({ATTA: 1})
    street.shop_says("close_shop", "2 ghante band", number=GANESH, minutes=120)
    street.shop_says("reject_order", "2")
    assert street.order(number)["kirana"] is None
    return number


def _reprice(shop: SqlUnitOfWork, kirana: str, sku: str, paise: int) -> None:
    entry = shop.shelves.entry(kirana, sku)
    if entry is not None:
        shop.shelves.put(replace(entry, price=Money(paise)))


def _empty(shop: SqlUnitOfWork, kirana: str, sku: str) -> None:
    entry = shop.shelves.entry(kirana, sku)
    if entry is not None:
        shop.shelves.put(replace(entry, stock=0))
