"""What is remembered of a course of a conversation is what the rules say of it anew."""

from __future__ import annotations

from typing import Any

import pytest
from rasa.shared.core.events import ActionExecuted, Event, FollowupAction, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from parchi.bot.known_predictions import KnownPredictions


def heard(agent: Any, *events: Event) -> DialogueStateTracker:
    tracker = DialogueStateTracker("new", agent.domain.slots)
    for event in (ActionExecuted("action_listen"), *events):
        tracker.update(event, agent.domain)
    return tracker


def intent(name: str, text: str = "words") -> UserUttered:
    return UserUttered(text, {"name": name, "confidence": 1.0})


@pytest.fixture
def known(agent: Any) -> KnownPredictions:
    predictions = agent.processor._predict_next_with_tracker
    assert isinstance(predictions, KnownPredictions)
    return predictions


@pytest.fixture
def counted(known: KnownPredictions, agent: Any) -> tuple[KnownPredictions, list[DialogueStateTracker]]:
    asked: list[DialogueStateTracker] = []

    def predict(tracker: DialogueStateTracker) -> Any:
        asked.append(tracker)
        return known._predict(tracker)

    return KnownPredictions(predict, agent.domain), asked


def test_every_intent_and_what_follows_it_is_predicted_as_by_the_rules(agent: Any, known: KnownPredictions) -> None:
    for name in agent.domain.intents:
        action = f"action_{name}"
        for events in ([intent(name)], [intent(name), ActionExecuted(action)]):
            anew = known._predict(heard(agent, *events))
            for _ in range(2):
                again = known(heard(agent, *events))
                assert (again.probabilities, again.policy_name) == (anew.probabilities, anew.policy_name)
                assert [event.type_name for event in again.events] == [event.type_name for event in anew.events]
                assert again.hide_rule_turn == anew.hide_rule_turn


def test_other_words_of_the_same_intent_are_the_same_course(agent: Any, counted: Any) -> None:
    known, asked = counted
    first, second = known(heard(agent, intent("greet", "hi"))), known(heard(agent, intent("greet", "namaste")))
    assert len(asked) == 1
    assert first.probabilities == second.probabilities
    assert not any(one is other for one in first.events for other in second.events)


def test_another_intent_is_another_course_and_a_slot_that_sways_nothing_is_none(agent: Any, counted: Any) -> None:
    known, asked = counted
    known(heard(agent, intent("greet")))
    known(heard(agent, intent("thank")))
    assert len(asked) == 2
    known(heard(agent, SlotSet("language", "hi"), intent("thank")))
    assert len(asked) == 2


def test_what_only_the_moment_decides_is_asked_each_time(agent: Any, counted: Any) -> None:
    known, asked = counted
    for _ in range(2):
        known(heard(agent, intent("greet"), FollowupAction("action_listen")))
        known(heard(agent, UserUttered("words as they are", use_text_for_featurization=True)))
    assert len(asked) == 4
