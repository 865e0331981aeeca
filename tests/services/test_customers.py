"""What is known of a customer: language, preferences, STOP and START, and being forgotten."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.engine import Engine

from parchi.domain.message import InboundMessage
from parchi.domain.reply import Reply, say
from parchi.services import customers
from tests.conftest import CollectedNotices
from tests.services.chat import ASHA, Chat


@pytest.mark.parametrize(
    ("said", "language", "expected"),
    [
        ("hindi mein bolo", "hi", "ठीक है"),
        ("English please", "en", "Okay, English"),
        ("hinglish me likho", "hi-Latn", "Theek hai"),
        ("हिंदी में", "hi", "ठीक है"),
    ],
)
def test_an_explicit_choice_holds_until_the_next(chat: Chat, said: str, language: str, expected: str) -> None:
    assert expected in chat.says("change_language", said)
    for written in ("en", "hi", "hi-Latn", None):
        chat.language = written
        chat.says("greet", "hi")
        assert chat.known["language"] == language


def test_another_language_is_not_promised(chat: Chat) -> None:
    assert "English, हिंदी and Hinglish" in chat.says("change_language", "tamil please")


def test_stop_keeps_what_is_unasked_until_start(chat: Chat, notices: CollectedNotices) -> None:
    assert "START" in chat.says("stop_messages", "STOP")
    assert chat.known["messages_stopped"]
    notices.wait(ASHA, Reply.of(say("utter_fine")), "en", "stopped")
    assert "list is empty" in chat.says("show_basket", "my list")
    assert notices.to(ASHA) == []
    chat.says("resume_messages", "START")
    assert len(notices.to(ASHA)) == 1
    assert not chat.known["messages_stopped"]


def test_preferences_are_kept(chat: Chat) -> None:
    chat.says("set_preference", "na mile to chhod do")
    chat.says("set_preference", "always Amul milk")
    chat.says("set_preference", "hamesha wagh bakri chai")
    with chat.unit_of_work() as shop:
        customer = shop.customers.get(ASHA)
        assert customer is not None
        assert customer.preferences == {"missing": "leave_out", "brands": {"milk": "Amul", "tea": "Wagh Bakri"}}
    assert "I can remember" in chat.says("set_preference", "mere hisaab se karna")


def test_being_forgotten_is_asked_once_and_leaves_only_figures(chat: Chat, database: Engine) -> None:
    chat.says("add_items", "2 packet tata namak")
    chat.says("place_order", "bas")
    chat.says("affirm", "haan")
    assert "still open" in chat.says("forget_me", "delete my data")
    chat.says("cancel_order", "order cancel karo")
    assert "(yes/no)" in chat.says("forget_me", "delete my data")
    assert "deleted" in chat.says("affirm", "yes")
    with database.connect() as connection:
        for table, column in (("customers", "number"), ("baskets", "customer"), ("orders", "customer")):
            query = text(f"SELECT count(*) FROM {table} WHERE {column} = :number")
            assert connection.execute(query, {"number": ASHA}).scalar_one() == 0
        assert connection.execute(text("SELECT sum(price_paise) FROM order_lines")).scalar_one() == 5200


def test_no_to_being_forgotten_changes_nothing(chat: Chat) -> None:
    chat.says("add_items", "2 packet tata namak")
    chat.says("forget_me", "delete my data")
    assert "nothing is changed" in chat.says("deny", "no")
    assert chat.amounts == [("salt", 2)]


def test_a_name_is_untrusted_text(chat: Chat) -> None:
    with chat.unit_of_work() as shop:
        message = InboundMessage(
            "SM1", ASHA, "hi", chat.clock.now(), name="<b>Asha</b>\n'; DROP TABLE customers;--" * 9
        )
        customer = customers.meet(shop, message)
        assert customer.name is not None
        assert "\n" not in customer.name
        assert len(customer.name) <= 40
