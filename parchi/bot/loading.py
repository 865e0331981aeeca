"""Loading: from a folder of models to a turn that answers messages."""

from __future__ import annotations

import asyncio
import logging
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from parchi.bot.training import digest, model_in_use, note_of
from parchi.bot.warned import only_useful_warnings
from parchi.language.names import ShopWords
from parchi.services.ports import Words

if TYPE_CHECKING:
    from parchi.bot.turn import Turn


log = logging.getLogger(__name__)


class ModelUnusable(Exception):
    """A model that is missing or broken; the message is one line for the operator."""


def load_turn(models: Path, words: Words, own_words: ShopWords) -> Turn:
    """A turn with the newest model of a folder, tried and warm. Takes as long as Rasa's import: 10 seconds."""
    model = usable_model(models)
    _leave_out_jax()
    with only_useful_warnings(log.warning):
        from parchi.bot import components
        from parchi.bot.agent import load_agent
        from parchi.bot.turn import Turn

        components.own_words = own_words
        return Turn(asyncio.run(load_agent(model)), words)


def _leave_out_jax() -> None:
    """TensorFlow takes jax along for a converter, if it is there: 47 MB and a second of every start for nothing."""
    sys.modules.setdefault("jax", None)  # type: ignore[arg-type]


def usable_model(models: Path) -> Path:
    """The newest model that was not refused, and it is the file that training left.

    Raises ModelUnusable before anything is loaded.
    """
    model = model_in_use(models)
    if model is None:
        raise ModelUnusable(f"no model in {models}/: run `parchi train`")
    told = note_of(model).get("sha256")
    if told is not None and told != digest(model):
        raise ModelUnusable(f"the model {model} is not the file that was trained: run `parchi train`")
    return model
