"""Taking: a message that somebody reviewed goes into the data files, as a change that anybody can read."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from parchi.domain.reading import CUSTOMER
from parchi.language.languages import languages
from parchi.workbench.teaching.card import wrong_sentence

TESTS = "tests/nlu/reviewed.jsonl"
_BLOCK = re.compile(r"^- intent: (\S+)$")
_INDENT = "    - "


class NotTaken(ValueError):
    """Why something cannot stand in the data, and what to do instead."""


@dataclass(frozen=True)
class DataFiles:
    """The files of a project, by its root."""

    root: Path

    def intents(self) -> list[str]:
        """All intents that have sentences, by name."""
        return sorted({intent for file in self._nlu("en") for intent in _intents(file)})

    def add_example(self, text: str, intent: str, language: str) -> Path:
        """Put a sentence among an intent's examples, short ones first. Raises NotTaken."""
        sentence = _sentence(text)
        self._refuse_known(sentence)
        for reason in wrong_sentence(sentence, language):
            raise NotTaken(reason)
        for file in self._nlu(language):
            lines = file.read_text(encoding="utf-8").splitlines()
            where = _place_for(lines, intent, sentence)
            if where is not None:
                lines.insert(where, _INDENT + sentence)
                file.write_text("\n".join(lines) + "\n", encoding="utf-8")
                return file
        raise NotTaken(f"no sentences of {intent} in data/nlu/{language}: choose another intent or language")

    def add_test(self, text: str, reading: dict[str, Any]) -> Path:
        """Keep a message with the meaning it should have as a test. Raises NotTaken."""
        sentence = _sentence(text)
        self._refuse_known(sentence)
        file = self.root / TESTS
        before = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
        kept = ("language", "intent", "also", "lines")
        speaker = {"from": reading["from"]} if reading.get("from", CUSTOMER) != CUSTOMER else {}
        told = {name: reading[name] for name in kept}
        row = {"id": f"r{len(before) + 1:03}", "text": sentence, **speaker, **told}
        file.write_text("\n".join([*before, json.dumps(row, ensure_ascii=False)]) + "\n", encoding="utf-8")
        return file

    def add_alias(self, word: str, item: str, language: str) -> Path:
        """Let a word mean an item. Raises NotTaken."""
        file, word = self.root / "data/shop/words.csv", " ".join(word.split()).casefold()
        lines = file.read_text(encoding="utf-8").splitlines()
        rows = list(csv.reader(lines))
        others = {row[0] for row in rows[1:] if row[2].casefold() == word}
        if not word or language not in languages():
            raise NotTaken("a word and its language are needed")
        if others:
            raise NotTaken(f"“{word}” means {', '.join(sorted(others))} already")
        own = [number for number, row in enumerate(rows) if row[0] == item]
        if not own:
            raise NotTaken(f"there is no item “{item}” in data/shop/words.csv")
        same = [number for number in own if rows[number][1] == language]
        lines.insert((same or own)[-1] + 1, f"{item},{language},{_csv(word)}")
        file.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return file

    def _nlu(self, language: str) -> list[Path]:
        if language not in languages():
            raise NotTaken(f"the language is one of {', '.join(languages())}")
        return sorted((self.root / "data/nlu" / language).glob("*.yml"))

    def _refuse_known(self, sentence: str) -> None:
        """No sentence stands in training data twice, nor in training data and a test."""
        key = sentence.casefold()
        for file, known in self._sentences():
            if known.casefold() == key:
                raise NotTaken(f"this stands in {file.relative_to(self.root)} already")

    def _sentences(self) -> Iterator[tuple[Path, str]]:
        for language in languages():
            for file in self._nlu(language):
                for line in file.read_text(encoding="utf-8").splitlines():
                    if line.startswith(_INDENT):
                        yield file, line.removeprefix(_INDENT).strip().strip("'\"")
        for file in sorted((self.root / "tests/nlu").glob("*.jsonl")):
            for line in filter(None, file.read_text(encoding="utf-8").splitlines()):
                yield file, json.loads(line)["text"]


def _intents(file: Path) -> Iterator[str]:
    for line in file.read_text(encoding="utf-8").splitlines():
        if found := _BLOCK.match(line):
            yield found[1]


def _place_for(lines: list[str], intent: str, sentence: str) -> int | None:
    """The line before which a sentence belongs in an intent's block; None where there is no such block."""
    inside, last = False, None
    for number, line in enumerate(lines):
        if found := _BLOCK.match(line):
            inside = found[1] == intent
        elif inside and line.startswith(_INDENT):
            if len(line) - len(_INDENT) > len(sentence):
                return number
            last = number + 1
    return last


def _sentence(text: str) -> str:
    """One line, as it may stand in a list of YAML's block text."""
    sentence = " ".join(text.split())
    if not sentence:
        raise NotTaken("there are no words")
    if re.search(r"\d{10}", sentence):
        raise NotTaken("this looks like a phone number: take it out first")
    if re.search(r"[\[\]{}]", sentence):
        raise NotTaken("brackets mean something else to Rasa: take them out first")
    if "…" in sentence:
        raise NotTaken("a masked number is in it: take it out, or write a made-up one in its place")
    return sentence


def _csv(word: str) -> str:
    return f'"{word}"' if "," in word else word
