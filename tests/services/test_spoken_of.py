"""An amount alone means what a price was told of last; the rest of a conversation's short answers."""

from __future__ import annotations

from tests.services.chat import Chat


def test_an_amount_after_a_price_is_of_that_thing(chat: Chat) -> None:
    chat.says("add_items", "1 litre doodh")
    chat.says("ask_price", "pyaz kya bhav hai")
    chat.says("change_quantity", "2 kilo de do")
    assert chat.amounts[1] == ("onion", 2000, "g")
    assert chat.basket["lines"][0]["asked"]["quantity"] == 1


def test_it_is_over_with_the_next_message(chat: Chat) -> None:
    chat.says("add_items", "1 kilo tamatar")
    chat.says("ask_price", "pyaz kya bhav hai")
    chat.says("thank", "thanks")
    chat.says("change_quantity", "2 kilo")
    assert chat.amounts == [("tomato", 2000, "g")]


def test_yes_after_is_it_there_takes_it(chat: Chat) -> None:
    chat.says("ask_availability", "Wibs bread hai kya")
    chat.says("affirm", "haan 2 de do")
    assert chat.amounts == [("bread", 2)]


def test_while_questions_follow_only_the_settled_line_is_shown(chat: Chat) -> None:
    chat.says("add_items", "1 kilo pyaz, 1 litre doodh, bread")
    reply = chat.says("choose_option", "1")
    assert "Onion" not in reply
    assert "Total" in reply
    assert chat.question == "which_product"
    assert "Onion" in chat.says("choose_option", "1")
    assert chat.question is None


def test_a_bare_area_is_a_place_though_nobody_asked(new_chat: Chat) -> None:
    new_chat.says("out_of_scope", "Vashi")
    assert new_chat.known["place"]["words"] == "Vashi"


def test_packs_far_from_what_was_asked_are_asked_and_not_taken(chat: Chat) -> None:
    reply = chat.says("add_items", "5 rupaye ka dhaniya")
    assert chat.skus == [None]
    assert chat.question == "substitute"
    assert "Coriander" in reply
    chat.says("choose_option", "1")
    assert chat.amounts == [("coriander-leaves", 1, "bunch")]


def test_one_more_is_added_and_a_correction_replaces(chat: Chat) -> None:
    chat.says("add_items", "3 packet gokul doodh 500 ml")
    chat.says("change_quantity", "nahi 4")
    assert chat.amounts == [("milk", 4)]
    chat.says("change_quantity", "ek aur")
    assert chat.amounts == [("milk", 5)]


def test_rehne_do_empties_no_list(chat: Chat) -> None:
    chat.says("add_items", "1 kilo pyaz")
    chat.says("cancel_order", "rehne do")
    assert chat.skus == ["onion-loose-kg"]
