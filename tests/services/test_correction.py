"""A no before an amount of what is on the list corrects it; of what is not, it asks for it."""

from __future__ import annotations

import pytest

from tests.services.chat import Chat


@pytest.mark.parametrize(
    "text",
    [
        *("nahi teen kilo pyaz", "no, 3 kg onions", "नहीं भैया, तीन किलो प्याज", "arre nahi 3 kilo pyaz"),
        *("pyaz teen hi kilo chahiye", "प्याज तीन ही किलो चाहिए", "only 3 kg onions in all", "pyaz sirf 3 kilo"),
    ],
)
def test_a_no_or_only_so_much_of_a_thing_on_the_list_replaces_its_amount(chat: Chat, text: str) -> None:
    chat.says("add_items", "2 kilo pyaz, 1 kilo tamatar")
    chat.says("add_items", text)
    assert chat.amounts == [("onion", 3000, "g"), ("tomato", 1000, "g")]


def test_a_thing_said_again_without_a_no_is_more_of_it(chat: Chat) -> None:
    chat.says("add_items", "2 kilo pyaz")
    chat.says("add_items", "3 kilo pyaz")
    assert chat.amounts == [("onion", 5000, "g")]


def test_a_no_before_things_that_are_not_on_the_list_adds_them(chat: Chat) -> None:
    chat.says("add_items", "2 kilo pyaz")
    chat.says("add_items", "nahi, 1 kilo tamatar bhi")
    assert chat.amounts == [("onion", 2000, "g"), ("tomato", 1000, "g")]
