"""A turn: one message heard, understood, served and answered, inside one unit of work."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from dataclasses import replace
from typing import Any, TypeVar

from rasa.core.agent import Agent
from rasa.core.channels.channel import OutputChannel, UserMessage

from parchi.bot.agent import read
from parchi.bot.hearing import Heard, asks_for_more, hear, words_of
from parchi.bot.pages import CollectedPages
from parchi.bot.parse import parse_data_of
from parchi.domain.customer import Customer
from parchi.domain.message import InboundMessage
from parchi.domain.reading import CUSTOMER, SHOP, Reading
from parchi.domain.reply import Reply, say
from parchi.pipeline.tally import SHARES, tally
from parchi.services import customers
from parchi.services.conversation.pressing import picks_of
from parchi.services.conversation.visit import Visit, served
from parchi.services.ports import UnitOfWork, Words
from parchi.whatsapp.letters import Page

CHANNEL = "whatsapp"
LONGEST_SECONDS = 12.0
MOST_SHOPS = 4096

Result = TypeVar("Result")


class Turn:
    """Answers messages with a loaded agent. It commits nothing: whoever opened the shop does."""

    def __init__(self, agent: Agent, words: Words) -> None:
        self._agent = agent
        self._words = words
        self._loop: asyncio.AbstractEventLoop | None = None
        self._shops: set[str] = set()
        """Numbers that wrote as shops to this process."""
        self._thought: tuple[str, str, Reading] | None = None

    def think(self, message: InboundMessage) -> None:
        """Understand the words beforehand: nobody waits for the database meanwhile.

        Who writes is known for sure only in the turn itself; where this guesses wrong the words are read once more.
        """
        words = words_of(message)
        if words is not None and not asks_for_more(message.text):
            speaker = SHOP if message.sender in self._shops else CUSTOMER
            self._thought = (words, speaker, self._run(read(self._agent, words, speaker)))

    def speaking(self, words: Words) -> Turn:
        """The same agent, other words."""
        return Turn(self._agent, words)

    def answer(self, message: InboundMessage, shop: UnitOfWork) -> list[Page]:
        """The pages to be sent now. Raises what makes the turn void; then nothing of it may be kept."""
        customer = customers.meet(shop, message)
        if customer.pages and asks_for_more(message.text):
            page, *customer.pages = customer.pages
            return [Page(page, customer.language)]
        heard = hear(shop, customer, message, self._read)
        self._remember(message.sender, heard.speaker)
        asked = customer.question
        count(heard)
        pages = self._serve(Visit(shop, self._words), customer, message, heard)
        if shop.customers.get(message.sender) is None:
            shop.conversations.drop(customer.pseudonym)
        elif customer.question is not asked:
            pages = with_picks(pages, customer)
        return pages or self._at_a_loss(customer)

    def _serve(self, visit: Visit, customer: Customer, message: InboundMessage, heard: Heard) -> list[Page]:
        with served(visit):
            pages = self._run(self._converse(customer, message, heard))
        if visit.failure is not None:
            raise visit.failure
        return pages

    def _at_a_loss(self, customer: Customer) -> list[Page]:
        texts = self._words.render(Reply.of(say("utter_default")), customer.language)
        return [Page(text, customer.language) for text in texts]

    async def _converse(self, customer: Customer, message: InboundMessage, heard: Heard) -> list[Page]:
        channel = CollectedPages()
        await self._agent.handle_message(user_message(customer, message, heard, channel))
        return channel.pages

    def _remember(self, number: str, speaker: str) -> None:
        if speaker != SHOP:
            self._shops.discard(number)
        elif len(self._shops) < MOST_SHOPS:
            self._shops.add(number)

    def _read(self, text: str, speaker: str) -> Reading:
        thought, self._thought = self._thought, None
        if thought is not None and thought[:2] == (text, speaker):
            return thought[2]
        return self._run(read(self._agent, text, speaker))

    def _run(self, work: Coroutine[Any, Any, Result]) -> Result:
        # The loop is made at the first message: one made before a fork would be shared by all workers.
        self._loop = self._loop or asyncio.new_event_loop()
        return self._loop.run_until_complete(asyncio.wait_for(work, LONGEST_SECONDS))


def with_picks(pages: list[Page], customer: Customer) -> list[Page]:
    """The last page with the entries of the question that was just asked, unless it has buttons or more to show."""
    picks = picks_of(customer.question)
    if not pages or not picks or pages[-1].buttons or customer.pages:
        return pages
    return [*pages[:-1], replace(pages[-1], picks=picks)]


def count(heard: Heard) -> None:
    """Let the figures know what was understood, and how surely; a pin or a button has no language."""
    reading = heard.reading
    tally.count("readings", intent=reading.intent, speaker=heard.speaker)
    if reading.language is not None:
        tally.observe("confidence", reading.confidence, SHARES, language=reading.language)


def user_message(customer: Customer, message: InboundMessage, heard: Heard, channel: OutputChannel) -> UserMessage:
    """The message as Rasa takes it: already understood, and from a pseudonym."""
    place = heard.place
    return UserMessage(
        heard.reading.text,
        channel,
        customer.pseudonym,
        parse_data=parse_data_of(heard.reading),
        input_channel=CHANNEL,
        message_id=message.sid,
        metadata={"speaker": heard.speaker, "place": [place.latitude, place.longitude] if place else None},
    )
