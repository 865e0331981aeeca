"""Collisions: what of a card belongs to another wish already, or is there twice."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

from rapidfuzz import fuzz, process

from parchi.domain.reading import CUSTOMER, Reading
from parchi.workbench.checking.likeness import NEAR, SHORT, is_near_copy, plain_of
from parchi.workbench.checking.sentences import DEVELOPMENT, EVERYBODYS, read_told
from parchi.workbench.checking.yaml_files import Project, pairs, parts, value_of, word_of
from parchi.workbench.teaching.card import Card

SURE = 0.9
"""From this confidence on another wish wins a sentence."""
NOBODYS = "out_of_scope"

Read = Callable[[str, str], Reading]


class Known:
    """What a project knows already; `read` is the present model."""

    def __init__(self, project: Project, read: Read | None = None) -> None:
        self._project = project
        self._read = read
        self._told = read_told(project)
        self._plain = [sentence.plain for sentence in self._told]
        self._examined = list(_examined(project))

    def topics(self) -> list[str]:
        """The topics that there are."""
        return sorted(file.stem for file in self._project.files("data/nlu/en/*.yml"))

    def against_name(self, intent: str) -> Iterator[str]:
        """Why a wish cannot have this name."""
        domain = self._project.node(self._project.root / "domain.yml")
        if intent in {word_of(part) for part in parts(value_of(domain, "intents"))}:
            yield f"there is an intent {intent} already: choose another name, or add sentences to it in data/nlu"
        for file in self._project.files("data/responses/*.yml"):
            if f"utter_{intent}" in {id for id, _, _ in pairs(value_of(self._project.node(file), "responses"))}:
                below = self._project.below(file)
                yield f"{below} has a reply utter_{intent} already: choose another name"

    def against_topic(self, topic: str) -> Iterator[str]:
        """Why a wish cannot belong to this topic."""
        if topic not in self.topics():
            yield f"there is no topic {topic}: it is one of {', '.join(self.topics())}"

    def against_sentence(self, text: str, intent: str, *, is_test: bool) -> Iterator[str]:
        """Why a sentence cannot be this wish's."""
        owned = list(self._owned(text))
        yield from owned
        if not owned:
            yield from self._won(text, intent)
        if not is_test:
            yield from self._in_tests(text)

    def _owned(self, text: str) -> Iterator[str]:
        mine = plain_of(text)
        found = process.extractOne(mine, self._plain, scorer=fuzz.ratio, score_cutoff=NEAR)
        if found is None:
            return
        owner = self._told[found[2]]
        if owner.plain == mine or min(len(mine), len(owner.plain)) >= SHORT:
            yield (
                f"“{text}” is {owner.intent}'s (“{owner.text}”, {owner.file}:{owner.line}): "
                "leave it out, or take it out there"
            )

    def _won(self, text: str, intent: str) -> Iterator[str]:
        reading = self._read(text, CUSTOMER) if self._read is not None else None
        if reading is not None and reading.intent not in (NOBODYS, intent) and reading.confidence >= SURE:
            yield (
                f"“{text}” is surely {reading.intent} ({reading.confidence:.0%}): people mean that by it; "
                "say what is new about the wish, or leave it out"
            )

    def _in_tests(self, text: str) -> Iterator[str]:
        mine = plain_of(text)
        for file, line, message in self._examined:
            if is_near_copy(mine, plain_of(message)):
                yield (
                    f"“{text}” is nearly “{message}”, which {file}:{line} examines: say it in quite other words, "
                    "what is examined must not be learned"
                )


def collisions(card: Card, project: Project, read: Read | None = None) -> list[str]:
    """Why a card cannot be taken into a project, each with the remedy; `read` is the present model."""
    known = Known(project, read)
    return [
        *known.against_name(card.intent),
        *known.against_topic(card.topic),
        *(
            reason
            for text, _, is_test in card.all_sentences()
            for reason in known.against_sentence(text, card.intent, is_test=is_test)
        ),
        *_within(card),
    ]


def _within(card: Card) -> Iterator[str]:
    seen: dict[str, bool] = {}
    for text, _, is_test in card.all_sentences():
        key = plain_of(text)
        if key in seen:
            both = "in sentences and in tests" if seen[key] != is_test else "twice"
            yield f"“{text}” is on the card {both}: leave it in one place"
        seen[key] = is_test


def _examined(project: Project) -> Iterator[tuple[Path, int, str]]:
    """The messages of tests that nothing like them may be learned for: file, line, text."""
    for file in project.files("tests/nlu/*.jsonl"):
        for number, line in enumerate(project.text(file).splitlines(), start=1):
            message = str(json.loads(line).get("text", "")) if line.strip() else ""
            if file.stem == DEVELOPMENT or len(message.split()) > EVERYBODYS:
                yield project.below(file), number, message
