"""An order is offered, accepted, packed and collected; every step is kept and told."""

from __future__ import annotations

import re
from dataclasses import replace

from parchi.adapters.unit_of_work import SqlUnitOfWork
from parchi.services.basket import slips
from parchi.services.orders.ordering import place_order
from tests.services.street import ASHA, ATTA, MILK, ONION, RAVI, SAI, Street, ids, value


def test_yes_to_the_slip_offers_the_order_to_its_kirana(street: Street) -> None:
    number = street.orders({ATTA: 2, ONION: 750})
    order = street.order(number)
    assert order["status"] == "offered"
    assert order["kirana"] == "Sai Kirana Stores"
    assert order["code"] is None
    assert order["total_paise"] == 2 * 27300 + 3000
    assert [line["sku"] for line in order["lines"]] == [ATTA, ONION]
    assert order["lines"][1]["packs"] is None
    assert (order["lines"][1]["quantity"], order["lines"][1]["unit"]) == (750, "g")
    assert int(number) >= 1001


def test_yes_said_often_makes_one_order(street: Street) -> None:
    number = street.orders({ATTA: 1})

    def again(shop):  # type: ignore[no-untyped-def]
        basket = shop.baskets.of_customer(ASHA)[0]
        return place_order(shop, shop.customers.meet(ASHA), basket)

    assert ids(street.do(again)) == ["utter_status_offered"]
    assert ids(street.answers("affirm", "haan")) == ["utter_status_offered"]
    assert street.do(lambda shop: [order.number for order in shop.orders.of_customer(ASHA)]) == [number]
    assert street.shelf("sai", ATTA) == (12, 1)
    assert len(street.notices.to(SAI)) == 1


def test_the_offer_shows_the_customers_words_first_name_and_never_the_code(street: Street) -> None:
    number = street.orders({ATTA: 2}, note="seal check karna")
    offer = street.notices.to(SAI)[-1]
    assert value(offer, "utter_offer", "number") == number
    assert value(offer, "utter_offer", "customer") == "Asha"
    assert value(offer, "utter_shop_line_noted", "words") == "atta"
    assert value(offer, "utter_shop_line_noted", "note") == "seal check karna"
    assert str(value(offer, "utter_offer_total", "total")) == "₹546"
    assert (offer.buttons, offer.about) == ("answer_offer", number)
    assert [language for to, _, language in street.notices.sent if to == SAI] == ["hi-Latn"]


def test_both_numbers_of_a_shop_get_the_offer(street: Street) -> None:
    street.orders({ATTA: 1})
    assert "utter_offer" in street.told("whatsapp:+910000020002")


def test_accepting_freezes_prices_sells_the_goods_and_gives_number_and_code(street: Street) -> None:
    number = street.orders({ATTA: 2})
    assert street.shelf("sai", ATTA) == (12, 2)
    reply = street.shop_says("accept_order", "haan 20 minute", minutes=20)
    assert ids(reply) == ["utter_shop_accepted", "utter_shop_upi_how"]
    assert street.shelf("sai", ATTA) == (10, 0)
    order = street.order(number)
    assert order["status"] == "accepted"
    assert re.fullmatch(r"\d{4}", order["code"])
    told = street.notices.to(ASHA)[-2]
    assert value(told, "utter_order_accepted", "code") == order["code"]
    assert value(told, "utter_order_accepted", "when") == {"minutes": 20}
    assert value(told, "utter_order_accepted", "address") == "Shop 4, Sector 17, Vashi"
    street.shop_says("set_price", "atta 280", lines=[])
    assert street.order(number)["total_paise"] == 2 * 27300


def test_the_code_is_never_said_to_the_shop(street: Street) -> None:
    number = street.orders({ATTA: 1})
    replies = [street.shop_says("accept_order", "1"), street.shop_says("order_ready", "ready")]
    replies += [street.shop_says("ask_orders", "aaj ke order"), *street.notices.to(SAI)]
    code = street.code_of(number)
    said = [str(one.values) for reply in replies for one in (*reply.head, *reply.lines, *reply.foot)]
    assert not any(code in text for text in said)


def test_the_whole_way_from_offer_to_collected_is_kept_and_told(street: Street) -> None:
    number = street.orders({ATTA: 1, MILK: 2})
    street.shop_says("accept_order", "1")
    street.shop_says("order_ready", "ready hai")
    street.clock.move(minutes=30)
    reply = street.shop_says("order_collected", f"{street.code_of(number)} de diya")
    assert ids(reply) == ["utter_shop_collected"]
    order = street.order(number)
    assert [step["status"] for step in order["history"]] == ["offered", "accepted", "ready", "collected"]
    assert order["history"][0]["at"] == "2026-11-23T11:00:00+05:30"
    assert order["history"][3]["at"] == "2026-11-23T11:30:00+05:30"
    assert all(step["kirana"] == "Sai Kirana Stores" for step in order["history"])
    assert street.told(ASHA) == [
        "utter_order_accepted",
        "utter_pay_by_upi",
        "utter_order_ready",
        "utter_order_collected",
    ]


def test_a_slip_whose_shop_has_shut_meanwhile_is_shown_anew(street: Street) -> None:
    street.moves_in()
    street.clock.set(21, 55)
    street.wishes({ATTA: 1})
    street.clock.set(22, 5)
    reply = street.answers("affirm", "haan")
    assert ids(reply)[0] == "utter_slip_changed"
    assert value(reply, "utter_slip_kirana", "kirana") == "Balaji Super Store"
    assert street.do(lambda shop: shop.orders.of_customer(ASHA)) == []


def test_packs_that_another_took_after_the_slip_lapsed_are_not_promised(street: Street) -> None:
    street.moves_in()
    street.wishes({ATTA: 12})
    street.time_passes(minutes=11)
    assert street.shelf("sai", ATTA) == (12, 0)
    street.orders({ATTA: 5}, number=RAVI)
    reply = street.answers("affirm", "haan")
    assert ids(reply)[0] == "utter_slip_changed"
    assert street.shelf("sai", ATTA) == (12, 5)


def test_packs_are_held_while_the_slip_waits(street: Street) -> None:
    street.moves_in()
    street.wishes({ATTA: 3})
    assert street.shelf("sai", ATTA) == (12, 3)
    street.do(lambda shop: slips.refuse(shop, shop.customers.meet(ASHA)))
    assert street.shelf("sai", ATTA) == (12, 0)


def test_an_offer_holds_until_it_is_decided_however_long_that_takes(street: Street) -> None:
    street.terms.offer_seconds = 3600
    street.orders({ATTA: 3})
    street.time_passes(minutes=30)
    assert street.shelf("sai", ATTA) == (12, 3)


def test_a_shelf_counted_down_below_what_is_promised_ends_empty_and_not_below(street: Street) -> None:
    street.orders({ATTA: 3})

    def count(shop: SqlUnitOfWork) -> None:
        entry = shop.shelves.entry("sai", ATTA)
        assert entry is not None
        shop.shelves.put(replace(entry, stock=1000))

    street.do(count)
    street.shop_says("accept_order", "1")
    assert street.shelf("sai", ATTA) == (0, 0)
