"""The language slot: a message shows a language, the shop knows whether the customer has chosen one."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.shop_action import customer_of
from actions.visiting import visiting
from parchi.services import customers


class ActionValidateSlotMappings(Action):
    """Asked by Rasa at every message, before any other action."""

    def name(self) -> str:
        """Rasa's own name for it."""
        return "action_validate_slot_mappings"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """The language in force: the one just heard, unless the customer has chosen another."""
        said = (tracker.latest_message.get("reading") or {}).get("language")
        with visiting() as visit:
            language = customers.hear_language(customer_of(visit.shop, tracker.sender_id), said)
        return [SlotSet("language", language)]
