"""What is to be changed or taken out fits one line of the basket, or it is asked which."""

from __future__ import annotations

from tests.services.chat import Chat


def _dals(chat: Chat) -> None:
    chat.says("add_items", "1 kilo moong dal, 500 gram chana dal, 1 kilo pyaz")


def test_a_line_is_found_by_a_part_of_its_name(chat: Chat) -> None:
    chat.says("add_items", "1 brown bread, 1 kilo pyaz")
    chat.says("remove_items", "bread hata do")
    assert chat.skus == ["onion-loose-kg"]


def test_words_that_fit_two_lines_are_asked_back(chat: Chat) -> None:
    _dals(chat)
    reply = chat.says("remove_items", "dal hata do")
    assert "Which one should I remove?" in reply
    assert len(chat.skus) == 3
    assert "Onion" not in reply
    chat.says("choose_option", "moong wali")
    assert chat.skus == ["chana-dal-loose-kg", "onion-loose-kg"]
    assert chat.question is None


def test_both_lines_change_where_both_are_picked(chat: Chat) -> None:
    _dals(chat)
    chat.says("change_quantity", "pyaz 2 kilo kar do")
    chat.says("change_quantity", "dal 2 kilo kar do")
    chat.says("choose_option", "dono")
    assert [amount[1] for amount in chat.amounts] == [2000, 2000, 2000]


def test_all_of_them_needs_no_question(chat: Chat) -> None:
    _dals(chat)
    chat.says("remove_items", "sab dal hata do")
    assert chat.skus == ["onion-loose-kg"]


def test_a_no_leaves_the_list_as_it_is(chat: Chat) -> None:
    _dals(chat)
    chat.says("remove_items", "dal hata do")
    assert "nothing is changed" in chat.says("deny", "rehne do")
    assert len(chat.skus) == 3


def test_unknown_words_touch_no_other_line(chat: Chat) -> None:
    chat.says("add_items", "1 litre doodh")
    before = chat.basket["lines"]
    reply = chat.says("add_items", "gold flake ek packet")
    assert "“gold flake”" in reply
    assert chat.basket["lines"][:1] == before
    assert chat.basket["lines"][1]["item"] is None
    assert chat.question == "which_product"


def test_an_amount_without_words_is_of_the_line_that_was_asked_about(chat: Chat) -> None:
    chat.says("add_items", "1 litre doodh, 1 kilo pyaz")
    assert chat.question == "which_product"
    chat.says("change_quantity", "2 litre")
    assert chat.basket["lines"][0]["asked"]["quantity"] == 2
    assert chat.amounts[1][1] == 1000


def test_an_amount_that_no_shop_can_give_is_replaced_and_not_added_to(chat: Chat) -> None:
    chat.says("add_items", "10000 kilo pyaz")
    chat.says("add_items", "3 kilo pyaz")
    assert chat.amounts == [("onion", 3000, "g")]
