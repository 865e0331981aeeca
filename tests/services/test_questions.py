"""One question at a time, answered by number, by name, by price or "any"."""

from __future__ import annotations

import pytest

from parchi.domain.catalogue import Product
from parchi.domain.kirana import ShelfEntry
from parchi.domain.money import Money
from tests.services.chat import Chat


def _milk(chat: Chat) -> str:
    return chat.says("add_items", "2 packet doodh aur 1 kilo pyaz")


def test_several_products_are_a_numbered_choice(chat: Chat) -> None:
    reply = _milk(chat)
    assert "Which doodh?" in reply
    assert "1) Amul Taaza Milk 500 ml × 2 – ₹52" in reply
    assert chat.question == "which_product"
    assert chat.skus == [None, "onion-loose-kg"]


@pytest.mark.parametrize(
    ("answer", "sku"),
    [
        ("1", "amul-taaza-milk-500-ml"),
        ("2", "gokul-cow-milk-500-ml"),
        ("pehla wala", "amul-taaza-milk-500-ml"),
        ("dusra", "gokul-cow-milk-500-ml"),
        ("second one", "gokul-cow-milk-500-ml"),
        ("do", "gokul-cow-milk-500-ml"),
        ("gokul wala", "gokul-cow-milk-500-ml"),
        ("गोकुल वाला", "gokul-cow-milk-500-ml"),
        ("the cheaper one", "amul-taaza-milk-500-ml"),
        ("sasta wala", "amul-taaza-milk-500-ml"),
        ("koi bhi chalega", "amul-taaza-milk-500-ml"),
        ("amul gold 1 litre wala", "amul-gold-milk-1-l"),
        ("₹54 wala", "gokul-cow-milk-500-ml"),
    ],
)
def test_an_answer_picks(chat: Chat, answer: str, sku: str) -> None:
    _milk(chat)
    chat.says("choose_option", answer)
    assert chat.skus[0] == sku
    assert chat.question is None


def test_a_name_that_fits_several_narrows_the_choice(chat: Chat) -> None:
    _milk(chat)
    reply = chat.says("choose_option", "amul wala")
    assert "Gokul" not in reply
    assert reply.count(")") == 4
    chat.says("choose_option", "2")
    assert chat.skus[0] == "amul-gold-milk-500-ml"


def test_an_answer_that_reads_like_a_new_wish_is_an_answer(chat: Chat) -> None:
    chat.says("add_items", "5 kilo basmati chawal")
    assert chat.question == "which_product"
    chat.says("add_items", "daawat basmati")
    assert chat.skus == ["daawat-rozana-basmati-rice-5-kg"]


def test_both_make_two_lines(chat: Chat) -> None:
    _milk(chat)
    chat.says("choose_option", "1 aur 3 dono")
    assert len(chat.skus) == 3
    assert None not in chat.skus


def test_something_else_meanwhile_is_added_and_the_question_stays(chat: Chat) -> None:
    _milk(chat)
    reply = chat.says("add_items", "2 kilo aloo")
    assert "Which doodh?" in reply
    assert len(chat.skus) == 3
    assert chat.question == "which_product"


def test_several_open_questions_come_one_after_the_other(chat: Chat) -> None:
    reply = chat.says("add_items", "2 packet doodh, 1 packet chai patti, pyaz")
    assert "Which doodh?" in reply
    assert "chai" not in reply.split("Which")[1]
    assert "Which chai" in chat.says("choose_option", "1")
    assert "How much pyaz?" in chat.says("choose_option", "wagh bakri") or chat.question == "which_product"


def test_words_with_several_meanings_are_asked(chat: Chat) -> None:
    reply = chat.says("add_items", "1 kilo dal")
    assert "Which dal do you mean?" in reply
    assert chat.question == "which_item"
    chat.says("choose_option", "moong wali")
    assert chat.skus == ["moong-dal-loose-kg"]


def test_unknown_words_are_named_and_may_be_left_out(chat: Chat) -> None:
    reply = chat.says("add_items", "2 packet zorbrix, 1 kilo pyaz")
    assert "I do not know “zorbrix”" in reply
    assert chat.question == "which_item"
    assert chat.basket["lines"][0]["item"] is None
    assert "Left out: zorbrix" in chat.says("deny", "nahi")
    assert chat.skus == ["onion-loose-kg"]


def test_rehne_do_is_a_no_where_something_was_asked(chat: Chat) -> None:
    _milk(chat)
    assert "Left out" in chat.says("cancel_order", "rehne do")
    assert chat.skus == ["onion-loose-kg"]


def test_how_much_is_answered_with_an_amount(chat: Chat) -> None:
    assert "How much pyaz?" in chat.says("add_items", "pyaz")
    assert chat.question == "quantity"
    chat.says("change_quantity", "dedh kilo")
    assert chat.amounts[0][0] == "onion"
    assert chat.basket["lines"][0]["asked"] == {"quantity": 1.5, "unit": "kg", "price": None}
    assert chat.question is None


def test_a_brand_that_nobody_has_is_replaced(chat: Chat) -> None:
    reply = chat.says("add_items", "2 packet tata namak, 1 packet nandini doodh")
    assert "not available as you asked" in reply
    assert chat.question == "substitute"
    chat.says("choose_option", "gokul")
    assert chat.skus == ["tata-salt-1-kg", "gokul-cow-milk-500-ml"]


def test_who_wants_it_leaves_out_what_is_missing(chat: Chat) -> None:
    chat.says("set_preference", "na mile to chhod do")
    reply = chat.says("add_items", "1 packet nandini doodh, 1 kilo pyaz")
    assert chat.question is None
    assert "not available here" in reply
    assert "Not in this order" in chat.says("place_order", "bas")


def test_a_preferred_brand_is_taken_unasked(chat: Chat) -> None:
    assert "Britannia" in chat.says("set_preference", "bread always Britannia")
    chat.says("add_items", "2 bread")
    assert chat.skus == ["britannia-milk-bread-400-g"]
    assert chat.question is None


def test_yes_without_a_question_goes_on_to_the_slip(chat: Chat) -> None:
    chat.says("add_items", "1 kilo pyaz")
    assert "Shall I place this order?" in chat.says("affirm", "haan bhej do")
    assert chat.question == "confirm_order"


def test_a_choice_without_a_question_shows_the_list(chat: Chat) -> None:
    chat.says("add_items", "1 kilo pyaz")
    assert "I had not asked anything" in chat.says("choose_option", "3")


def test_a_number_that_was_not_offered_is_asked_again(chat: Chat) -> None:
    _milk(chat)
    assert "not one of them" in chat.says("choose_option", "42")
    assert chat.question == "which_product"


def test_plain_words_mean_the_plain_thing(chat: Chat) -> None:
    with chat.unit_of_work() as shop:
        shop.catalogue.add_product(Product("gavthi", "tomato", None, "Gavthi Tomato", "loose kg", Money(20000)))
        shop.shelves.put(ShelfEntry("sai", "gavthi", stock=9000, price=Money(20000)))
        shop.commit()
    chat.says("add_items", "1 kilo tamatar")
    assert chat.skus == ["tomato-loose-kg"]
    chat.says("add_items", "100 gram gavthi tamatar")
    assert chat.skus == ["tomato-loose-kg", "gavthi"]


def test_skip_leaves_the_line_out(chat: Chat) -> None:
    _milk(chat)
    chat.says("out_of_scope", "skip")
    assert chat.skus == ["onion-loose-kg"]


def test_what_was_bought_last_is_not_asked_again(chat: Chat) -> None:
    chat.says("add_items", "2 packet gokul doodh 500 ml")
    chat.says("place_order", "bas")
    chat.says("affirm", "haan")
    chat.says("cancel_order", "order cancel karo")
    chat.says("add_items", "3 packet doodh")
    assert chat.question is None
    assert chat.skus == ["gokul-cow-milk-500-ml"]
