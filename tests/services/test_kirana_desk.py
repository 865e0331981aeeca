"""A new shop is taken on in a minute, and is offered orders only after it said yes."""

from __future__ import annotations

from pathlib import Path

import pytest

from parchi.adapters.standard_shelf import read_standard_shelf
from parchi.domain.errors import DataError
from parchi.domain.place import Place
from parchi.services.kirana_desk import Application, KiranaRefused, add_kirana, whatsapp_number
from tests.services.street import ATTA, MILK, Street, ids

NEW = "whatsapp:+910000020777"
SHELF = {ATTA: 20, MILK: 30, "sku-of-nothing": 5}
CORNER = Application(
    name="Corner Kirana", number=NEW, hours="Mon-Sun 07:00-23:00", size="small", place=Place(19.0762, 72.9985)
)


def test_a_new_shop_has_a_shelf_and_is_asked_to_confirm(street: Street) -> None:
    kirana = street.do(lambda shop: add_kirana(shop, CORNER, SHELF).kirana)
    assert ids(street.notices.to(NEW)[-1]) == ["utter_shop_welcome"]
    assert street.notices.to(NEW)[-1].buttons == "confirm"
    assert street.shelf(kirana, ATTA) == (20, 0)
    assert street.do(lambda shop: shop.shelves.entry(kirana, ATTA)).price.paise == 28500
    assert len(street.do(lambda shop: shop.shelves.all_of(kirana))) == 2


@pytest.mark.parametrize(("intent", "text"), [("affirm", "haan"), ("choose_option", "1"), ("accept_order", "haan")])
def test_orders_come_only_after_its_yes(street: Street, intent: str, text: str) -> None:
    street.do(lambda shop: add_kirana(shop, CORNER, SHELF) and None)
    first = street.orders({ATTA: 1})
    assert street.order(first)["kirana"] == "Sai Kirana Stores"
    assert ids(street.shop_says(intent, text, number=NEW))[0] == "utter_shop_confirmed"
    street.shop_says("accept_order", "1")
    second = street.orders({ATTA: 1})
    assert street.order(second)["kirana"] == "Corner Kirana"


def test_a_no_keeps_it_out(street: Street) -> None:
    street.do(lambda shop: add_kirana(shop, CORNER, SHELF) and None)
    assert ids(street.shop_says("deny", "nahi", number=NEW)) == ["utter_shop_not_confirmed"]
    assert ids(street.shop_says("greet", "hi", number=NEW)) == ["utter_shop_welcome"]
    assert street.order(street.orders({ATTA: 1}))["kirana"] == "Sai Kirana Stores"


def test_a_pincode_is_enough_to_say_where_it_is(street: Street) -> None:
    here = Application(name="Pin Kirana", number=NEW, hours="Mon-Sat 08:00-22:00", size="large", pincode="400703")
    kirana = street.do(lambda shop: add_kirana(shop, here, {}))
    assert abs(kirana.latitude - 19.07) < 0.1
    assert kirana.open_orders_limit == 10


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"number": "12345"}, "not a WhatsApp number"),
        ({"number": "whatsapp:+910000020001"}, "Sai Kirana Stores already"),
        ({"hours": "always"}, "opening hours"),
        ({"size": "huge"}, "size is one of"),
        ({"place": None, "pincode": "999999"}, "999999"),
        ({"name": " "}, "name"),
        ({"language": "mr"}, "language is one of"),
    ],
)
def test_what_cannot_be_is_refused_with_a_reason(street: Street, change: dict[str, object], reason: str) -> None:
    wrong = Application(**{**CORNER.__dict__, **change})
    with pytest.raises(KiranaRefused, match=reason):
        street.do(lambda shop: add_kirana(shop, wrong, SHELF))
    assert street.notices.sent == []


def test_numbers_are_read_as_people_write_them() -> None:
    assert whatsapp_number("00000 20777") == "whatsapp:+910000020777"
    assert whatsapp_number("+91 00000-20777") == "whatsapp:+910000020777"
    assert whatsapp_number("whatsapp:+910000020777") == "whatsapp:+910000020777"


def test_the_standard_shelf_is_read_by_size(tmp_path: Path) -> None:
    file = tmp_path / "standard_shelf.csv"
    file.write_text("size,sku,stock\nsmall,a,8\nlarge,a,20\nlarge,b,5\n", encoding="utf-8")
    assert read_standard_shelf(file, "large") == {"a": 20, "b": 5}
    file.write_text("size,sku,stock\nsmall,a,many\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"standard_shelf\.csv:2"):
        read_standard_shelf(file, "small")


def test_the_shops_own_standard_shelf_fits_its_products() -> None:
    file = Path(__file__).parents[2] / "data" / "shop" / "standard_shelf.csv"
    sizes = [read_standard_shelf(file, size) for size in ("small", "medium", "large")]
    assert 100 < len(sizes[0]) < len(sizes[1]) < len(sizes[2])
