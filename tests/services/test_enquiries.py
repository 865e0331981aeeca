"""Questions in between are answered, the open question comes again, and the basket stays as it is."""

from __future__ import annotations

import pytest

from tests.conftest import FixtureTerms, MovableClock
from tests.services.chat import Chat


@pytest.mark.parametrize(
    ("intent", "text", "expected"),
    [
        ("ask_price", "pyaz ka rate?", "Onion – ₹40"),
        ("ask_price", "aashirvaad atta ka rate?", "Aashirvaad Whole Wheat Atta 5 kg"),
        ("ask_availability", "colgate milega?", "Colgate Strong Teeth 100 g"),
        ("ask_availability", "kabuli chana hai?", "not available now"),
        ("ask_price", "kitne ka hai", "The price of what?"),
        ("browse", "which dals do you have", "Toor dal"),
        ("browse", "kaunsi acchi rahegi", "These are available"),
        ("ask_offers", "koi offer hai", "Below MRP at Sai Kirana Stores"),
        ("ask_shop", "dukaan kahan hai", "Shop 4, Sector 17, Vashi"),
        ("ask_timing", "kab tak khuli hai", "open till 10 pm"),
        ("ask_delivery", "home delivery hai?", "No home delivery"),
        ("ask_payment", "upi chalega?", "also takes UPI"),
        ("claim_payment", "payment ho gayi", "Payment is made at the shop"),
        ("ask_credit", "udhaar milega", "between you and the shop"),
        ("join_group", "JOIN 7K2", "do not know that group"),
        ("thank", "thanks", "You are welcome"),
        ("help", "help", "remove bread"),
        ("greet", "hi", "Namaste"),
    ],
)
def test_an_answer_changes_nothing_and_asks_again(chat: Chat, intent: str, text: str, expected: str) -> None:
    chat.says("add_items", "2 packet doodh, 1 kilo pyaz")
    before = chat.known
    reply = chat.says(intent, text)
    assert expected.lower() in reply.lower()
    assert "Back to doodh: which one?" in reply
    assert chat.known == before
    chat.says("choose_option", "1")
    assert chat.skus[0] == "amul-taaza-milk-500-ml"


def test_what_is_open_is_asked_again_in_the_same_words(chat: Chat) -> None:
    chat.language = "hi"
    first = chat.says("add_items", "2 पैकेट दूध, 1 किलो प्याज")
    options = [line for line in first.splitlines() if line.startswith(("1) ", "2) "))]
    assert len(options) == 2
    assert "मि.ली." in options[0], "units in the reader's language"
    again = chat.says("thank", "धन्यवाद").splitlines()
    assert [line for line in again if line.startswith(("1) ", "2) "))] == options


def test_a_question_beside_a_list_is_answered_and_no_line(chat: Chat) -> None:
    reply = chat.says("add_items", "2 kilo aloo, aur chini ka rate?", "ask_price")
    assert [line["item"] for line in chat.basket["lines"]] == ["potato"]
    assert "Potato 2 kg" in reply


def test_prices_without_a_place_are_the_printed_ones(new_chat: Chat) -> None:
    reply = new_chat.says("ask_price", "tata namak ka rate?")
    assert "MRP" in reply
    assert "₹28" in reply


def test_a_shut_shop_says_when_it_opens(chat: Chat, clock: MovableClock) -> None:
    clock.set(23, 30)
    assert "opens tomorrow 8 am" in chat.says("ask_timing", "kab khulegi")


def test_first_contact_says_what_to_do_and_that_messages_are_kept(new_chat: Chat) -> None:
    reply = new_chat.says("greet", "hi")
    assert "Write your grocery list" in reply
    assert "kept only to serve your orders" in reply
    assert "kept" not in new_chat.says("greet", "hello")


def test_nonsense_twice_in_a_row_gets_help_and_a_number(chat: Chat) -> None:
    assert "did not get that" in chat.says("out_of_scope", "mausam kaisa hai")
    reply = chat.says("out_of_scope", "asdf qwer")
    assert "You can write" in reply
    assert "+910000099999" in reply
    chat.says("thank", "thanks")
    assert "did not get that" in chat.says("out_of_scope", "asdf")


def test_without_an_operator_no_number_is_made_up(chat: Chat, terms: FixtureTerms) -> None:
    terms.operator_number = None
    assert "+" not in chat.says("help", "help")


def test_a_photo_is_answered_kindly(chat: Chat) -> None:
    assert "only text and locations" in chat.says("send_media", "")
    assert chat.says("goodbye", "bye") == "Bye! Write any time."
