"""A shop action: serves one message in one piece and answers it, whatever happens."""

from __future__ import annotations

import logging
from abc import ABC, abstractmethod
from secrets import token_hex
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.visiting import visiting
from actions.wishes import WISHES, CustomerService, KiranaService, Speaker, Wish, grant
from parchi.domain.customer import Customer
from parchi.domain.errors import ShopError
from parchi.domain.place import Place
from parchi.domain.reading import Reading
from parchi.domain.reply import Reply, say
from parchi.services.conversation.visit import Visit
from parchi.services.ports import TryAgain, UnitOfWork

log = logging.getLogger("parchi.actions")


class ShopAction(Action, ABC):
    """The base of all actions. Rasa says nothing to a customer whose action fails; this one always answers."""

    @property
    @abstractmethod
    def intent(self) -> str:
        """The intent that this action serves."""

    def name(self) -> str:
        """The action's name in domain.yml."""
        return f"action_{self.intent}"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Serve the message that Rasa has just heard and utter the reply."""
        reading = reading_of(tracker.latest_message, self.intent)
        with visiting() as visit:
            speaker = Speaker.of(visit.shop, customer_of(visit.shop, tracker.sender_id))
            reply, pages = answer(visit, speaker, reading, place_of(tracker.latest_message))
            speaker.customer.pages = pages[1:]
            language = speaker.language
        if pages:
            dispatcher.utter_message(text=pages[0], language=language, choices=reply.buttons, about=reply.about)
        return [SlotSet("language", language)]


def shop_action(
    intent: str,
    *,
    customer: CustomerService | None = None,
    kirana: KiranaService | None = None,
    is_for_every_number: bool = False,
) -> type[ShopAction]:
    """The action of an intent, made from the services that grant its wish."""
    WISHES[intent] = Wish(intent, customer, kirana, is_for_every_number)
    name = "Action" + intent.title().replace("_", "")
    return type(name, (ShopAction,), {"intent": intent, "__module__": __name__})


def answer(visit: Visit, speaker: Speaker, reading: Reading, place: Place | None = None) -> tuple[Reply, list[str]]:
    """The reply and its pages; a wish that fails leaves the shop as it was and gets an apology."""
    try:
        with visit.shop.attempt():
            reply = grant(visit.shop, speaker, reading, place)
            return reply, visit.words.render(reply, speaker.language)
    except ShopError as refusal:
        reply = Reply.of(say(refusal.reply, **refusal.values))
    except TryAgain:
        raise
    except Exception:  # noqa: BLE001 - the one place where any fault becomes an apology
        reply = apology(visit.shop, reading)
    return reply, visit.words.render(reply, speaker.language)


def apology(shop: UnitOfWork, reading: Reading) -> Reply:
    """What is said when the fault is ours: an id under which the log has the cause, and the operator hears of it."""
    fault = token_hex(4)
    log.exception("fault %s: %s failed", fault, reading.intent)
    shop.notices.alarm("message_failed", f"A message could not be answered. The log has it as {fault}.")
    return Reply.of(say("utter_apology", id=fault))


def reading_of(heard: dict[str, Any], intent: str) -> Reading:
    """The reading that the pipeline attached; where a trainer typed an intent (`/greet`), one without lines."""
    if heard.get("reading") is None:
        return Reading(text=heard.get("text") or "", language=None, intent=intent, confidence=1.0)
    reading = Reading.from_entity(heard["reading"])
    return reading if reading.intent == intent else reading.as_intent(intent)


def place_of(heard: dict[str, Any]) -> Place | None:
    """The location pin that came with the message."""
    pin = (heard.get("metadata") or {}).get("place")
    return Place(*pin) if pin else None


def customer_of(shop: UnitOfWork, sender: str) -> Customer:
    """Whom Rasa calls by this name; a trainer at `rasa shell` is met as a customer of that name."""
    return shop.customers.of_pseudonym(sender) or shop.customers.meet(f"rasa:{sender}")
