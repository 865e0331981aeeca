"""Several wishes in one message make one reply."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from actions.wishes import WISHES, Speaker, Wish, grant
from parchi.domain.customer import Customer
from parchi.domain.place import Place
from parchi.domain.reading import Line, Reading
from parchi.domain.reply import Reply, say

CUSTOMER = Speaker(Customer("whatsapp:+910000000001", "p"), None)
KIRANA: Any = SimpleNamespace(language="hi", name="Sai Kirana Stores")


@pytest.fixture(autouse=True)
def served(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every wish only notes that it was served, and answers with a list and a question of its own."""
    served: list[str] = []

    def wish(intent: str, who: str = "customer") -> Any:
        def serve(shop: Any, speaker: Any, reading: Reading, **place: Any) -> Reply:
            served.append(intent if who == "customer" else f"{who}:{intent}")
            assert reading.intent in (intent, "out_of_scope") or intent == "out_of_scope"
            return Reply((say(f"head_{intent}"),), (say(f"line_{intent}"),), (say(f"foot_{intent}"),), buttons=intent)

        return serve

    for intent in ("add_items", "share_place", "place_order", "ask_timing", "clear_basket", "greet", "ask_price"):
        monkeypatch.setitem(WISHES, intent, Wish(intent, customer=wish(intent)))
    monkeypatch.setitem(WISHES, "accept_order", Wish("accept_order", kirana=wish("accept_order", "kirana")))
    monkeypatch.setitem(
        WISHES, "stop_messages", Wish("stop_messages", customer=wish("stop_messages"), is_for_every_number=True)
    )
    monkeypatch.setitem(
        WISHES, "out_of_scope", Wish("out_of_scope", wish("out_of_scope"), wish("out_of_scope", "kirana"))
    )
    return served


def reading(intent: str, *also: str) -> Reading:
    return Reading("…", "en", intent, also=also)


def test_the_place_is_known_before_the_things_are_priced(served: list[str]) -> None:
    grant(None, CUSTOMER, reading("add_items", "share_place"))  # type: ignore[arg-type]
    assert served == ["share_place", "add_items"]


def test_a_basket_is_emptied_before_it_is_filled(served: list[str]) -> None:
    grant(None, CUSTOMER, reading("add_items", "clear_basket"))  # type: ignore[arg-type]
    assert served == ["clear_basket", "add_items"]


def test_things_are_in_the_basket_before_the_order_is_placed(served: list[str]) -> None:
    reply = grant(None, CUSTOMER, reading("add_items", "place_order"))  # type: ignore[arg-type]
    assert served == ["add_items", "place_order"]
    assert [x.id for x in reply.head] == ["head_add_items", "head_place_order"]
    assert ([x.id for x in reply.lines], [x.id for x in reply.foot]) == (["line_place_order"], ["foot_place_order"])
    assert reply.buttons == "place_order"


def test_an_answer_stands_before_the_list_and_the_lists_question_at_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    basket = Reply((say("utter_hello"), say("utter_basket_noted")), (say("line"),), (say("utter_ask_place"),))
    answer = Reply((say("utter_open_till"), say("utter_ask_place")), foot=(say("utter_short_question"),))
    monkeypatch.setitem(WISHES, "add_items", Wish("add_items", customer=lambda *_: basket))
    monkeypatch.setitem(WISHES, "ask_timing", Wish("ask_timing", customer=lambda *_: answer))
    reply = grant(None, CUSTOMER, reading("add_items", "ask_timing"))  # type: ignore[arg-type]
    assert [x.id for x in reply.head] == ["utter_hello", "utter_open_till", "utter_basket_noted"]
    assert reply.foot == basket.foot


def test_a_list_that_another_replaces_loses_its_title(monkeypatch: pytest.MonkeyPatch) -> None:
    basket = Reply((say("utter_basket_at"), say("utter_ran_short")), (say("line"),), (say("utter_invite"),))
    slip = Reply((say("utter_slip"),), (say("line"),), (say("utter_ask_confirm"),), buttons="confirm")
    monkeypatch.setitem(WISHES, "add_items", Wish("add_items", customer=lambda *_: basket))
    monkeypatch.setitem(WISHES, "place_order", Wish("place_order", customer=lambda *_: slip))
    reply = grant(None, CUSTOMER, reading("add_items", "place_order"))  # type: ignore[arg-type]
    assert [x.id for x in reply.head] == ["utter_ran_short", "utter_slip"]
    assert (reply.foot, reply.buttons) == (slip.foot, "confirm")


def test_a_question_beside_a_list_is_answered_too(served: list[str]) -> None:
    grant(None, CUSTOMER, reading("add_items", "ask_timing"))  # type: ignore[arg-type]
    assert served == ["add_items", "ask_timing"]


def test_lines_and_greetings_are_not_served_twice(served: list[str]) -> None:
    grant(None, CUSTOMER, reading("add_items", "greet", "remove_items", "add_items"))  # type: ignore[arg-type]
    assert served == ["add_items"]


def test_a_question_about_a_thing_is_about_that_thing_only(monkeypatch: pytest.MonkeyPatch) -> None:
    def ask_price(shop: Any, customer: Customer, reading: Reading) -> Reply:
        return Reply.of(*(say("utter_price", words=line.words) for line in reading.lines))

    monkeypatch.setitem(WISHES, "ask_price", Wish("ask_price", customer=ask_price))
    both = replace(reading("add_items", "ask_price"), lines=(Line("atta", act="add"), Line("chini", act="ask")))
    reply = grant(None, CUSTOMER, both)  # type: ignore[arg-type]
    assert [x.values for x in reply.head if x.id == "utter_price"] == [{"words": "chini"}]


def test_a_customer_never_reaches_a_kiranas_wish(served: list[str]) -> None:
    grant(None, CUSTOMER, reading("accept_order"))  # type: ignore[arg-type]
    assert served == ["out_of_scope"]


def test_a_kirana_speaks_as_a_kirana(served: list[str]) -> None:
    speaker = Speaker(CUSTOMER.customer, KIRANA)
    grant(None, speaker, reading("accept_order"))  # type: ignore[arg-type]
    grant(None, speaker, reading("add_items"))  # type: ignore[arg-type]
    grant(None, speaker, reading("stop_messages"))  # type: ignore[arg-type]
    assert served == ["kirana:accept_order", "kirana:out_of_scope", "stop_messages"]
    assert speaker.language == "hi"


def test_an_intent_without_a_wish_is_out_of_scope(served: list[str]) -> None:
    grant(None, CUSTOMER, reading("nlu_fallback"))  # type: ignore[arg-type]
    assert served == ["out_of_scope"]


def test_a_pin_reaches_the_service_as_a_place(monkeypatch: pytest.MonkeyPatch) -> None:
    def share_place(shop: Any, customer: Customer, reading: Reading, *, place: Place | None = None) -> Reply:
        return Reply.of(say("utter_place", place=place))

    monkeypatch.setitem(WISHES, "share_place", Wish("share_place", customer=share_place))
    reply = grant(None, CUSTOMER, reading("share_place"), Place(19.0, 73.0))  # type: ignore[arg-type]
    assert reply.head[0].values == {"place": Place(19.0, 73.0)}
