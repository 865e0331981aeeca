"""Group prices: offered from the counter, joined by a code, and decided once for everybody."""

from __future__ import annotations

from datetime import datetime

import pytest

from parchi.domain.hours import IST
from parchi.domain.reading import Line
from parchi.services.conversation import enquiries
from parchi.services.counter.shop_days import deadline_said
from parchi.services.groups.words import code_said
from tests.services.street import ASHA, RAVI, SAI, Street, ids, value

DAL = "tata-sampann-toor-dal-1-kg"
LINE = Line("Tata Sampann toor dal", "toor-dal", "Tata Sampann", pack="1 kg", quantity=2, price=130)
OFFER = "2 ghar, Tata Sampann toor dal 1 kg ₹130, till Saturday 6 pm"
MEENA = "whatsapp:+910000000003"


def offered(street: Street, text: str = OFFER, line: Line = LINE) -> str:
    street.shop_says("set_price", text, lines=[line])
    with street.unit_of_work() as shop:
        return str(shop.groups.open_of_kirana("sai")[0].code)


def joins(street: Street, code: str, number: str, otherwise: str | None = None) -> list[str]:
    if not street.do(lambda shop: shop.customers.get(number)):
        street.moves_in(number, name="Ravi Nair")
    said = ids(street.asks(enquiries.join_group, f"JOIN {code.lower()}", number=number))
    if otherwise is not None:
        street.answers("choose_option", otherwise, number=number)
    return said


def orders(street: Street, number: str) -> list[tuple[str, int]]:
    with street.unit_of_work() as shop:
        return [(order.status, order.total.paise) for order in shop.orders.of_customer(number)]


def test_a_shop_offers_in_its_own_words_and_gets_an_invitation_to_forward(street: Street):
    reply = street.shop_says("set_price", OFFER, lines=[LINE])
    assert ids(reply) == ["utter_shop_group_made"]
    assert value(reply, "utter_shop_group_made", "until") == datetime(2026, 11, 28, 18, 0, tzinfo=IST)
    invitation = street.notices.to(SAI)[-1]
    code = value(reply, "utter_shop_group_made", "code")
    assert value(invitation, "utter_group_invitation", "link") == f"https://wa.me/910000000000?text=JOIN%20{code}"
    assert street.do(lambda shop: shop.shelves.entry("sai", DAL).price.paise) == 19200


@pytest.mark.parametrize(
    ("text", "line", "why"),
    [
        ("1 ghar toor dal ₹130", LINE, "utter_shop_group_homes"),
        ("5 ghar toor dal ₹230", Line("toor dal", "toor-dal", pack="1 kg", price=230), "utter_shop_group_price"),
        ("group kaisa chal raha hai", None, "utter_shop_no_groups"),
    ],
)
def test_an_offer_that_makes_no_sense_is_refused(street: Street, text: str, line: Line | None, why: str):
    assert ids(street.shop_says("set_price", text, lines=[line] if line else [])) == [why]


def test_customers_join_by_code_and_see_how_many_are_missing_and_nobody_has_an_order(street: Street):
    code = offered(street)
    street.moves_in()
    reply = street.asks(enquiries.join_group, f"JOIN {code}")
    assert ids(reply) == ["utter_group_joined", "utter_group_standing", "utter_ask_group_otherwise"]
    assert value(reply, "utter_group_standing", "missing") == 1
    assert street.told(ASHA) == ["utter_group_invitation"]
    assert joins(street, code, ASHA) == ["utter_group_standing", "utter_again_order"]
    assert orders(street, ASHA) == []


def test_a_full_group_gives_everybody_one_order_at_the_group_price(street: Street):
    code = offered(street)
    joins(street, code, ASHA, "2")
    joins(street, code, RAVI)
    assert (orders(street, ASHA), orders(street, RAVI)) == ([("accepted", 13000)], [("accepted", 13000)])
    assert street.shelf("sai", DAL) == (10, 0)
    assert "utter_order_accepted" in street.told(RAVI)
    assert "utter_shop_group_filled" in street.told(SAI)
    assert joins(street, code, MEENA) == ["utter_group_over"]
    street.time_passes(days=6)
    assert len(orders(street, ASHA)) == 1


def test_a_group_that_does_not_fill_is_the_usual_price_or_nothing_as_each_chose(street: Street):
    code = offered(street, "3 ghar, Tata Sampann toor dal 1 kg ₹130, aaj 5 baje tak")
    joins(street, code, ASHA, "1")
    joins(street, code, RAVI, "kuch nahi")
    street.clock.set(16, 59)
    assert street.ticks() == 0
    street.time_passes(minutes=1)
    assert (orders(street, ASHA), orders(street, RAVI)) == ([("offered", 19200)], [])
    assert street.told(RAVI)[-1] == "utter_group_missed_nothing"
    assert "utter_shop_group_missed" in street.told(SAI)
    assert street.ticks() == 0


def test_who_says_nothing_gets_nothing(street: Street):
    code = offered(street, "3 ghar, Tata Sampann toor dal 1 kg ₹130, kal 5 baje tak")
    joins(street, code, ASHA)
    street.clock.set(17, 1, day=24)
    street.ticks()
    assert orders(street, ASHA) == []
    assert [(number, reason) for number, _, _, reason in street.notices.kept] == [(ASHA, "window"), (SAI, "window")]


def test_an_empty_shelf_is_told_and_makes_no_order(street: Street):
    code = offered(street)
    street.do(lambda shop: shop.shelves.put(_with_stock(shop.shelves.entry("sai", DAL), 1000)))
    joins(street, code, ASHA)
    joins(street, code, RAVI)
    assert (orders(street, ASHA), orders(street, RAVI)) == ([("accepted", 13000)], [])
    assert street.told(RAVI)[-1] == "utter_group_sold_out"


def test_loose_goods_are_offered_by_weight(street: Street):
    line = Line("toor dal", "toor-dal", quantity=2, unit="kg", price=300)
    code = offered(street, "2 ghar toor dal 2 kilo 300 rupaye", line)
    joins(street, code, ASHA)
    joins(street, code, RAVI)
    assert orders(street, ASHA) == [("accepted", 30000)]
    assert street.shelf("sai", "toor-dal-loose-kg") == (36, 0)


def test_leaving_a_group_makes_room(street: Street):
    code = offered(street)
    joins(street, code, ASHA, "1")
    assert ids(street.asks(enquiries.join_group, "group se nikal do")) == ["utter_group_left"]
    assert joins(street, code, RAVI)[:2] == ["utter_group_joined", "utter_group_standing"]
    assert orders(street, RAVI) == []


def test_an_unknown_code_joins_nothing(street: Street):
    street.moves_in()
    assert ids(street.asks(enquiries.join_group, "JOIN 9Z9Z")) == ["utter_group_unknown"]


@pytest.mark.parametrize(
    ("text", "day", "hour"),
    [
        ("till Saturday 6 pm", 28, 18),
        ("शनिवार शाम ६ बजे तक", 28, 18),
        ("kal subah 9 baje tak", 24, 9),
        ("kal tak", 24, 20),
        ("aaj 7 baje tak", 23, 19),
    ],
)
def test_deadlines_are_read_as_people_say_them(text: str, day: int, hour: int):
    now = datetime(2026, 11, 23, 11, 0, tzinfo=IST)
    assert deadline_said(text, now) == datetime(2026, 11, day, hour, 0, tzinfo=IST)


def test_codes_are_told_from_words_and_numbers():
    assert code_said("join 7k2p please, order 1042") == ["7K2P"]


def _with_stock(entry, stock: int):
    entry.stock = stock
    return entry
