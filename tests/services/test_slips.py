"""The slip: shown once more, its packs held, placed once however often yes is said."""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.engine import Engine

from tests.conftest import CollectedNotices, MovableClock
from tests.services.chat import Chat


def _held(database: Engine, sku: str) -> int:
    with database.connect() as connection:
        query = text("SELECT held FROM shelves WHERE kirana = 'sai' AND sku = :sku")
        return int(connection.execute(query, {"sku": sku}).scalar_one())


def test_the_slip_says_everything(chat: Chat) -> None:
    chat.says("add_items", "2 packet tata namak, 1 kilo pyaz")
    slip = chat.says("place_order", "bas itna hi")
    for part in (
        "1. Tata Salt 1 kg × 2 – ₹52", "2. Onion 1 kg – ₹40", "*Total: ₹92*", "Sai Kirana Stores, 0.1 km",
        "open till 10 pm", "Shop 4, Sector 17, Vashi", "Pay cash at the shop", "(yes/no)",
    ):  # fmt: skip
        assert part in slip
    assert chat.question == "confirm_order"


def test_packs_are_held_from_the_slip_until_no(chat: Chat, database: Engine) -> None:
    chat.says("add_items", "2 packet tata namak")
    chat.says("place_order", "bas")
    assert _held(database, "tata-salt-1-kg") == 2000
    reply = chat.says("deny", "nahi")
    assert "What should I change?" in reply
    assert _held(database, "tata-salt-1-kg") == 0
    assert chat.amounts == [("salt", 2)]


def test_yes_places_the_order_once(chat: Chat, notices: CollectedNotices) -> None:
    chat.says("add_items", "2 packet tata namak")
    chat.says("place_order", "bas")
    chat.says("affirm", "haan")
    chat.says("affirm", "haan")
    chat.says("place_order", "confirm")
    orders = chat.known["orders"]
    assert [order["status"] for order in orders] == ["offered"]
    assert orders[0]["total_paise"] == 5200
    assert chat.basket["lines"] == []
    assert len({to for to, *_ in notices.sent}) == 2  # both of the shop's numbers


def test_order_words_are_a_yes_to_the_slip(chat: Chat) -> None:
    chat.says("add_items", "2 packet tata namak")
    chat.says("place_order", "bas")
    chat.says("place_order", "bhej do")
    assert len(chat.known["orders"]) == 1


def test_one_is_yes_and_two_is_no(chat: Chat) -> None:
    chat.says("add_items", "2 packet tata namak")
    chat.says("place_order", "bas")
    chat.says("choose_option", "2")
    assert chat.known["orders"] == []
    chat.says("place_order", "bas")
    chat.says("choose_option", "1")
    assert len(chat.known["orders"]) == 1


def test_an_open_question_comes_before_the_slip(chat: Chat) -> None:
    chat.says("add_items", "2 packet doodh")
    assert "Which doodh?" in chat.says("place_order", "bas")
    assert chat.question == "which_product"


def test_what_ran_short_meanwhile_is_told(chat: Chat, database: Engine) -> None:
    chat.says("add_items", "2 packet tata namak, 1 kilo pyaz")
    chat.says("place_order", "bas")
    with database.begin() as connection:
        connection.execute(text("UPDATE shelves SET stock = 0, held = 0 WHERE sku = 'tata-salt-1-kg'"))
        connection.execute(text("DELETE FROM holds"))
    reply = chat.says("affirm", "haan")
    assert "has just run out" in reply
    assert chat.known["orders"] == []
    assert chat.question == "substitute"


def test_a_change_after_the_slip_gives_the_packs_back(chat: Chat, database: Engine) -> None:
    chat.says("add_items", "2 packet tata namak")
    chat.says("place_order", "bas")
    chat.says("add_items", "1 kilo pyaz")
    assert _held(database, "tata-salt-1-kg") == 0
    assert chat.question is None


def test_a_shop_that_shut_meanwhile_is_replaced_or_said(chat: Chat, clock: MovableClock) -> None:
    chat.says("add_items", "2 packet tata namak")
    chat.says("place_order", "bas")
    clock.set(22, 30)
    reply = chat.says("affirm", "haan")
    assert "Balaji Super Store" in reply
    assert chat.question == "confirm_order"


def test_nothing_to_order_is_said(chat: Chat) -> None:
    assert "list is empty" in chat.says("place_order", "bas")


def test_a_question_in_between_keeps_the_slip_open(chat: Chat) -> None:
    chat.says("add_items", "2 packet tata namak")
    chat.says("place_order", "bas")
    reply = chat.says("ask_delivery", "home delivery hai?")
    assert "No home delivery" in reply
    assert "Shall I place the order?" in reply
    chat.says("affirm", "haan")
    assert len(chat.known["orders"]) == 1


def test_something_added_while_the_order_is_only_offered_joins_it(chat: Chat) -> None:
    chat.says("add_items", "2 packet tata namak")
    chat.says("place_order", "bas")
    chat.says("affirm", "haan")
    chat.says("add_items", "1 kilo pyaz")
    orders = chat.known["orders"]
    assert [[line["item"] for line in order["lines"]] for order in orders] == [["salt", "onion"]]
    assert chat.basket["lines"] == []


def test_something_that_must_be_chosen_first_joins_it_then(chat: Chat) -> None:
    chat.says("add_items", "2 packet tata namak")
    chat.says("place_order", "bas")
    chat.says("affirm", "haan")
    assert "Which bread?" in chat.says("add_items", "ek bread bhi")
    chat.says("choose_option", "2")
    orders = chat.known["orders"]
    assert [[line["item"] for line in order["lines"]] for order in orders] == [["salt", "bread"]]
    assert chat.basket["lines"] == []
