"""`parchi inspect` shows exactly what the contract promises."""

from __future__ import annotations

import json

import pytest

from parchi.domain.basket import Wish
from parchi.services import inspection
from parchi.services.basket import baskets
from parchi.services.basket.settling import settle
from tests.services.street import ASHA, ATTA, ONION, SAI, Street

LINE = {"item", "sku", "brand", "words", "asked", "pack", "packs", "pack_price_paise", "price_paise"}


def test_a_basket_is_shown_with_what_was_asked_and_what_it_became(street: Street) -> None:
    street.moves_in()
    street.wishes({ATTA: 2, ONION: 750})
    known = street.do(lambda shop: inspection.inspect_customer(shop, ASHA))
    assert {key: known[key] for key in ("customer", "language", "messages_stopped", "orders")} == {
        "customer": ASHA,
        "language": "hi-Latn",
        "messages_stopped": False,
        "orders": [],
    }
    assert known["place"] == {"latitude": 19.0762, "longitude": 72.9985, "pincode": None, "words": None}
    basket = known["basket"]
    assert (basket["kirana"], basket["open_question"]) == ("Sai Kirana Stores", "confirm_order")
    assert basket["total_paise"] == 2 * 27300 + 3000
    atta, onion = basket["lines"]
    assert atta == {
        "item": "wheat-flour",
        "sku": ATTA,
        "brand": "Aashirvaad",
        "words": "atta",
        "asked": {"quantity": 2, "unit": "packet", "price": None},
        "pack": "5 kg",
        "packs": 2,
        "pack_price_paise": 27300,
        "price_paise": 54600,
    }
    assert (onion["packs"], onion["quantity"], onion["unit"], onion["price_paise"]) == (None, 750, "g", 3000)
    assert onion["brand"] is None
    json.dumps(known)


def test_without_a_place_nothing_is_priced_but_the_list_is_there(street: Street) -> None:
    def act(shop):  # type: ignore[no-untyped-def]
        customer = shop.customers.meet(ASHA)
        basket = baskets.new_basket(shop, customer)
        basket.add(Wish("atta", "wheat-flour", quantity=10, unit="kg"))
        basket.add(Wish("kuttu ka atta", None, quantity=1, unit="packet"))
        settle(shop, customer, basket)
        return inspection.inspect_customer(shop, ASHA)

    known = street.do(act)
    assert known["place"] is None
    basket = known["basket"]
    assert (basket["kirana"], basket["total_paise"]) == (None, None)
    first, second = basket["lines"]
    assert set(first) == LINE
    assert (first["item"], first["sku"], first["price_paise"], first["packs"]) == ("wheat-flour", None, None, None)
    assert first["asked"] == {"quantity": 10, "unit": "kg", "price": None}
    assert (second["item"], second["sku"], second["words"]) == (None, None, "kuttu ka atta")


def test_a_customer_without_a_list_has_an_empty_basket(street: Street) -> None:
    street.moves_in()
    basket = street.do(lambda shop: inspection.inspect_customer(shop, ASHA))["basket"]
    assert basket == {"kirana": None, "lines": [], "open_question": None, "total_paise": None}


def test_orders_are_shown_newest_first(street: Street) -> None:
    first = street.orders({ATTA: 1})
    street.shop_says("accept_order", "1")
    street.clock.move(minutes=5)
    second = street.orders({ONION: 500})
    orders = street.do(lambda shop: inspection.inspect_customer(shop, ASHA))["orders"]
    assert [order["number"] for order in orders] == [second, first]
    assert [order["status"] for order in orders] == ["offered", "accepted"]
    assert orders[1]["placed_at"] == "2026-11-23T11:00:00+05:30"
    assert orders[1]["code"] is not None
    assert orders[0]["code"] is None


def test_an_order_shows_its_history_and_whom_it_asked(street: Street) -> None:
    number = street.orders({ATTA: 1})
    street.shop_says("reject_order", "nahi ho payega")
    order = street.order(number)
    assert order["asked_kiranas"] == ["Sai Kirana Stores", "Shree Ganesh Provision"]
    assert order["history"] == [
        {"status": "offered", "at": "2026-11-23T11:00:00+05:30", "cause": "placed", "kirana": "Sai Kirana Stores"},
        {
            "status": "offered",
            "at": "2026-11-23T11:00:00+05:30",
            "cause": "declined: nahi ho payega",
            "kirana": "Shree Ganesh Provision",
        },
    ]


def test_a_kirana_shows_its_offers_orders_and_shelf(street: Street) -> None:
    first = street.orders({ATTA: 2})
    street.shop_says("accept_order", "1")
    second = street.orders({ONION: 250})
    known = street.do(lambda shop: inspection.inspect_kirana(shop, SAI))
    assert (known["kirana"], known["name"], known["open"]) == ("sai", "Sai Kirana Stores", True)
    assert (known["offers"], known["orders"]) == ([second], [first])
    shelf = {entry["sku"]: entry for entry in known["shelf"]}
    assert shelf[ATTA] == {"sku": ATTA, "stock": 10, "held": 0, "price_paise": 27300}
    assert shelf[ONION] == {"sku": ONION, "stock": 40, "held": 0.25, "price_paise": 4000}


def test_what_is_not_there_is_said(street: Street) -> None:
    for look in (inspection.inspect_customer, inspection.inspect_order, inspection.inspect_kirana):
        with pytest.raises(inspection.NothingKnown, match="9999"):
            street.do(lambda shop, look=look: look(shop, "9999"))
