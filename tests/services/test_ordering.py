"""What a customer can ask about orders: where it is, cancel it, the same again, add to it."""

from __future__ import annotations

from parchi.domain.reading import Line, Reading
from parchi.domain.reply import Reply
from parchi.services.basket import baskets
from parchi.services.orders.ordering import add_to_offered, cancel_order, offered_order_of, order_status, reorder
from tests.services.street import ASHA, ATTA, MAGGI, MILK, RAVI, SAI, Street, ids, value, wish


def test_without_orders_there_is_nothing_to_tell_or_cancel(street: Street) -> None:
    street.moves_in()
    assert ids(street.asks(order_status)) == ["utter_no_orders"]
    assert ids(street.asks(cancel_order)) == ["utter_nothing_to_cancel"]
    assert ids(street.asks(reorder)) == ["utter_no_orders"]


def test_status_tells_each_state(street: Street) -> None:
    street.orders({ATTA: 1})
    assert ids(street.asks(order_status))[0] == "utter_status_offered"
    street.shop_says("accept_order", "haan 20 minute", minutes=20)
    reply = street.asks(order_status)
    assert value(reply, "utter_status_accepted", "when") == {"minutes": 20}
    street.shop_says("order_ready", "ready")
    assert ids(street.asks(order_status))[0] == "utter_status_ready"


def test_status_of_several_open_orders_is_a_list(street: Street) -> None:
    first = street.orders({ATTA: 1})
    street.shop_says("accept_order", "1")
    second = street.orders({MILK: 1})
    reply = street.asks(order_status)
    assert ids(reply) == ["utter_your_orders", "utter_status_offered", "utter_status_accepted"]
    assert [sentence.values["number"] for sentence in reply.lines] == [second, first]


def test_status_of_an_order_by_its_number(street: Street) -> None:
    first = street.orders({ATTA: 1})
    street.shop_says("accept_order", "1")
    street.orders({MILK: 1})
    reply = street.asks(order_status, f"order {first} ka kya hua")
    assert value(reply, "utter_status_accepted", "number") == first


def test_with_nothing_open_status_tells_what_became_of_the_last(street: Street) -> None:
    street.orders({ATTA: 1})
    street.asks(cancel_order)
    assert ids(street.asks(order_status))[0] == "utter_status_cancelled"


def test_an_offered_order_is_cancelled_and_its_shop_needs_not_answer(street: Street) -> None:
    number = street.orders({ATTA: 2})
    assert ids(street.asks(cancel_order)) == ["utter_order_cancelled"]
    assert street.status(number) == "cancelled"
    assert street.shelf("sai", ATTA) == (12, 0)
    assert street.told(SAI)[-1] == "utter_shop_withdrawn"
    assert ids(street.shop_says("accept_order", "1")) == ["utter_shop_order_is"]
    assert street.status(number) == "cancelled"


def test_accepted_and_ready_orders_are_cancelled_and_the_goods_come_back(street: Street) -> None:
    for says_ready in (False, True):
        number = street.orders({ATTA: 2})
        street.shop_says("accept_order", "1")
        if says_ready:
            street.shop_says("order_ready", "ready")
        street.asks(cancel_order)
        assert street.status(number) == "cancelled"
        assert street.shelf("sai", ATTA) == (12, 0)
        assert street.told(SAI)[-1] == "utter_shop_cancelled"


def test_a_collected_order_is_not_cancelled(street: Street) -> None:
    number = street.orders({ATTA: 2})
    street.shop_says("accept_order", "1")
    street.shop_says("order_collected", street.code_of(number))
    assert ids(street.asks(cancel_order, f"{number} cancel karo")) == [
        "utter_cancel_too_late",
        "utter_status_collected",
    ]
    assert ids(street.asks(cancel_order)) == ["utter_nothing_to_cancel"]


def test_of_several_orders_it_is_asked_which_to_cancel(street: Street) -> None:
    first = street.orders({ATTA: 1})
    street.shop_says("accept_order", "1")
    second = street.orders({MILK: 1})
    reply = street.asks(cancel_order)
    assert ids(reply) == ["utter_cancel_option", "utter_cancel_option", "utter_ask_which_cancel"]
    street.answers("choose_option", "2")
    assert (street.status(first), street.status(second)) == ("cancelled", "offered")


def test_another_customers_order_cannot_be_cancelled(street: Street) -> None:
    number = street.orders({ATTA: 1})
    street.moves_in(RAVI, name="Ravi Nair")
    assert ids(street.asks(cancel_order, f"{number} cancel", number=RAVI)) == ["utter_nothing_to_cancel"]
    assert street.status(number) == "offered"


def test_cancelling_without_an_order_empties_the_list(street: Street) -> None:
    street.moves_in()
    street.wishes({ATTA: 2})
    street.asks(cancel_order)
    assert street.do(lambda shop: shop.baskets.open_of(ASHA)) is None
    assert street.shelf("sai", ATTA) == (12, 0)


def test_the_same_again_is_todays_slip_and_one_yes_places_it(street: Street) -> None:
    first = street.orders({ATTA: 2, MILK: 1})
    street.shop_says("accept_order", "1")
    street.shop_says("order_collected", street.code_of(first))
    street.shop_says("set_price", "…")
    reply = street.asks(reorder, "wahi wala order dobara")
    assert "utter_ask_confirm" in ids(reply)
    street.answers("affirm", "haan")
    second = street.do(lambda shop: shop.orders.of_customer(ASHA)[0].number)
    assert second != first
    assert [line["sku"] for line in street.order(second)["lines"]] == [ATTA, MILK]


def test_the_same_again_names_what_is_gone(street: Street) -> None:
    first = street.orders({MAGGI: 1, ATTA: 1})
    street.shop_says("accept_order", "1")
    street.shop_says("order_collected", street.code_of(first))
    for kirana in ("sai", "ganesh", "balaji", "mahalaxmi"):
        street.do(lambda shop, kirana=kirana: _without(shop, kirana, MAGGI))
    reply = street.asks(reorder)
    assert "utter_ask_substitute" in ids(reply)


def test_with_another_list_open_the_same_again_is_asked_first(street: Street) -> None:
    first = street.orders({ATTA: 1})
    street.shop_says("accept_order", "1")
    street.wishes({MILK: 1})
    reply = street.asks(reorder)
    assert value(reply, "utter_ask_reorder", "number") == first
    assert street.do(lambda shop: shop.customers.meet(ASHA).question).kind == "reorder"
    street.answers("affirm", "haan")
    assert street.do(lambda shop: [line.wish.sku for line in shop.baskets.open_of(ASHA).lines]) == [MILK, ATTA]


def test_no_to_the_same_again_leaves_the_list(street: Street) -> None:
    street.orders({ATTA: 1})
    street.shop_says("accept_order", "1")
    street.wishes({MILK: 1})
    street.asks(reorder)
    street.answers("deny", "nahi")
    assert street.do(lambda shop: [line.wish.sku for line in shop.baskets.open_of(ASHA).lines]) == [MILK]


def test_something_added_to_an_offered_order_joins_it_and_the_shop_sees_the_new_list(street: Street) -> None:
    number = street.orders({ATTA: 1})
    street.clock.move(minutes=4)
    reply = _add(street, {MILK: 2})
    assert ids(reply)[0] == "utter_order_grown"
    order = street.order(number)
    assert [line["sku"] for line in order["lines"]] == [ATTA, MILK]
    assert order["total_paise"] == 27300 + 2 * 2600
    assert street.shelf("sai", MILK) == (12, 2)
    assert "utter_offer_changed" in street.told(SAI)
    street.time_passes(minutes=4)
    assert street.order(number)["kirana"] == "Sai Kirana Stores"
    street.time_passes(minutes=1)
    assert street.order(number)["kirana"] != "Sai Kirana Stores"


def test_something_taken_out_of_an_offered_order_leaves_the_rest_with_the_shop(street: Street) -> None:
    number = street.orders({ATTA: 1, MILK: 2})
    reply = _say(street, Line("doodh", "milk", act="remove"))
    assert ids(reply)[0] == "utter_offered_changed"
    assert [line["sku"] for line in street.order(number)["lines"]] == [ATTA]
    assert street.shelf("sai", MILK) == (12, 0)
    assert "utter_offer_changed" in street.told(SAI)


def test_another_quantity_replaces_the_one_before(street: Street) -> None:
    number = street.orders({ATTA: 1, MILK: 2})
    _say(street, Line("doodh", "milk", quantity=4, unit="packet", act="change"))
    assert [line["packs"] for line in street.order(number)["lines"]] == [1, 4]
    assert street.shelf("sai", MILK) == (12, 4)
    assert ids(_say(street, Line("doodh", "milk", quantity=40, unit="packet", act="change"))) == ["utter_offered_stays"]
    assert street.order(number)["total_paise"] == 27300 + 4 * 2600
    assert street.shelf("sai", MILK) == (12, 4)
    _say(street, Line("doodh", "milk", quantity=12, unit="packet", act="change"))
    assert street.shelf("sai", MILK) == (12, 12)


def test_taking_out_all_of_it_cancels_the_order(street: Street) -> None:
    number = street.orders({MILK: 2})
    assert ids(_say(street, Line("doodh", "milk", act="remove"))) == ["utter_order_cancelled"]
    assert street.status(number) == "cancelled"


def test_an_accepted_order_does_not_grow(street: Street) -> None:
    number = street.orders({ATTA: 1})
    street.shop_says("accept_order", "1")
    assert street.do(lambda shop: offered_order_of(shop, shop.customers.meet(ASHA))) is None
    assert len(street.order(number)["lines"]) == 1


def test_what_the_shop_lacks_does_not_join(street: Street) -> None:
    number = street.orders({ATTA: 1})
    assert _add(street, {MILK: 13}) is None
    assert len(street.order(number)["lines"]) == 1
    assert street.shelf("sai", MILK) == (12, 0)


def test_a_wished_time_reaches_the_shop(street: Street) -> None:
    number = street.orders({ATTA: 1})
    reply = street.asks(order_status, "kal subah 7 baje aaunga", pickup="kal subah 7 baje")
    assert ids(reply)[1] == "utter_pickup_told"
    assert value(street.notices.to(SAI)[-1], "utter_shop_pickup", "pickup") == "kal subah 7 baje"
    assert street.order(number)["pickup"] == "kal subah 7 baje"


def _say(street: Street, line: Line) -> Reply:
    intent = {"remove": "remove_items", "change": "change_quantity"}[line.act or ""]
    reading = Reading("…", "hi-Latn", intent, lines=(line,), numbers=("4",))
    return street.do(lambda shop: baskets.apply_lines(shop, shop.customers.meet(ASHA), reading))


def _add(street: Street, goods: dict[str, int]):  # type: ignore[no-untyped-def]
    def act(shop):  # type: ignore[no-untyped-def]
        customer = shop.customers.meet(ASHA)
        order = offered_order_of(shop, customer)
        return add_to_offered(shop, customer, order, [wish(sku, count) for sku, count in goods.items()])

    return street.do(act)


def _without(shop, kirana: str, sku: str) -> None:  # type: ignore[no-untyped-def]
    entry = shop.shelves.entry(kirana, sku)
    if entry is not None:
        entry.stock = 0
        shop.shelves.put(entry)
