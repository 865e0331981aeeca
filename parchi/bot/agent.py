"""The agent: the trained model, loaded once, that every turn of a bot process asks."""

from __future__ import annotations

import asyncio
import zlib
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from tarfile import TarError

from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.core.lock import TicketLock
from rasa.core.lock_store import LOCK_LIFETIME, InMemoryLockStore
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.exceptions import RasaException
from rasa.utils.endpoints import EndpointConfig

from parchi.bot.action_endpoint import InProcessActions, validate_results_quickly
from parchi.bot.lean import make_lean
from parchi.bot.loading import ModelUnusable
from parchi.bot.parse import parse_data_of, reading_in
from parchi.bot.quiet import keep_quiet
from parchi.bot.tracker_store import ConversationStore
from parchi.domain.reading import CUSTOMER, Reading
from parchi.language.tables import rows_of_all

PLAIN = "plain_messages.csv"
"""The tables of plain messages that any usable model reads rightly; reading them fills its caches."""


class ParchiAgent(Agent):
    """Rasa's agent with a tracker store that is allowed to fail.

    Stock Rasa hides a lost database behind a store in memory: a known customer becomes a new one. Here the turn
    fails and is done again when the database is back.
    """

    @staticmethod
    def _create_tracker_store(store: TrackerStore | None, domain: Domain) -> TrackerStore:
        assert store is not None
        store.domain = domain
        return store


class OneAtATime(InMemoryLockStore):
    """No lock: the pipeline hands on one message of a customer at a time, and Rasa's lock would poll each second."""

    @asynccontextmanager
    async def lock(
        self, conversation_id: str, lock_lifetime: float = LOCK_LIFETIME, wait_time_in_seconds: float = 1
    ) -> AsyncIterator[TicketLock]:
        """Go on at once."""
        yield TicketLock(conversation_id)


async def load_agent(model: Path, *, action_endpoint: EndpointConfig | None = None) -> ParchiAgent:
    """The agent of a model file, tried and warmed. Raises ModelUnusable."""
    if not model.is_file():
        raise ModelUnusable(f"no model at {model}: run `parchi train`")
    keep_quiet()
    validate_results_quickly()
    agent = ParchiAgent(
        tracker_store=ConversationStore(),
        lock_store=OneAtATime(),
        action_endpoint=action_endpoint or InProcessActions(),
    )
    try:
        agent.load_model(model)
    except (RasaException, OSError, EOFError, TarError, zlib.error, ValueError, KeyError) as error:
        raise ModelUnusable(f"the model {model} cannot be loaded ({error}): run `parchi train`") from error
    make_lean(agent)
    await _try_out(agent)
    return agent


async def _try_out(agent: ParchiAgent) -> None:
    # A model whose weights are missing loads without a word and then understands nothing.
    plain = list(rows_of_all(PLAIN))
    readings = [await read(agent, row["text"], CUSTOMER) for row in plain]
    if [reading.intent for reading in readings] != [row["intent"] for row in plain]:
        raise ModelUnusable(f"the model {agent.model_name} misreads plain messages: run `parchi train`")
    if await next_action(agent, readings[0]) != f"action_{readings[0].intent}":
        raise ModelUnusable(f"the model {agent.model_name} has lost its rules: run `parchi train`")


async def read(agent: Agent, text: str, speaker: str) -> Reading:
    """What a message means by itself: the pipeline's work."""
    assert agent.processor is not None
    parsed = await agent.processor.parse_message(UserMessage(text, metadata={"speaker": speaker}))
    reading = reading_in(parsed)
    if reading is None:
        raise ModelUnusable("the model has no ParchiLineReader: train it with this project's config.yml")
    return reading


def reader_of(model: Path) -> Callable[[str], Reading]:
    """Reads what customers write by Rasa's whole parse, as the bot does, outside of any loop."""
    loop = asyncio.new_event_loop()
    agent = loop.run_until_complete(load_agent(model))
    return lambda text: loop.run_until_complete(read(agent, text, CUSTOMER))


async def next_action(agent: Agent, reading: Reading) -> str:
    """The action that the rules choose for a message of somebody new."""
    assert agent.processor is not None
    assert agent.domain is not None
    tracker = DialogueStateTracker("new", agent.domain.slots)
    tracker.update(ActionExecuted(ACTION_LISTEN_NAME))
    parsed = parse_data_of(reading)
    tracker.update(UserUttered(reading.text, parsed["intent"], parse_data=parsed), agent.domain)
    scores = (agent.processor.predict_next_with_tracker(tracker) or {})["scores"]
    return str(max(scores, key=lambda choice: choice["score"])["action"])
