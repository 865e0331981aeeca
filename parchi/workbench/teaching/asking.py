"""Asking: a card filled in step by step, each answer looked at before the next question, and kept from the first on."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from parchi.language.languages import languages
from parchi.workbench.checking.likeness import plain_of
from parchi.workbench.teaching.card import (
    ACTION,
    LEAST,
    LEAST_TESTS,
    REPLY,
    read_told,
    wrong_name,
    wrong_reply,
    wrong_sentence,
)
from parchi.workbench.teaching.collisions import Known

TONGUES = {"en": "English", "hi": "Hindi, in Devanagari", "hi-Latn": "Hinglish, in Latin letters"}
WAYS = {
    "": REPLY, "r": REPLY, REPLY: REPLY,
    "a": ACTION, ACTION: ACTION,
}  # fmt: skip


@dataclass
class Asking:
    """Asks for a card. `ask` shows a question and gives what was typed; `kept_as` names the file of a wish's card."""

    ask: Callable[[str], str]
    tell: Callable[[str], None]
    known: Known
    kept_as: Callable[[str], Path]
    told: dict[str, Any] = field(default_factory=dict)

    def card(self) -> dict[str, Any]:
        """The whole card. What is on a card of this name already is not asked again."""
        name = self._name()
        file = self.kept_as(name)
        if file.exists():
            self.tell(f"{file} is there already: going on with it")
            self.told = read_told(file)
        self._set("intent", name)
        if not self.told.get("wants"):
            self._set("wants", self._one("What does the speaker want, in a few words"))
        if not self.told.get("topic"):
            topics = ", ".join(self.known.topics())
            self._set("topic", self._one(f"Topic ({topics}; Enter: talk)", self.known.against_topic, "talk"))
        if not self.told.get("do"):
            self._set("do", WAYS[self._one("Answer it with a [r]eply, or is an [a]ction to be written (Enter: r)",
                                           lambda text: () if text in WAYS else ["r or a"], "r")])  # fmt: skip
        for language in languages():
            self._sentences("sentences", "What people say", language, LEAST)
        for language in languages():
            self._sentences("tests", "Other sentences, to test it with", language, LEAST_TESTS)
        for language in languages():
            self._reply(language)
        return self.told

    def _name(self) -> str:
        def wrong(name: str) -> Iterable[str]:
            return [*wrong_name(name), *self.known.against_name(name)]

        question = "Its name, a verb and a thing (such as ask_gift_wrap)"
        return self._one(question, lambda text: wrong(_as_name(text)), change=_as_name)

    def _sentences(self, key: str, what: str, language: str, least: int) -> None:
        lines: list[str] = self.told.setdefault(key, {}).setdefault(language, [])
        if len(lines) >= least:
            return
        self.tell(f"\n{what}, in {TONGUES.get(language, language)}: at least {least}, one a line; an empty line ends.")
        while True:
            text = " ".join(self.ask(f"{language} {len(lines) + 1}").removeprefix("- ").split())
            if not text and len(lines) >= least:
                return
            wrong = self._wrong(text, language, is_test=key == "tests") if text else [f"{least - len(lines)} to go"]
            for reason in wrong:
                self.tell(f"  ✗ {reason}")
            if not wrong:
                lines.append(text)
                self._keep()

    def _wrong(self, text: str, language: str, *, is_test: bool) -> list[str]:
        here = {plain_of(line) for key in ("sentences", "tests") for lines in self.told.get(key, {}).values()
                for line in lines}  # fmt: skip
        twice = [f"“{text}” is on the card already"] if plain_of(text) in here else []
        against = self.known.against_sentence(text, self.told["intent"], is_test=is_test)
        return [*twice, *wrong_sentence(text, language), *against]

    def _reply(self, language: str) -> None:
        replies = self.told.setdefault("reply", {})
        if not replies.get(language):
            question = f"What Parchi answers, in {TONGUES.get(language, language)}"
            replies[language] = self._one(question, lambda text: wrong_reply(text, language))
            self._keep()

    def _one(
        self,
        question: str,
        wrong: Callable[[str], Iterable[str]] | None = None,
        default: str = "",
        change: Callable[[str], str] = str.strip,
    ) -> str:
        """One answer, asked for until nothing is wrong with it."""
        while True:
            text = change(self.ask(question)) or default
            reasons = list(wrong(text) if wrong else ()) if text else ["something is needed here"]
            if not reasons:
                return text
            for reason in reasons:
                self.tell(f"  ✗ {reason}")

    def _set(self, key: str, value: str) -> None:
        self.told[key] = value
        self._keep()

    def _keep(self) -> None:
        """Whoever is called away finds everything again."""
        written = yaml.safe_dump(self.told, allow_unicode=True, sort_keys=False, width=10_000)
        self.kept_as(self.told["intent"]).write_text(written, encoding="utf-8")


def _as_name(text: str) -> str:
    """“Ask gift wrap” as a name."""
    return "_".join(text.lower().replace("-", " ").split())
