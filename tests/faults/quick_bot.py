"""A bot that starts in seconds: everything of the real one but Rasa, for tests that kill it over and over.

`python -m tests.faults.quick_bot all|bot` is `parchi serve --role all|bot` with this bot.
"""

from __future__ import annotations

import os
import pkgutil
import signal
import sys
import time
from importlib import import_module
from pathlib import Path

import actions
from actions.shop_action import answer
from actions.wishes import Speaker
from parchi import bootstrap, roles
from parchi.bot.hearing import hear
from parchi.domain.message import InboundMessage
from parchi.language.understanding import Understanding
from parchi.pipeline.logs import log_as
from parchi.services import customers
from parchi.services.conversation.visit import Visit, served
from parchi.services.ports import UnitOfWork, Words
from parchi.settings import Settings, environment
from parchi.whatsapp.letters import Page

POISON = "poison"
"""A message that kills whoever reads it."""


TURNS = Path("turns")
"""A line a turn, in the folder of whoever runs this: customer, process id, begin and end by the machine's clock."""


class PlainTurn:
    """Hears, understands and serves as the real turn does, without Rasa."""

    def __init__(self, understanding: Understanding, words: Words) -> None:
        self._understanding = understanding
        self._words = words

    def answer(self, message: InboundMessage, shop: UnitOfWork) -> list[Page]:
        customer = customers.meet(shop, message)
        heard = hear(shop, customer, message, self._understanding.read)
        with served(Visit(shop, self._words)) as visit:
            speaker = Speaker.of(shop, customer)
            _, pages = answer(visit, speaker, heard.reading, heard.place)
        customer.pages = pages[1:]
        return [Page(pages[0], speaker.language)]


class QuickTurn(PlainTurn):
    """A plain turn that writes down when it worked, and dies of poison."""

    def answer(self, message: InboundMessage, shop: UnitOfWork) -> list[Page]:
        if message.text == POISON:
            os.kill(os.getpid(), signal.SIGKILL)
        began = time.monotonic()
        pages = super().answer(message, shop)
        with TURNS.open("a", encoding="utf-8") as turns:
            turns.write(f"{message.sender} {os.getpid()} {began} {time.monotonic()}\n")
        return pages


def load_actions() -> None:
    """Let every topic say which wishes it grants."""
    for module in pkgutil.iter_modules(actions.__path__):
        import_module(f"actions.{module.name}")


def serve_bot(settings: Settings, workers: int) -> int:
    """As `bootstrap.serve_bot`."""
    letters = bootstrap.letters(settings)

    def load() -> QuickTurn:
        load_actions()
        words = bootstrap.shop_words(settings)
        return QuickTurn(Understanding.load(bootstrap.newest_model(), own=words), letters.wording)

    return roles.run_bot(settings, workers, load_turn=load, open_shops=bootstrap.open_shops(settings), letters=letters)


def main(role: str, workers: int = 2) -> int:
    log_as(role)
    settings = Settings.read(environment(Path.cwd()))
    if role == "bot":
        return serve_bot(settings, workers)
    bootstrap.serve_bot = serve_bot
    return bootstrap.serve_all(settings, workers)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
