"""A conversation costs the same at message 500 as at message 5."""

from __future__ import annotations

import asyncio
import json
from types import SimpleNamespace
from typing import Any

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from parchi.bot.tracker_store import ConversationStore
from parchi.services.conversation.visit import Visit, served

SENDER = "5f2c"
DOMAIN = """
version: "3.1"
intents: [greet]
actions: [action_greet]
slots:
  language: {type: categorical, values: [en, hi], influence_conversation: false, mappings: [{type: custom}]}
"""


class Kept(dict[str, str]):
    """Conversations in memory."""

    def put(self, pseudonym: str, events: str) -> None:
        self[pseudonym] = events


@pytest.fixture
def kept() -> Kept:
    return Kept()


@pytest.fixture
def store() -> ConversationStore:
    return ConversationStore(Domain.from_yaml(DOMAIN))


def visit(kept: Any) -> Any:
    shop: Any = SimpleNamespace(conversations=kept)
    return served(Visit(shop, None))  # type: ignore[arg-type]


def talk(store: ConversationStore, kept: Kept, turns: int) -> DialogueStateTracker:
    with visit(kept):
        for turn in range(turns):
            tracker = asyncio.run(store.get_or_create_tracker(SENDER))
            tracker.update(UserUttered(f"message {turn}", {"name": "greet", "confidence": 1.0}))
            tracker.update(SlotSet("language", "hi"))
            tracker.update(ActionExecuted("action_greet"))
            tracker.update(BotUttered(f"reply {turn}"))
            tracker.update(ActionExecuted("action_listen"))
            asyncio.run(store.save(tracker))
        found = asyncio.run(store.retrieve(SENDER))
    assert found is not None
    return found


def test_message_500_finds_as_much_as_message_5(store: ConversationStore, kept: Kept) -> None:
    early = talk(store, kept, 5)
    late = talk(store, kept, 500)
    assert len(late.events) == len(early.events)
    assert len(json.loads(kept[SENDER])) < 20


def test_the_last_turn_and_the_slots_are_there(store: ConversationStore, kept: Kept) -> None:
    tracker = talk(store, kept, 30)
    assert tracker.latest_message is not None
    assert tracker.latest_message.text == "message 29"
    assert tracker.get_slot("language") == "hi"
    assert tracker.latest_action_name == "action_listen"


def test_a_new_customer_has_no_conversation(store: ConversationStore, kept: Kept) -> None:
    with visit(kept):
        assert asyncio.run(store.retrieve("nobody")) is None


def test_a_database_that_fails_is_heard_of(store: ConversationStore) -> None:
    class Lost:
        def get(self, pseudonym: str) -> str:
            raise ConnectionError("the database is away")

    with visit(Lost()), pytest.raises(ConnectionError):
        asyncio.run(store.retrieve(SENDER))
