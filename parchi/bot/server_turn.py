"""A turn under `rasa run`: Rasa's server understands and decides, and its actions run in a server of their own."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, Protocol, cast

from rasa.core.agent import Agent

from parchi.bot.hearing import Heard
from parchi.bot.turn import LONGEST_SECONDS, Result, Turn
from parchi.domain.customer import Customer
from parchi.domain.message import InboundMessage
from parchi.services.conversation.visit import Visit
from parchi.services.ports import UnitOfWork, Words
from parchi.whatsapp.letters import Page


class Committing(UnitOfWork, Protocol):
    """A unit of work that can be committed in the middle."""

    def commit(self) -> None: ...


class ServerTurn(Turn):
    """Answers messages from a thread beside the server's event loop."""

    def __init__(self, agent: Agent, words: Words, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__(agent, words)
        self._server = loop

    def _serve(self, visit: Visit, customer: Customer, message: InboundMessage, heard: Heard) -> list[Page]:
        # The action server writes by a connection of its own, which would wait for ours for ever.
        cast(Committing, visit.shop).commit()
        return self._run(self._converse(customer, message, heard))

    def _run(self, work: Coroutine[Any, Any, Result]) -> Result:
        limited = asyncio.wait_for(work, LONGEST_SECONDS)
        return asyncio.run_coroutine_threadsafe(limited, self._server).result()
