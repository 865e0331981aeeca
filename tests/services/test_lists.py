"""A list in one message becomes a priced basket at the nearest open kirana that can fill it."""

from __future__ import annotations

import pytest

from tests.conftest import MovableClock
from tests.services.chat import VASHI, Chat

ALL_SHUT = 2
"""An hour at night when no kirana around Vashi is open."""


def test_a_whole_list_is_priced_at_the_nearest_open_kirana(chat: Chat) -> None:
    reply = chat.says("add_items", "2 kilo chini, 1 packet tata namak aur aadha kilo pyaz")
    assert chat.basket["kirana"] == "Sai Kirana Stores"
    assert chat.skus == ["sugar-loose-kg", "tata-salt-1-kg", "onion-loose-kg"]
    assert chat.amounts == [("sugar", 2000, "g"), ("salt", 1), ("onion", 500, "g")]
    assert chat.basket["total_paise"] == 8800 + 2600 + 2000
    assert "Total: ₹134" in reply
    assert reply.count("?") == 1
    assert chat.question is None


def test_repeating_adds_and_correcting_replaces(chat: Chat) -> None:
    chat.says("add_items", "2 kilo pyaz")
    chat.says("add_items", "1 kilo pyaz")
    assert chat.basket["lines"][0]["asked"] == {"quantity": 3, "unit": "kg", "price": None}
    chat.says("change_quantity", "nahi teen kilo")
    chat.says("change_quantity", "pyaz aadha kilo kar do")
    assert chat.basket["lines"][0]["asked"]["quantity"] == 0.5
    assert len(chat.basket["lines"]) == 1


def test_a_correction_without_a_name_is_of_the_last_line(chat: Chat) -> None:
    chat.says("add_items", "1 kilo aloo, 1 kilo tamatar")
    chat.says("change_quantity", "aloo 2 kilo kar do")
    chat.says("change_quantity", "make it 4")
    assert [line["asked"]["quantity"] for line in chat.basket["lines"]] == [4, 1]


def test_one_more_is_of_the_last_line(chat: Chat) -> None:
    chat.says("add_items", "2 packet tata namak")
    chat.says("add_items", "ek aur")
    assert chat.amounts == [("salt", 3)]


def test_things_are_removed_by_name_number_and_pointing(chat: Chat) -> None:
    chat.says("add_items", "1 kilo aloo, 1 kilo tamatar, 1 kilo pyaz, 6 nimbu")
    assert "Removed: tamatar" in chat.says("remove_items", "tamatar hata do")
    chat.says("remove_items", "1 number wala hata do")
    chat.says("remove_items", "wo wala hata do")
    assert [line["item"] for line in chat.basket["lines"]] == ["onion"]
    assert "is not on your list" in chat.says("remove_items", "doodh hata do")
    assert "There is no number 7" in chat.says("remove_items", "7 number wala hata do")


def test_an_emptied_basket_says_so(chat: Chat) -> None:
    chat.says("add_items", "1 kilo aloo")
    assert "list is empty" in chat.says("remove_items", "aloo hata do")
    chat.says("add_items", "1 kilo aloo")
    assert "empty now" in chat.says("clear_basket", "sab hata do")
    assert chat.basket["lines"] == []
    assert "list is empty" in chat.says("show_basket", "meri list")


def test_several_acts_in_one_message(chat: Chat) -> None:
    chat.says("add_items", "1 kilo aloo, 1 kilo pyaz")
    chat.says("add_items", "aloo hata do aur tamatar 2 kilo", "remove_items")
    assert [line["item"] for line in chat.basket["lines"]] == ["onion", "tomato"]


def test_a_list_without_a_place_is_kept_and_the_place_asked(new_chat: Chat) -> None:
    reply = new_chat.says("add_items", "2 kilo pyaz aur 1 bread")
    assert "kept only to serve" in reply
    assert "Where are you?" in reply
    assert new_chat.question == "place"
    basket = new_chat.basket
    assert (basket["kirana"], basket["total_paise"]) == (None, None)
    assert [(line["item"], line["sku"]) for line in basket["lines"]] == [("onion", None), ("bread", None)]
    reply = new_chat.says("share_place", "", place=VASHI)
    assert "Sai Kirana Stores" in reply
    assert new_chat.basket["lines"][0]["sku"] == "onion-loose-kg"
    assert new_chat.question == "which_product"


def test_a_thing_that_only_a_farther_kirana_has_moves_the_basket(chat: Chat) -> None:
    chat.says("add_items", "1 kilo pyaz")
    assert chat.basket["kirana"] == "Sai Kirana Stores"
    assert "another shop than before" in chat.says("add_items", "1 kilo chicken curry cut")
    assert chat.basket["kirana"] == "Balaji Super Store"
    chat.says("remove_items", "chicken hata do")
    assert chat.basket["kirana"] == "Sai Kirana Stores"


def test_what_nobody_has_is_named_and_the_rest_stands(chat: Chat) -> None:
    reply = chat.says("add_items", "1 kilo pyaz, 2 kilo kabuli chana, 1 packet honey")
    assert "not available here" in reply
    assert chat.skus[0] == "onion-loose-kg"
    assert chat.question is None


def test_all_shut_says_who_opens_next_and_keeps_the_list(chat: Chat, clock: MovableClock) -> None:
    clock.set(ALL_SHUT)
    reply = chat.says("add_items", "1 kilo pyaz")
    assert "Balaji Super Store opens first: 7 am" in reply
    assert chat.basket["kirana"] is None
    assert "opens first" in chat.says("place_order", "bas")
    clock.set(11)
    assert "Sai Kirana Stores" in chat.says("show_basket", "meri list")


def test_amounts_that_make_no_sense_are_asked_and_the_rest_is_kept(chat: Chat) -> None:
    reply = chat.says("add_items", "0 kg chini, 10000 kg pyaz, 1 kilo aloo")
    assert "must be more than 0" in reply
    assert chat.question == "quantity"
    assert chat.skus == [None, None, "potato-loose-kg"]
    reply = chat.says("change_quantity", "2 kilo")
    assert "at most 100 kg" in reply
    chat.says("choose_option", "5")
    assert chat.skus == ["sugar-loose-kg", "onion-loose-kg", "potato-loose-kg"]
    assert chat.question is None


def test_what_cannot_be_met_exactly_is_said(chat: Chat) -> None:
    assert "(nearest to 250 g)" in chat.says("add_items", "250 gram paneer")
    assert chat.amounts == [("paneer", 1)]


def test_notes_and_the_wished_time_stay(chat: Chat) -> None:
    chat.says("add_items", "kal subah 7 baje 2 packet tata namak")
    chat.says("add_items", "1 kilo pyaz")
    reply = chat.says("place_order", "bas itna hi")
    assert "You come: kal subah 7 baje" in reply


def test_a_long_list_is_paged_with_total_and_question_on_every_page(chat: Chat) -> None:
    things = [f"100 gram {thing}" for thing in ("aloo", "pyaz", "tamatar", "adrak", "lahsun", "chini", "toor dal")]
    for _ in range(2):
        chat.says("add_items", "\n".join(things))
    for round in range(90):
        with chat.unit_of_work() as shop:
            basket = shop.baskets.open_of(chat.number)
            assert basket is not None
            basket.add(basket.lines[round % 7].wish)
            shop.commit()
    pages = chat.pages("show_basket", "meri list")
    assert len(pages) > 1
    assert all("Total" in page and "Say *that's all*" in page for page in pages)


def test_two_lines_never_promise_the_same_packs(chat: Chat) -> None:
    chat.says("add_items", "8 packet tata namak")
    with chat.unit_of_work() as shop:
        basket = shop.baskets.open_of(chat.number)
        assert basket is not None
        basket.add(basket.lines[0].wish)
        shop.commit()
    chat.says("show_basket", "meri list")
    assert chat.basket["kirana"] == "Balaji Super Store"
    assert chat.amounts == [("salt", 8), ("salt", 8)]


@pytest.mark.parametrize(
    ("language", "expected"), [("hi", "ऑर्डर के लिए *बस* लिखिए"), ("hi-Latn", "Order ke liye *bas* likhiye")]
)
def test_the_reply_is_in_the_language_last_written(chat: Chat, language: str, expected: str) -> None:
    chat.language = language
    assert expected in chat.says("add_items", "1 kilo pyaz")
    chat.language = None
    assert expected in chat.says("show_basket", "👍")
    chat.language = "en"
    assert "Anything else?" in chat.says("show_basket", "show my list")


def test_five_hundred_lines_in_one_message_are_answered(chat: Chat) -> None:
    things = ["aloo", "pyaz", "tamatar", "chini", "namak", "doodh", "bread", "chai", "maggi", "paneer"]
    reply = chat.says("add_items", "\n".join(f"{1 + n % 3} {things[n % 10]}" for n in range(500)))
    assert "Sai Kirana Stores" in reply or "Balaji Super Store" in reply
    assert {line["item"] for line in chat.basket["lines"]} >= {"potato", "onion", "tomato", "sugar", "paneer"}


@pytest.mark.parametrize(
    "text",
    ["", "🙏🙏🙏", "<script>alert(1)</script>", "'; DROP TABLE baskets; --", "\u200b\u200d", "x" * 20_000, "{kirana}"],
)
def test_hostile_text_changes_nothing_and_is_answered(chat: Chat, text: str) -> None:
    chat.says("add_items", "1 kilo pyaz")
    for intent in ("add_items", "remove_items", "change_quantity", "choose_option", "ask_price", "share_place"):
        assert chat.says(intent, text)
    assert "onion-loose-kg" in chat.skus
