"""Known predictions: what the rules decided for the very same course of a conversation, kept instead of worked out."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from copy import copy

from rasa.core.policies.policy import PolicyPrediction
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, Event, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

MOST = 4096
"""Courses that are remembered; there are as many as pairs of intents that follow each other, not as messages."""
Predict = Callable[[DialogueStateTracker], PolicyPrediction]
Course = tuple[object, ...]
"""What the rules look at: intents, entities, actions and the slots that may sway them, in order."""


class KnownPredictions:
    """Predicts as `predict` does, which must look at nothing but the course of the conversation."""

    def __init__(self, predict: Predict, domain: Domain) -> None:
        self._predict = predict
        self._swaying = {slot.name for slot in domain.slots if slot.has_features()}
        self._known: dict[Course, PolicyPrediction] = {}

    def __call__(self, tracker: DialogueStateTracker) -> PolicyPrediction:
        """The prediction for the next action."""
        if tracker.followup_action or tracker.active_loop:
            return self._predict(tracker)
        steps = tuple(self._steps(tracker))
        if None in steps:
            return self._predict(tracker)
        known = self._known.get(steps)
        if known is None:
            if len(self._known) >= MOST:
                self._known.clear()
            known = self._known[steps] = self._predict(tracker)
        return _of_now(known)

    def _steps(self, tracker: DialogueStateTracker) -> Iterator[object]:
        for event in tracker.events:
            if isinstance(event, SlotSet):
                if event.key in self._swaying:
                    yield event.type_name, event.key, repr(event.value)
            elif isinstance(event, UserUttered):
                yield _said(event)
            elif isinstance(event, ActionExecuted):
                yield event.type_name, event.action_name, event.action_text, event.hide_rule_turn
            else:
                yield event.type_name


def _said(event: UserUttered) -> object:
    """None where the words themselves count: no two messages are the same then."""
    if event.use_text_for_featurization or not event.intent_name:
        return None
    return event.type_name, event.intent_name, tuple(str(entity.get("entity")) for entity in event.entities)


def _of_now(known: PolicyPrediction) -> PolicyPrediction:
    """Events are kept in the conversation and must not be shared with another."""
    prediction = copy(known)
    prediction.events = [_renewed(event) for event in known.events]
    return prediction


def _renewed(event: Event) -> Event:
    renewed = copy(event)
    renewed.timestamp = time.time()
    return renewed
