"""A place said in the middle of a list is where the customer is, not something to buy."""

from __future__ import annotations

import pytest

from parchi.adapters.unit_of_work import SqlUnitOfWork
from parchi.domain.reading import Line, Reading
from parchi.services.conversation.place_in_list import place_taken_out

NUMBER = "whatsapp:+910000000001"
SUGAR = Line("sugar", item="sugar", quantity=2, unit="kg", act="add")


def test_the_place_is_taken_out_of_the_list(shop: SqlUnitOfWork) -> None:
    reading = Reading(
        "Vashi sector 17, 2 kg sugar", "en", "add_items", lines=(Line("Vashi", quantity=17, act="add"), SUGAR)
    )
    settled = place_taken_out(shop, shop.customers.meet(NUMBER), reading)
    assert settled.lines == (SUGAR,)
    assert settled.also == ("share_place",)
    assert settled.intent == "add_items"


def test_a_pincode_beside_a_list_is_a_place(shop: SqlUnitOfWork) -> None:
    reading = Reading("400703 2 kg sugar", "en", "add_items", lines=(SUGAR,), numbers=("400703",))
    assert place_taken_out(shop, shop.customers.meet(NUMBER), reading).also == ("share_place",)


def test_a_list_of_nothing_but_a_place_is_a_place(shop: SqlUnitOfWork) -> None:
    reading = Reading("Vashi sector 17", "en", "add_items", lines=(Line("Vashi", quantity=17, act="add"),))
    settled = place_taken_out(shop, shop.customers.meet(NUMBER), reading)
    assert (settled.intent, settled.lines) == ("share_place", ())


@pytest.mark.parametrize("line", [SUGAR, Line("gold flake", act="add"), Line("Vashi", act="remove")])
def test_what_names_no_place_stays_in_the_list(shop: SqlUnitOfWork, line: Line) -> None:
    reading = Reading("…", "en", "add_items", lines=(line,))
    assert place_taken_out(shop, shop.customers.meet(NUMBER), reading) == reading


def test_once_the_place_is_known_words_are_things(shop: SqlUnitOfWork) -> None:
    customer = shop.customers.meet(NUMBER)
    customer.latitude, customer.longitude = 19.0771, 72.9987
    reading = Reading("Vashi", "en", "add_items", lines=(Line("Vashi", act="add"),))
    assert place_taken_out(shop, customer, reading) == reading
