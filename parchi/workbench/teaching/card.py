"""A card: a new wish on one page, as a trainer fills it in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

LANGUAGES = ("en", "hi", "hi-Latn")
LEAST = 20
"""Sentences a language, as `parchi check` wants them."""
LEAST_TESTS = 2
REPLY, ACTION = "reply", "action"
KEYS = frozenset({"intent", "wants", "topic", "sentences", "tests", "reply", "do"})
_NAME = re.compile(r"[a-z]+(_[a-z]+)+")
_DEVANAGARI = re.compile(r"[\u0900-\u097f]")


class CardRefused(Exception):
    """Why a card cannot be taken; one line a reason, each with its remedy."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__("\n".join(reasons))
        self.reasons = reasons


@dataclass(frozen=True)
class Card:
    """What the speaker wants, how it is said in each language, and what is answered."""

    intent: str
    wants: str
    sentences: Mapping[str, list[str]]
    """By language; learned from."""
    tests: Mapping[str, list[str]]
    """By language; held out, to see whether it was learned."""
    reply: Mapping[str, str]
    topic: str = "talk"
    """The file of data/nlu, data/rules and data/responses."""
    do: str = REPLY
    """`reply`: say the reply. `action`: somebody writes a service; until then the reply is said."""

    @property
    def reply_id(self) -> str:
        """The name of its reply."""
        return f"utter_{self.intent}"

    def all_sentences(self) -> Iterator[tuple[str, str, bool]]:
        """Every sentence with its language, and whether it is held out."""
        for is_test, group in ((False, self.sentences), (True, self.tests)):
            for language in LANGUAGES:
                yield from ((text, language, is_test) for text in group.get(language, ()))


@dataclass
class _Reading:
    told: Mapping[str, Any]
    reasons: list[str] = field(default_factory=list)

    def by_language(self, key: str, what: str) -> dict[str, Any]:
        value = self.told.get(key)
        if not isinstance(value, dict):
            self.reasons.append(f"“{key}” is missing: write {what} under en, hi and hi-Latn")
            return {}
        self.reasons += (
            f"“{key}”: “{language}” is no language here" for language in value if language not in LANGUAGES
        )
        self.reasons += (
            f"“{key}” has nothing in {language}: write {what}" for language in LANGUAGES if not value.get(language)
        )
        return {language: value[language] for language in LANGUAGES if value.get(language)}

    def lists(self, key: str, what: str, least: int) -> dict[str, list[str]]:
        lists: dict[str, list[str]] = {}
        for language, texts in self.by_language(key, what).items():
            if not isinstance(texts, list):
                self.reasons.append(f"“{key}” in {language} is no list: put “- ” before each sentence")
                continue
            lists[language] = [" ".join(str(text).split()) for text in texts]
            if len(texts) < least:
                self.reasons.append(f"“{key}” in {language}: {len(texts)} are too few, write at least {least}")
        return lists


def read_card(file: Path) -> Card:
    """A card from its YAML file. Raises CardRefused."""
    try:
        told = yaml.safe_load(file.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise CardRefused([f"{file.name} is not YAML: {error}"]) from None
    if not isinstance(told, dict):
        raise CardRefused([f"{file.name}: expected “intent:”, “wants:”, “sentences:” and so on"])
    return card_of(told)


def card_of(told: Mapping[str, Any]) -> Card:
    """A card from what was filled in. Raises CardRefused with everything that is wrong with it alone."""
    reading = _Reading(told)
    unknown = [str(key) for key in told if key not in KEYS]
    if unknown:
        reading.reasons.append(f"unknown: {', '.join(unknown)}; a card has {', '.join(sorted(KEYS))}")
    card = Card(
        intent=str(told.get("intent") or ""),
        wants=str(told.get("wants") or ""),
        sentences=reading.lists("sentences", "what people say", LEAST),
        tests=reading.lists("tests", "a few other sentences to test it with", LEAST_TESTS),
        reply={language: str(text) for language, text in reading.by_language("reply", "what is answered").items()},
        topic=str(told.get("topic") or "talk"),
        do=str(told.get("do") or REPLY),
    )
    reasons = [*reading.reasons, *_wrong_alone(card)]
    if reasons:
        raise CardRefused(reasons)
    return card


def _wrong_alone(card: Card) -> Iterator[str]:
    if not _NAME.fullmatch(card.intent):
        yield f"“{card.intent}” is no name: a verb and a thing in small letters, such as ask_gift_wrap"
    if not card.wants:
        yield "“wants” is missing: say in a few words what the speaker wants"
    if card.do not in (REPLY, ACTION):
        yield f"“do” is “{REPLY}” or “{ACTION}”, not “{card.do}”"
    for text, language, _ in card.all_sentences():
        if language == "hi" and not _DEVANAGARI.search(text):
            yield f"“{text}” is not in Devanagari: write it so, or put it under hi-Latn"
        if language != "hi" and _DEVANAGARI.search(text):
            yield f"“{text}” is in Devanagari: put it under hi"
        if re.search(r"[\[\]{}]", text) or re.search(r"\d{10}", text):
            yield f"“{text}”: take brackets and phone numbers out"
    for language, text in card.reply.items():
        if "{" in text or "}" in text:
            yield f"the reply in {language}: nothing fills braces in, take them out"
        if language == "hi" and not _DEVANAGARI.search(text):
            yield "the reply in hi is not in Devanagari"
