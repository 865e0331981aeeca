"""The shop's actions for a stock Rasa, which hands them no reading: each reads the lines itself, by the same reader.

`rasa run actions --actions bench.stock.actions` serves them; what they tell kiranas they send by Twilio's client.
"""

from __future__ import annotations

import os
import pkgutil
from datetime import datetime, timezone
from functools import cache
from importlib import import_module
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy import select, update

import actions
from actions.shop_action import ShopAction, answer
from actions.visiting import visiting
from actions.wishes import Speaker
from parchi import bootstrap
from parchi.adapters.mail_tables import outbox
from parchi.adapters.twilio_api import make_client
from parchi.bot.hearing import hear
from parchi.domain.message import InboundMessage
from parchi.domain.reading import Reading
from parchi.language.language_id import LanguageGuide
from parchi.language.lexicon import Lexicon
from parchi.language.lines import finish_lines, read_lines
from parchi.services import customers

NOTICE = "http://127.0.0.1/notice"
"""By this callback the stand-in knows what is no reply of Rasa's."""


@cache
def lexicon() -> Lexicon:
    """The words of the shop."""
    return Lexicon.load(bootstrap.DATA / "shop", own=bootstrap.shop_words(bootstrap.settings()))


@cache
def languages() -> LanguageGuide:
    """What tells the languages apart."""
    return LanguageGuide.load(bootstrap.DATA / "lexicon", bootstrap.DATA / "shop")


@cache
def twilio() -> Any:
    """The client that notices go by."""
    told = os.environ
    return make_client(told["TWILIO_ACCOUNT_SID"], told["TWILIO_AUTH_TOKEN"], api=told["PARCHI_TWILIO_API"])


def reading_as(intent: str, text: str, speaker: str) -> Reading:
    """The lines of a message under the intent that stock Rasa has found."""
    lines = read_lines(text, lexicon())
    language = languages().language(lines.spans)
    return Reading(
        text=text,
        language=language,
        intent=intent,
        confidence=1.0,
        minutes=lines.minutes,
        lines=finish_lines(lines, intent, (), speaker, lexicon()),
        pickup=lines.pickup,
        numbers=lines.numbers,
        has_language_sign=languages().has_sign(lines.spans, language),
    )


async def run(
    self: ShopAction, dispatcher: CollectingDispatcher, tracker: Tracker, _domain: dict[str, Any]
) -> list[EventType]:
    """Serve the message that Rasa has just heard, in a unit of work of its own, and utter the reply."""
    text, number = tracker.latest_message.get("text") or "", tracker.sender_id
    lexicon(), languages()  # read before the writer's place is taken: they ask the database themselves
    with visiting() as visit:
        message = InboundMessage(sid="stock", sender=number, text=text, received_at=visit.shop.clock.now(), name="Asha")
        customer = customers.meet(visit.shop, message)
        heard = hear(visit.shop, customer, message, lambda said, speaker: reading_as(self.intent, said, speaker))
        customers.hear_language(customer, heard.reading.language)
        speaker = Speaker.of(visit.shop, customer)
        _, pages = answer(visit, speaker, heard.reading, None)
        customer.pages = pages[1:]
        language = speaker.language
    send_notices()
    if pages:
        dispatcher.utter_message(text=pages[0])
    return [SlotSet("language", language)]


def send_notices() -> None:
    """What the services have to tell others, one after the other."""
    with bootstrap.unit_of_work() as shop:
        waiting = select(outbox.c.id, outbox.c.receiver, outbox.c.body).where(outbox.c.state == "waiting")
        letters = shop.session.execute(waiting.order_by(outbox.c.id)).all()  # type: ignore[attr-defined]
        if letters:
            told = update(outbox).where(outbox.c.id.in_([letter.id for letter in letters]))
            shop.session.execute(told.values(state="sent", sent_at=datetime.now(timezone.utc)))  # type: ignore[attr-defined]
            shop.commit()
    for letter in letters:
        sender = os.environ["PARCHI_WHATSAPP_NUMBER"]
        twilio().messages.create(to=letter.receiver, from_=sender, body=letter.body, status_callback=NOTICE)


for _topic in pkgutil.iter_modules(actions.__path__):
    import_module(f"actions.{_topic.name}")  # its classes are what the server finds
ShopAction.run = run  # type: ignore[method-assign, assignment]
