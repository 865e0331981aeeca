"""Sentences: what the model learns from, read from data/nlu without Rasa."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from parchi.language.languages import languages


@dataclass(frozen=True)
class Sentence:
    """An example of an intent, in the folder of a language."""

    text: str
    intent: str
    language: str
    file: Path


def read_sentences(folder: Path) -> Iterator[Sentence]:
    """All sentences below data/nlu, in the order of the files."""
    for language in languages():
        for file in sorted((folder / language).glob("*.yml")):
            for block in yaml.safe_load(file.read_text(encoding="utf-8"))["nlu"]:
                for line in block["examples"].splitlines():
                    yield Sentence(line.removeprefix("- ").strip(), block["intent"], language, file)
