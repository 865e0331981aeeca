"""The counter: a shop answers with digits, words and numbers, and a bare answer never hits the wrong order."""

from __future__ import annotations

import pytest

from parchi.domain.reading import Line
from parchi.services.counter import context as counter_context
from tests.services.street import (
    ASHA,
    ATTA,
    GANESH,
    MAGGI,
    MILK,
    RAVI,
    SAI,
    Street,
    ids,
    read,
    value,
)  # fmt: skip


@pytest.mark.parametrize(
    ("intent", "text", "expected"),
    [
        ("choose_option", "1", "accepted"),
        ("out_of_scope", "१", "accepted"),
        ("affirm", "haan", "accepted"),
        ("affirm", "👍", "accepted"),
        ("accept_order", "haan de denge", "accepted"),
        ("out_of_scope", "20 minute", "accepted"),
        ("order_ready", "ready hai", "ready"),
    ],
)
def test_with_one_offer_open_a_bare_answer_takes_it(street: Street, intent: str, text: str, expected: str) -> None:
    number = street.orders({ATTA: 1})
    street.shop_says(intent, text)
    assert street.status(number) == expected


@pytest.mark.parametrize(
    ("intent", "text"), [("choose_option", "2"), ("deny", "nahi"), ("reject_order", "nahi ho payega")]
)
def test_with_one_offer_open_a_bare_no_declines_it(street: Street, intent: str, text: str) -> None:
    number = street.orders({ATTA: 1})
    street.shop_says(intent, text)
    assert street.order(number)["kirana"] == "Shree Ganesh Provision"


def test_minutes_said_with_the_yes_reach_the_customer(street: Street) -> None:
    number = street.orders({ATTA: 1})
    street.shop_says("affirm", "haan 20 minute")
    assert street.stored(number).promised_minutes == 20
    assert value(street.notices.to(ASHA)[-2], "utter_order_accepted", "when") == {"minutes": 20}


def test_with_several_offers_a_bare_answer_is_asked_back_with_the_numbers(street: Street) -> None:
    first, second = street.orders({ATTA: 1}), street.orders({MILK: 1}, number=RAVI)
    reply = street.shop_says("affirm", "haan")
    assert ids(reply) == ["utter_shop_which_order"]
    assert value(reply, "utter_shop_which_order", "numbers") == f"{first}, {second}"
    assert (street.status(first), street.status(second)) == ("offered", "offered")
    street.shop_says("order_collected", second)
    assert (street.status(first), street.status(second)) == ("offered", "accepted")


@pytest.mark.parametrize("form", ["{0} haan", "accept {0}", "haan {0} 20 minute", "#{0} ok"])
def test_with_several_offers_an_answer_with_the_number_is_for_that_order(street: Street, form: str) -> None:
    first, second = street.orders({ATTA: 1}), street.orders({MILK: 1}, number=RAVI)
    street.shop_says("accept_order", form.format(second))
    assert (street.status(first), street.status(second)) == ("offered", "accepted")


def test_two_numbers_in_one_message_answer_both(street: Street) -> None:
    first, second = street.orders({ATTA: 1}), street.orders({MILK: 1}, number=RAVI)
    street.shop_says("accept_order", f"{first} aur {second} dono haan")
    assert (street.status(first), street.status(second)) == ("accepted", "accepted")


def test_an_unknown_order_number_gets_a_clear_sentence(street: Street) -> None:
    street.orders({ATTA: 1})
    for intent in ("accept_order", "reject_order", "order_ready", "order_collected"):
        reply = street.shop_says(intent, "9999 ready")
        assert ids(reply) == ["utter_shop_order_unknown"], intent
        assert value(reply, "utter_shop_order_unknown", "number") == "9999"


def test_another_shops_order_is_unknown_here(street: Street) -> None:
    number = street.orders({ATTA: 1})
    assert ids(street.shop_says("accept_order", f"{number} haan", number=GANESH)) == ["utter_shop_order_unknown"]
    assert street.order(number)["kirana"] == "Sai Kirana Stores"


def test_an_answer_with_nothing_open_says_so(street: Street) -> None:
    for text in ("1", "2"):
        assert ids(street.shop_says("accept_order", text)) == ["utter_shop_no_offer"]


def test_accepting_twice_changes_nothing(street: Street) -> None:
    number = street.orders({ATTA: 1})
    street.shop_says("accept_order", "1")
    code = street.code_of(number)
    reply = street.shop_says("accept_order", "1")
    assert value(reply, "utter_shop_order_is", "number") == number
    assert street.code_of(number) == code
    assert street.shelf("sai", ATTA) == (11, 0)


@pytest.mark.parametrize("text", ["dono haan", "both ok", "दोनों मंज़ूर"])
def test_both_takes_all_offers(street: Street, text: str) -> None:
    first, second = street.orders({ATTA: 1}), street.orders({MILK: 1}, number=RAVI)
    street.shop_says("affirm", text)
    assert (street.status(first), street.status(second)) == ("accepted", "accepted")


def test_ready_in_twenty_minutes_is_a_promise_and_not_yet_ready(street: Street) -> None:
    number = street.orders({ATTA: 1})
    street.shop_says("order_ready", "20 min mein ready")
    assert street.status(number) == "accepted"
    assert street.stored(number).promised_minutes == 20
    assert ids(street.shop_says("order_ready", "10 minute mein ready ho jayega")) == ["utter_shop_promised"]
    assert street.status(number) == "accepted"
    assert value(street.notices.to(ASHA)[-1], "utter_order_promised", "when") == {"minutes": 10}


def test_done_is_the_next_step(street: Street) -> None:
    number = street.orders({ATTA: 1})
    assert ids(street.shop_says("order_collected", "done")) == ["utter_shop_answer_offer"]
    street.shop_says("accept_order", "1")
    street.shop_says("order_collected", "done")
    assert street.status(number) == "ready"
    assert ids(street.shop_says("out_of_scope", "ho gaya")) == ["utter_shop_code_wanted"]
    assert street.status(number) == "ready"


def test_a_bare_two_without_an_offer_gives_nothing_back(street: Street) -> None:
    number = street.orders({ATTA: 1})
    street.shop_says("accept_order", "1")
    street.shop_says("choose_option", "2")
    assert street.status(number) == "accepted"


def test_calling_ready_twice_tells_the_customer_once(street: Street) -> None:
    street.orders({ATTA: 1})
    street.shop_says("accept_order", "1")
    street.shop_says("order_ready", "ready")
    street.shop_says("order_ready", "ready")
    assert street.told(ASHA).count("utter_order_ready") == 1


def test_ready_with_several_accepted_is_asked_back(street: Street) -> None:
    first, second = street.orders({ATTA: 1}), street.orders({MILK: 1}, number=RAVI)
    street.shop_says("accept_order", f"{first} {second}")
    assert ids(street.shop_says("order_ready", "ready")) == ["utter_shop_which_order"]
    street.shop_says("order_collected", first)
    assert (street.status(first), street.status(second)) == ("ready", "accepted")


def test_a_bare_no_with_an_accepted_order_does_not_give_it_back(street: Street) -> None:
    number = street.orders({ATTA: 1})
    street.shop_says("accept_order", "1")
    street.shop_says("deny", "nahi")
    assert street.status(number) == "accepted"


def test_an_offered_orders_bare_number_shows_its_list(street: Street) -> None:
    number = street.orders({ATTA: 1})
    reply = street.shop_says("out_of_scope", number)
    assert "utter_shop_line" in ids(reply)
    assert reply.buttons == "answer_offer"


def test_orders_are_listed_with_what_is_to_be_done(street: Street) -> None:
    assert ids(street.shop_says("ask_orders", "aaj ke order")) == ["utter_shop_no_orders"]
    first, second = street.orders({ATTA: 1}), street.orders({MILK: 1}, number=RAVI)
    street.shop_says("accept_order", f"{first} haan")
    reply = street.shop_says("ask_orders", "aaj ke order")
    assert ids(reply)[1:3] == ["utter_shop_order_summary"] * 2
    assert value(reply, "utter_shop_orders_offered", "numbers") == second


def test_the_days_takings_count_what_was_collected_today(street: Street) -> None:
    number = street.orders({ATTA: 2})
    street.shop_says("accept_order", "1")
    street.shop_says("order_collected", street.code_of(number))
    street.orders({MILK: 1})
    street.shop_says("accept_order", "1")
    reply = street.shop_says("ask_sales", "aaj ki bikri")
    assert (value(reply, "utter_shop_sales", "count"), str(value(reply, "utter_shop_sales", "total"))) == (1, "₹546")
    assert value(reply, "utter_shop_sales_waiting", "count") == 1
    street.clock.set(9, day=24)
    assert value(street.shop_says("ask_sales", "aaj ki bikri"), "utter_shop_sales", "count") == 0


def test_a_payment_is_noted_and_told(street: Street) -> None:
    number = street.orders({ATTA: 1})
    street.shop_says("accept_order", "1")
    assert ids(street.shop_says("confirm_payment", f"paise mil gaye {number}")) == ["utter_shop_paid"]
    assert street.stored(number).is_paid
    assert street.told(ASHA)[-1] == "utter_order_paid"
    assert ids(street.shop_says("confirm_payment", "paise mil gaye")) == ["utter_shop_none_unpaid"]


def test_credit_of_nobody_is_not_written(street: Street) -> None:
    assert ids(street.shop_says("record_credit", "500 jama")) == ["utter_shop_khata_whose"]


def test_talk_and_nonsense_at_the_counter_are_answered(street: Street) -> None:
    for intent in ("greet", "help", "thank", "goodbye", "out_of_scope"):
        assert ids(street.shop_says(intent, "…"))[0].startswith("utter_shop_")
    number = street.orders({ATTA: 1})
    reply = street.shop_says("out_of_scope", "mausam kaisa hai")
    assert value(reply, "utter_shop_answer_offer", "number") == number


def test_a_shop_that_wants_to_buy_is_a_customer_until_it_has_ordered(street: Street) -> None:
    def shop_writes(intent: str, text: str) -> str:
        def act(shop):  # type: ignore[no-untyped-def]
            speaker, kirana = shop.customers.meet(GANESH), shop.kiranas.of_number(GANESH)
            reading = read(intent, text)
            if not speaker.is_shopping:
                return counter_context.in_shop_context(shop, kirana, reading, speaker).intent
            back = counter_context.back_at_counter(speaker, reading)
            return back.intent if back else "customer"

        return str(street.do(act))

    assert shop_writes("out_of_scope", "mujhe kuch khareedna hai") == "start_order"
    assert shop_writes("add_items", "2 kg atta") == "customer"
    assert shop_writes("out_of_scope", "dukaan") == "greet"
    assert shop_writes("out_of_scope", "shopping") == "start_order"
    street.orders({ATTA: 1}, number=GANESH)
    assert not street.do(lambda shop: shop.customers.meet(GANESH).is_shopping)


def test_khatam_empties_the_shelf_and_no_order_is_touched(street: Street) -> None:
    reply = street.shop_says("set_out_of_stock", "maggi khatam", lines=[Line("maggi", "instant-noodles", "Maggi")])
    assert ids(reply) == ["utter_shop_noted", "utter_shop_out_of_stock"]
    assert street.shelf("sai", MAGGI) == (0, 0)
    assert street.shelf("sai", "maggi-masala-noodles-280-g") == (0, 0)


def test_khatam_leaves_what_is_promised_to_customers(street: Street) -> None:
    number = street.orders({ATTA: 2})
    street.orders({MILK: 2}, number=RAVI)
    street.shop_says("set_out_of_stock", "cheeni khatam", lines=[Line("cheeni", "sugar")])
    assert street.shelf("sai", "madhur-pure-sugar-1-kg") == (0, 0)
    assert street.shelf("sai", ATTA) == (12, 2)
    assert street.status(number) == "offered"


@pytest.mark.parametrize("intent", ["report_missing", "set_out_of_stock"])
def test_doodh_nahi_hai_is_about_the_open_order_if_it_has_milk_else_about_the_shelf(
    street: Street, intent: str
) -> None:
    line = Line("doodh", "milk")
    street.shop_says(intent, "doodh nahi hai", lines=[line])
    assert street.shelf("sai", MILK) == (0, 0)
    street.shop_says("restock", "amul taaza 12", lines=[Line("amul taaza doodh", "milk", "Amul", "500 ml", 12)])
    assert street.shelf("sai", MILK) == (12, 0)
    number = street.orders({ATTA: 1, MILK: 2})
    reply = street.shop_says(intent, "doodh nahi hai", lines=[line])
    assert ids(reply) == ["utter_shop_customer_asked"]
    assert [line.is_missing for line in street.stored(number).lines] == [False, True]


def test_stock_that_came_in_is_counted_up(street: Street) -> None:
    line = Line("aashirvaad atta", "wheat-flour", "Aashirvaad", "5 kg", 20, "packet")
    street.shop_says("restock", "aashirvaad atta 5 kg 20 packet aaya", lines=[line])
    assert street.shelf("sai", ATTA) == (32, 0)
    street.shop_says("restock", "pyaaz 50 kilo aaya", lines=[Line("pyaaz", "onion", quantity=50, unit="kg")])
    assert street.shelf("sai", "onion-loose-kg") == (90, 0)


def test_stock_of_an_unclear_product_is_asked_back(street: Street) -> None:
    reply = street.shop_says("restock", "atta 20 aaya", lines=[Line("atta", "wheat-flour", quantity=20)])
    assert ids(reply) == ["utter_shop_noted", "utter_shop_say_which"]
    assert street.shelf("sai", ATTA) == (12, 0)


def test_a_product_new_to_the_shop_goes_on_its_shelf_at_the_printed_price(street: Street) -> None:
    assert street.do(lambda shop: shop.shelves.entry("sai", "mother-dairy-toned-milk-500-ml")) is None
    line = Line("mother dairy doodh", "milk", "Mother Dairy", quantity=10, unit="packet")
    street.shop_says("restock", "mother dairy doodh 10 packet aaya", lines=[line])
    assert street.shelf("sai", "mother-dairy-toned-milk-500-ml") == (10, 0)


def test_a_new_price_holds_from_now_on_but_never_above_the_printed_one(street: Street) -> None:
    line = Line("pyaaz", "onion", price=36, unit="kg")
    assert ids(street.shop_says("set_price", "pyaaz 36 rupaye kilo", lines=[line]))[-1] == "utter_shop_price_set"
    assert street.do(lambda shop: shop.shelves.entry("sai", "onion-loose-kg")).price.paise == 3600
    dear = Line("aashirvaad atta", "wheat-flour", "Aashirvaad", "5 kg", price=900)
    assert ids(street.shop_says("set_price", "atta 900", lines=[dear]))[-1] == "utter_shop_above_mrp"
    assert street.do(lambda shop: shop.shelves.entry("sai", ATTA)).price.paise == 27300


def test_words_that_name_nothing_are_said_back(street: Street) -> None:
    for intent in ("set_out_of_stock", "restock", "set_price"):
        assert ids(street.shop_says(intent, "xyz", lines=[Line("xyz")]))[-1] == "utter_shop_word_unknown"
        assert ids(street.shop_says(intent, "khatam")) == ["utter_shop_what_thing"]


def test_two_hours_shut_means_passed_over_for_two_hours(street: Street) -> None:
    reply = street.shop_says("close_shop", "2 ghante band", minutes=120)
    assert str(value(reply, "utter_shop_closed", "until"))[11:16] == "13:00"
    number = street.orders({ATTA: 1})
    assert street.order(number)["kirana"] != "Sai Kirana Stores"
    street.clock.set(13, 1)
    assert street.do(lambda shop: shop.kiranas.get("sai").is_open(street.clock.now()))


def test_shut_without_a_time_means_until_the_hours_begin_again(street: Street) -> None:
    street.shop_says("close_shop", "dukaan band", number=GANESH)
    assert street.do(lambda shop: shop.kiranas.get("ganesh").opens_at(street.clock.now())).hour == 16
    street.shop_says("close_shop", "aaj dukaan band rahegi", number=GANESH)
    assert street.do(lambda shop: shop.kiranas.get("ganesh").opens_at(street.clock.now())).day == 24
    street.shop_says("open_shop", "dukaan khuli", number=GANESH)
    assert street.do(lambda shop: shop.kiranas.get("ganesh").is_open(street.clock.now()))


def test_a_shop_may_open_outside_its_hours(street: Street) -> None:
    street.clock.set(14)
    reply = street.shop_says("open_shop", "dukaan khol di", number=GANESH)
    assert str(value(reply, "utter_shop_open", "until"))[11:16] == "16:00"
    assert street.do(lambda shop: shop.kiranas.get("ganesh").is_open(street.clock.now()))
    street.clock.set(17)
    assert street.do(lambda shop: shop.kiranas.get("ganesh").is_open(street.clock.now()))


def test_a_holiday_is_a_day_without_orders(street: Street) -> None:
    assert ids(street.shop_says("set_holiday", "kal chutti hai")) == ["utter_shop_holiday"]
    street.clock.set(11, day=24)
    assert not street.do(lambda shop: shop.kiranas.get("sai").is_open(street.clock.now()))
    street.clock.set(11, day=25)
    assert street.do(lambda shop: shop.kiranas.get("sai").is_open(street.clock.now()))


def test_the_helpers_number_answers_for_the_shop(street: Street) -> None:
    number = street.orders({ATTA: 1})
    street.shop_says("accept_order", "1", number="whatsapp:+910000020002")
    assert street.status(number) == "accepted"
    assert SAI != "whatsapp:+910000020002"
