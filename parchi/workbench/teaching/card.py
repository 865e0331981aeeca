"""A card: a new wish on one page, as a trainer fills it in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import yaml

from parchi.language.languages import ENGLISH, in_devanagari, languages
from parchi.whatsapp.limits import BODY, length

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
            for language in languages():
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
            f"“{key}”: “{language}” is no language here" for language in value if language not in languages()
        )
        self.reasons += (
            f"“{key}” has nothing in {language}: write {what}" for language in languages() if not value.get(language)
        )
        return {language: value[language] for language in languages() if value.get(language)}

    def lists(self, key: str, what: str, least: int) -> dict[str, list[str]]:
        lists: dict[str, list[str]] = {}
        for language, texts in self.by_language(key, what).items():
            if not isinstance(texts, list):
                self.reasons.append(f"“{key}” in {language} is no list: put “- ” before each sentence")
                continue
            lists[language] = [self.text(text, f"“{key}” in {language}") for text in texts]
            if len(texts) < least:
                self.reasons.append(f"“{key}” in {language}: {len(texts)} are too few, write at least {least}")
        return lists

    def text(self, value: Any, where: str) -> str:
        """One line; what YAML took for something else is put in quotes by whoever wrote it."""
        if isinstance(value, str) and value.strip():
            return " ".join(value.split())
        if isinstance(value, dict):
            said = ", ".join(f"{key}: {part}" for key, part in value.items())
            self.reasons.append(f"{where}: “{said}” has a colon in it: put the whole sentence in double quotes")
        else:
            said = f"“{value}” is no sentence" if value else "there is an empty line, or one that begins with #"
            self.reasons.append(f"{where}: {said}: write it in double quotes, or take it out")
        return ""


def read_card(file: Path) -> Card:
    """A card from its YAML file. Raises CardRefused."""
    return card_of(read_told(file))


def read_told(file: Path) -> dict[str, Any]:
    """What stands on a card, every value as it was written, be it complete or not. Raises CardRefused."""
    try:
        # The base loader makes no truth of "yes" and no time of "10:30".
        told = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    except yaml.YAMLError as error:
        mark, problem = getattr(error, "problem_mark", None), getattr(error, "problem", None)
        line = f"line {mark.line + 1}" if mark else "somewhere"
        raise CardRefused(
            [
                f"{file.name}, {line}: this cannot be read ({problem or error}). Look there and one line above: the "
                "spaces at the beginning, a missing “:” or “- ”, a tab; a sentence that begins with a sign or has a "
                "quote in it goes into double quotes"
            ]
        ) from None
    except UnicodeDecodeError:
        raise CardRefused([f"{file.name} is no text in UTF-8: save it again as plain text, UTF-8"]) from None
    if not isinstance(told, dict):
        raise CardRefused([f"{file.name}: expected “intent:”, “wants:”, “sentences:” and so on"])
    return told


def card_of(told: Mapping[str, Any]) -> Card:
    """A card from what was filled in. Raises CardRefused with everything that is wrong with it alone."""
    reading = _Reading(told)
    reading.reasons += (
        f"unknown: {key}; a card has {', '.join(sorted(KEYS))}{_meant(str(key))}" for key in told if key not in KEYS
    )
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


def wrong_name(name: str) -> Iterator[str]:
    """What is wrong with a wish's name."""
    if not _NAME.fullmatch(name):
        yield f"“{name}” is no name: a verb and a thing in small letters, such as ask_gift_wrap"


def wrong_sentence(text: str, language: str) -> Iterator[str]:
    """What is wrong with a sentence in a language."""
    is_devanagari, others = language in in_devanagari(), sorted(set(languages()) - in_devanagari() - {ENGLISH})
    if is_devanagari and not _DEVANAGARI.search(text):
        yield f"“{text}” is not in Devanagari: write it so, or put it under {' or '.join(others)}"
    if not is_devanagari and _DEVANAGARI.search(text):
        yield f"“{text}” is in Devanagari: put it under {' or '.join(sorted(in_devanagari()))}"
    if re.search(r"[\[\]{}]", text) or re.search(r"\d{10}", text):
        yield f"“{text}”: take brackets and phone numbers out"


def wrong_reply(text: str, language: str) -> Iterator[str]:
    """What is wrong with a reply in a language."""
    if "{" in text or "}" in text:
        yield f"the reply in {language}: nothing fills braces in, take them out"
    is_devanagari = language in in_devanagari()
    if is_devanagari and not _DEVANAGARI.search(text):
        yield f"the reply in {language} is not in Devanagari"
    if not is_devanagari and _DEVANAGARI.search(text):
        yield f"the reply in {language} is in Devanagari: write it in Latin letters"
    if length(text) > BODY:
        yield f"the reply in {language} has {length(text)} letters: {BODY} go into one message, make it shorter"


def _wrong_alone(card: Card) -> Iterator[str]:
    yield from wrong_name(card.intent)
    if not card.wants:
        yield "“wants” is missing: say in a few words what the speaker wants"
    if card.do not in (REPLY, ACTION):
        yield f"“do” is “{REPLY}” or “{ACTION}”, not “{card.do}”"
    for text, language, _ in card.all_sentences():
        if text:
            yield from wrong_sentence(text, language)
    for language, text in card.reply.items():
        yield from wrong_reply(text, language)


def _meant(key: str) -> str:
    near = get_close_matches(key, sorted(KEYS), 1)
    return f" (was “{near[0]}” meant?)" if near else ""
