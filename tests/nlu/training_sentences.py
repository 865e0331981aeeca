"""The training sentences as tests read them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]
NLU = ROOT / "data" / "nlu"
LANGUAGES = ("en", "hi", "hi-Latn")
TOPICS = ("catalogue", "basket", "order", "place", "talk", "shop")


@dataclass(frozen=True)
class Sentence:
    """One example of the training data."""

    text: str
    intent: str
    language: str
    topic: str


def read_topic(language: str, topic: str) -> Iterator[Sentence]:
    """The sentences of one file, in order."""
    for block in yaml.safe_load((NLU / language / f"{topic}.yml").read_text(encoding="utf-8"))["nlu"]:
        for line in block["examples"].splitlines():
            yield Sentence(line.removeprefix("- "), block["intent"], language, topic)
