"""The tracker store: of each conversation the last turn, which is all that the next one needs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME, DEFAULT_SLOT_NAMES
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, Event, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from parchi.bot.conversations import conversations

TURNS = 1
"""The rules look at what was just said and done; what is further back costs every message and changes no answer."""


class ConversationStore(TrackerStore):
    """Conversations by pseudonym, in the unit of work of the turn that is being served.

    Stock stores reload all that was ever said at every message; here message 500 costs what message 5 costs.
    Baskets, places and orders are in the shop's tables, never in a tracker.
    """

    def __init__(
        self, domain: Domain | None = None, event_broker: EventBroker | None = None, turns: int = TURNS, **kwargs: Any
    ) -> None:
        super().__init__(domain, event_broker, **kwargs)
        self._turns = turns

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keep the last turns and the slots."""
        kept = [event.as_dict() for event in last_turns(tracker, self._turns)]
        with conversations() as repository:
            repository.put(tracker.sender_id, json.dumps(kept, ensure_ascii=False, separators=(",", ":")))

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The conversation, or None if there was none."""
        with conversations() as repository:
            kept = repository.get(sender_id)
        if kept is None:
            return None
        return DialogueStateTracker.from_dict(sender_id, json.loads(kept), self.domain.slots)

    async def keys(self) -> Iterable[str]:
        """All pseudonyms."""
        with conversations() as repository:
            return repository.keys()


def last_turns(tracker: DialogueStateTracker, turns: int) -> Sequence[Event]:
    """The events of the last turns, after one event for each filled slot."""
    events = list(tracker.events)
    start = _start_of(events, turns)
    if start == 0:
        return events
    filled = (x for x in tracker.slots.values() if x.value is not None and x.name not in DEFAULT_SLOT_NAMES)
    return [*(SlotSet(slot.name, slot.value) for slot in filled), *events[start:]]


def _start_of(events: Sequence[Event], turns: int) -> int:
    for position in range(len(events) - 1, -1, -1):
        turns -= isinstance(events[position], UserUttered)
        if turns == 0:
            return _listening_before(events, position)
    return 0


def _listening_before(events: Sequence[Event], position: int) -> int:
    before = events[position - 1] if position else None
    is_listening = isinstance(before, ActionExecuted) and before.action_name == ACTION_LISTEN_NAME
    return position - 1 if is_listening else position
