"""Parse data: a reading in the shape in which Rasa carries it from the pipeline to the actions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from parchi.domain.reading import Reading

READER = "ParchiLineReader"


def parse_data_of(reading: Reading) -> dict[str, Any]:
    """What Rasa takes instead of running its pipeline: the message as settled by the conversation."""
    intent = {"name": reading.intent, "confidence": reading.confidence}
    return {"text": reading.text, "intent": intent, "intent_ranking": [intent], "entities": entities_of(reading)}


def entities_of(reading: Reading) -> list[dict[str, Any]]:
    """The entity `reading` with everything understood, and `language` where the message shows one."""
    entities = [_entity("reading", reading.to_entity(), reading.text)]
    if reading.language is not None:
        entities.append(_entity("language", reading.language, reading.text))
    return entities


def reading_in(entities: Iterable[dict[str, Any]]) -> Reading | None:
    """The reading among a message's entities."""
    for entity in entities:
        if entity["entity"] == "reading":
            return Reading.from_entity(entity["value"])
    return None


def _entity(name: str, value: Any, text: str) -> dict[str, Any]:
    return {"entity": name, "value": value, "start": 0, "end": len(text), "extractor": READER}
