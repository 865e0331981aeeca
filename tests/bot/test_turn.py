"""One turn: heard, understood, served, answered, and all of it kept together or not at all."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from actions.wishes import WISHES, Wish
from parchi.adapters.unit_of_work import SqlUnitOfWork
from parchi.bot.turn import Turn
from parchi.domain.customer import Customer
from parchi.domain.errors import BasketEmpty
from parchi.domain.hours import IST
from parchi.domain.message import InboundMessage
from parchi.domain.place import Place
from parchi.domain.reading import Reading
from parchi.domain.reply import Reply, say
from parchi.services.ports import TryAgain, UnitOfWork
from parchi.whatsapp.letters import Page

NUMBER = "whatsapp:+910000000001"
VASHI = Place(19.0771, 72.9987)

Write = Callable[..., list[Page]]
Open = Callable[[], SqlUnitOfWork]


def customer_in(unit_of_work: Open) -> Customer:
    with unit_of_work() as shop:
        customer = shop.customers.get(NUMBER)
    assert customer is not None
    return customer


def test_a_greeting_is_answered_with_one_page(write: Write) -> None:
    pages = write("namaste")
    assert len(pages) == 1
    assert pages[0].language == "hi-Latn"
    assert pages[0].text


def test_things_asked_for_are_in_the_basket_afterwards(write: Write, unit_of_work: Open) -> None:
    write("", place=VASHI)
    write("2 kg atta aur 1 kg chini")
    with unit_of_work() as shop:
        basket = shop.baskets.open_of(NUMBER)
        assert basket is not None
        assert [line.wish.item for line in basket.lines] == ["wheat-flour", "sugar"]


@pytest.mark.parametrize(
    "typed",
    [
        "/restart",
        "/place_order",
        '/affirm{"reading": {}}',
        "／forget_me",
        "\u200b/back",
        "/session_start",
        "/accept_order",
    ],
)
def test_a_slash_never_names_an_intent(write: Write, monkeypatch: pytest.MonkeyPatch, typed: str) -> None:
    heard: list[str] = []
    for intent, wish in list(WISHES.items()):
        monkeypatch.setitem(WISHES, intent, Wish(intent, customer=_noting(heard, intent), kirana=wish.kirana))
    assert write(typed)[0].text
    assert heard == ["out_of_scope"]


def test_a_slash_leaves_the_conversation_as_it_was(write: Write, unit_of_work: Open) -> None:
    write("", place=VASHI)
    write("2 kg atta")
    write("/restart")
    with unit_of_work() as shop:
        basket = shop.baskets.open_of(NUMBER)
        assert basket is not None
        assert basket.lines


def test_a_failing_action_leaves_an_apology_and_no_half_changed_shop(
    write: Write, unit_of_work: Open, notices: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def half_done(shop: UnitOfWork, customer: Customer, reading: Reading) -> Reply:
        customer.place_words = "half done"
        shop.flush()
        raise ZeroDivisionError("a fault of ours")

    write("hello")
    monkeypatch.setitem(WISHES, "add_items", Wish("add_items", customer=half_done))
    with caplog.at_level(logging.ERROR, logger="parchi.actions"):
        page = write("2 kg atta")[0]
    fault = caplog.records[-1].getMessage().split()[1].rstrip(":")
    assert fault in page.text
    assert "a fault of ours" in caplog.text
    assert customer_in(unit_of_work).place_words is None
    assert any(fault in text for _, text in notices.alarms)


def test_after_a_fault_the_next_message_is_served(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken:
        broken.setitem(WISHES, "greet", Wish("greet", customer=_raising(RuntimeError("a fault of ours"))))
        apology = write("hello")[0].text
    assert write("hello")[0].text != apology


def test_a_refusal_is_worded_and_changes_nothing(
    write: Write, unit_of_work: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(shop: UnitOfWork, customer: Customer, reading: Reading) -> Reply:
        customer.place_words = "half done"
        raise BasketEmpty

    monkeypatch.setitem(WISHES, "show_basket", Wish("show_basket", customer=refuse))
    assert write("show my basket")[0].text
    assert customer_in(unit_of_work).place_words is None


def test_a_database_that_gives_way_voids_the_turn(
    write: Write, unit_of_work: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(WISHES, "greet", Wish("greet", customer=_raising(TryAgain("the database is away"))))
    with pytest.raises(TryAgain):
        write("hello")
    with unit_of_work() as shop:
        assert shop.customers.get(NUMBER) is None


def test_a_turn_in_which_nothing_was_said_is_answered(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(WISHES, "greet", Wish("greet", customer=lambda shop, customer, reading: Reply()))
    assert write("hello")[0].text


def test_the_reply_is_in_the_language_last_written(write: Write) -> None:
    assert write("hello")[0].language == "en"
    assert write("नमस्ते")[0].language == "hi"
    assert write("order kahan hai")[0].language == "hi-Latn"


def test_a_message_without_a_language_keeps_the_one_before(write: Write) -> None:
    write("नमस्ते")
    assert write("👍")[0].language == "hi"
    assert write("", media=("audio/ogg",))[0].language == "hi"


def test_a_chosen_language_holds_until_the_next_choice(write: Write) -> None:
    assert write("please reply in Hindi")[0].language == "hi"
    assert write("where is my order")[0].language == "hi"
    assert write("talk in english")[0].language == "en"
    assert write("मेरा ऑर्डर कहाँ है")[0].language == "en"


def test_a_pin_is_the_customers_place(write: Write, unit_of_work: Open) -> None:
    write("", place=VASHI)
    place = customer_in(unit_of_work).place
    assert place is not None
    assert (round(place.latitude, 3), round(place.longitude, 3)) == (19.077, 72.999)


def test_a_question_goes_out_with_its_buttons(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = Reply((say("utter_default"),), buttons="confirm", about="1042")
    monkeypatch.setitem(WISHES, "greet", Wish("greet", customer=lambda shop, customer, reading: asked))
    (page,) = write("hello")
    assert (page.language, page.buttons, page.about) == ("en", "confirm", "1042")


def test_a_long_reply_is_continued_on_more(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = tuple(say("utter_default") for _ in range(200))
    long = Reply((say("utter_default"),), lines)
    monkeypatch.setitem(WISHES, "browse", Wish("browse", customer=lambda shop, customer, reading: long))
    first = write("kya kya milta hai")[0].text
    pages = [first]
    while (page := write("more")[0].text) and len(pages) < 30 and page.startswith(first.splitlines()[0]):
        pages.append(page)
        assert len(page) <= 1600
    assert len(pages) > 2


def test_a_customer_who_is_forgotten_leaves_no_conversation(
    write: Write, unit_of_work: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forget(shop: UnitOfWork, customer: Customer, reading: Reading) -> Reply:
        shop.customers.delete(customer)
        return Reply.of(say("utter_default"))

    write("hello")
    monkeypatch.setitem(WISHES, "forget_me", Wish("forget_me", customer=forget))
    write("delete all my data")
    with unit_of_work() as shop:
        assert shop.conversations.keys() == []


def test_rasa_never_sees_a_number(write: Write, unit_of_work: Open) -> None:
    write("hello")
    with unit_of_work() as shop:
        (pseudonym,) = shop.conversations.keys()
        kept = shop.conversations.get(pseudonym)
    assert kept is not None
    assert "910000000001" not in pseudonym + kept


def test_a_conversation_does_not_grow(write: Write, unit_of_work: Open) -> None:
    sizes = []
    for _ in range(60):
        write("👍")
        with unit_of_work() as shop:
            (pseudonym,) = shop.conversations.keys()
            sizes.append(len(shop.conversations.get(pseudonym) or ""))
    assert max(sizes[5:]) <= 1.1 * min(sizes[5:])


def _noting(heard: list[str], intent: str) -> Callable[..., Reply]:
    def note(shop: UnitOfWork, customer: Customer, reading: Reading, **_: Any) -> Reply:
        heard.append(intent)
        return Reply.of(say("utter_default"))

    return note


def _raising(error: Exception) -> Callable[..., Reply]:
    def fail(shop: UnitOfWork, customer: Customer, reading: Reading) -> Reply:
        raise error

    return fail


def test_words_are_understood_before_the_database_is_asked_and_only_once(
    agent: Any, words: Any, unit_of_work: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    turn, heard = Turn(agent, words), []
    parse = agent.processor.parse_message
    monkeypatch.setattr(agent.processor, "parse_message", lambda message: heard.append(message.text) or parse(message))
    message = told("2 kilo aloo")
    turn.think(message)
    assert heard == ["2 kilo aloo"]
    with unit_of_work() as shop:
        assert turn.answer(message, shop)
    assert heard == ["2 kilo aloo"]


def test_a_shop_that_was_taken_for_a_customer_is_understood_as_a_shop(
    agent: Any, words: Any, unit_of_work: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    turn, speakers = Turn(agent, words), []
    parse = agent.processor.parse_message
    monkeypatch.setattr(
        agent.processor,
        "parse_message",
        lambda message: speakers.append(message.metadata["speaker"]) or parse(message),
    )
    with unit_of_work() as shop:
        number = next(kirana for kirana in shop.kiranas.near(VASHI, 5.0))[1].numbers[0]
    for _ in range(2):
        message = told("aaj kitne order hue", sender=number)
        turn.think(message)
        with unit_of_work() as shop:
            turn.answer(message, shop)
            shop.commit()
    assert speakers == ["customer", "shop", "shop"]


def test_what_was_thought_of_one_message_is_not_taken_for_another(agent: Any, words: Any, unit_of_work: Open) -> None:
    turn = Turn(agent, words)
    turn.think(told("2 kilo aloo"))
    with unit_of_work() as shop:
        pages = turn.answer(told("namaste"), shop)
        assert shop.baskets.open_of(NUMBER) is None
    assert pages


def told(text: str, *, sender: str = NUMBER) -> InboundMessage:
    return InboundMessage(
        sid="SM1", sender=sender, text=text, received_at=datetime(2026, 11, 23, 11, 0, tzinfo=IST), name="Asha"
    )
