"""The customer's place: a pin, any Indian pincode, an area in words; unclear, too far and impossible ones."""

from __future__ import annotations

import pytest

from parchi.domain.place import Place
from tests.services.chat import Chat


@pytest.mark.parametrize(
    ("text", "pincode", "words"),
    [
        ("400703", "400703", None),
        ("mera pincode 400 703 hai", "400703", None),
        ("४००७०३", "400703", None),
        ("Vashi sector 17", "400703", "Vashi Sector 17"),
        ("main vashi sector 17 mein hu, 400703", "400703", "Vashi Sector 17"),
        ("वाशी", "400703", "Vashi"),
    ],
)
def test_a_place_in_words_is_known(new_chat: Chat, text: str, pincode: str, words: str | None) -> None:
    reply = new_chat.says("share_place", text)
    assert "shops near you are open" in reply
    place = new_chat.known["place"]
    assert (place["pincode"], place["words"]) == (pincode, words)
    assert new_chat.question is None


def test_an_unclear_area_is_asked_back_and_chosen(new_chat: Chat) -> None:
    reply = new_chat.says("share_place", "thane")
    assert "1) Thane West\n2) Thane East" in reply
    assert new_chat.question == "place"
    new_chat.says("choose_option", "1")
    assert new_chat.known["place"]["words"] == "Thane West"


@pytest.mark.parametrize(("text", "distance"), [("411038", "102"), ("Pune", "106"), ("110001", "1149")])
def test_a_place_out_of_reach_is_said_with_the_distance(new_chat: Chat, text: str, distance: str) -> None:
    reply = new_chat.says("share_place", text)
    assert "km from the nearest shop" in reply
    assert abs(float(reply.split(" km")[0].split()[-1]) - float(distance)) < 20
    assert new_chat.known["place"] is None
    assert new_chat.question == "place"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("999999", "do not know a pincode 999999"),
        ("000000", "do not know a pincode 000000"),
        ("pata nahi", "could not find “pata nahi”"),
        ("", "Where are you?"),
    ],
)
def test_what_is_no_place_is_said_kindly(new_chat: Chat, text: str, expected: str) -> None:
    assert expected in new_chat.says("share_place", text)
    assert new_chat.known["place"] is None


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (Place(0.0, 0.0), "came without a place"),
        (Place(51.5, -0.12), "outside India"),
        (Place(500.0, 500.0), "outside"),
    ],
)
def test_an_impossible_pin_is_said_kindly(new_chat: Chat, place: Place, expected: str) -> None:
    assert expected in new_chat.says("share_place", "", place=place)
    assert new_chat.known["place"] is None


def test_a_new_place_prices_the_list_there(chat: Chat) -> None:
    chat.says("add_items", "1 kilo pyaz")
    assert "Om Sai Kirana" in chat.says("share_place", "Nerul")
    assert chat.basket["kirana"] == "Om Sai Kirana"


def test_a_place_out_of_reach_changes_nothing(chat: Chat) -> None:
    chat.says("add_items", "1 kilo pyaz")
    chat.says("share_place", "411038")
    assert chat.basket["kirana"] == "Sai Kirana Stores"


def test_words_after_the_question_are_taken_for_a_place(new_chat: Chat) -> None:
    new_chat.says("add_items", "1 kilo pyaz")
    assert new_chat.question == "place"
    new_chat.says("out_of_scope", "vashi sector 17")
    assert new_chat.basket["kirana"] == "Sai Kirana Stores"


def test_a_list_after_the_question_is_a_list(new_chat: Chat) -> None:
    new_chat.says("add_items", "1 kilo pyaz")
    new_chat.says("add_items", "2 kilo aloo")
    assert len(new_chat.basket["lines"]) == 2
    assert new_chat.question == "place"
