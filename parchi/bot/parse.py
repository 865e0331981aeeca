"""Parse data: a reading in the shape in which Rasa carries it from the pipeline to the actions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from parchi.domain.reading import Reading

READING = "reading"
"""Beside Rasa's own `intent` and `entities`: entities are flat, and a quantity must stay with its thing."""


def parse_data_of(reading: Reading) -> dict[str, Any]:
    """What Rasa takes instead of running its pipeline: the message as settled by the conversation."""
    intent = {"name": reading.intent, "confidence": reading.confidence}
    return {
        "text": reading.text,
        "intent": intent,
        "intent_ranking": [intent],
        "entities": [],
        READING: reading.to_entity(),
    }


def reading_in(parsed: Mapping[str, Any]) -> Reading | None:
    """The reading in parse data, Rasa's own or ours."""
    value = parsed.get(READING)
    return Reading.from_entity(value) if value else None
