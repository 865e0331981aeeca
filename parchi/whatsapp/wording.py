"""The wording: how facts are said to a customer or a kirana, from data/responses, in one of the languages."""

from __future__ import annotations

import string
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml

from parchi.domain.hours import IST
from parchi.domain.quantity import Quantity
from parchi.domain.reply import Reply, Say
from parchi.whatsapp.limits import BODY, cut, length
from parchi.whatsapp.said_time import say_time
from parchi.whatsapp.said_units import say_quantity

MORE = "utter_more"
"""The hint under a page that is not the last."""
DEFAULT = "en"


class WordingError(Exception):
    """A reply that cannot be said: an id that stands nowhere or twice, or a placeholder without value."""


@dataclass(frozen=True)
class Wording:
    """The texts of all replies: by id, then by language; `en` is what every language falls back to."""

    texts: Mapping[str, Mapping[str, str]]
    now: Callable[[], datetime]

    @classmethod
    def load(cls, folder: Path, now: Callable[[], datetime] = lambda: datetime.now(IST)) -> Wording:
        """Read all `*.yml` of a folder in Rasa's format; the same id in two files is an error."""
        texts: dict[str, dict[str, str]] = {}
        for file in sorted(folder.glob("*.yml")):
            for id, variations in (yaml.safe_load(file.read_text(encoding="utf-8"))["responses"] or {}).items():
                if id in texts:
                    raise WordingError(f"{file.name}: {id} stands in another file too")
                texts[id] = _by_language(id, variations)
        return cls(texts, now)

    def say(self, sentence: Say, language: str) -> str:
        """One sentence in a language."""
        template = self._template(sentence.id, language)
        values = {name: self._worded(value, language) for name, value in sentence.values.items()}
        try:
            return template.format_map(values).strip()
        except (KeyError, IndexError, ValueError) as error:
            raise WordingError(f"{sentence.id}: no value for {error} among {sorted(values)}") from None

    def render(self, reply: Reply, language: str, *, most: int = BODY, hint: bool = True) -> list[str]:
        """The reply as messages of at most `most` characters.

        Every page carries the head's first line and the foot; the list is parted between them. `hint` adds to all
        pages but the last how to see more.
        """
        head, lines, foot = (self._said(part, language) for part in (reply.head, reply.lines, reply.foot))
        whole = "\n".join([*head, *lines, *foot])
        if length(whole) <= most:
            return [whole] if whole else []
        if not lines:
            return _parted("\n".join([*head, *foot]), most)
        more = [self.say(Say(MORE), language)] if hint else []
        return _paged(head, lines, foot, more, most)

    def _said(self, sentences: Iterable[Say], language: str) -> list[str]:
        return [text for text in (self.say(sentence, language) for sentence in sentences) if text]

    def _template(self, id: str, language: str) -> str:
        if id not in self.texts:
            raise WordingError(f"{id}: no reply of this name in data/responses")
        variations = self.texts[id]
        return variations.get(language, variations[DEFAULT])

    def _worded(self, value: Any, language: str) -> str:
        if isinstance(value, Say):
            return self.say(value, language)
        if isinstance(value, Quantity):
            return say_quantity(value, language)
        if isinstance(value, datetime):
            return say_time(value, language, self.now())
        if isinstance(value, float):
            return f"{value:.2f}".rstrip("0").rstrip(".")
        return _plain(str(value))


def placeholders(template: str) -> set[str]:
    """The names in braces."""
    return {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}


def _by_language(id: str, variations: list[dict[str, Any]]) -> dict[str, str]:
    """Rasa chooses a text by a condition on the slot `language`; the unconditional one is the fallback."""
    found: dict[str, str] = {}
    for variation in variations:
        slots = [c["value"] for c in variation.get("condition", []) if c.get("name") == "language"]
        found.setdefault(slots[0] if slots else DEFAULT, variation["text"])
    if DEFAULT not in found:
        raise WordingError(f"{id}: no text without condition")
    return found


def _plain(text: str) -> str:
    """Words of a customer stay on their line: a name with line ends must not look like a line of ours."""
    return " ".join("".join(c if c.isprintable() or c in "\u200c\u200d" else " " for c in text).split())


def _paged(head: list[str], lines: list[str], foot: list[str], more: list[str], most: int) -> list[str]:
    """Pages filled with as many lines as fit; the first has the whole head."""
    pages: list[str] = []
    top, left = head, list(lines)
    while left:
        taken: list[str] = []
        while left and length("\n".join([*top, *taken, left[0], *foot, *more])) <= most:
            taken.append(left.pop(0))
        if not taken and top == head and len(head) > 1:
            pages += _parted("\n".join(head), most)  # a head that leaves no room for one line
            top = head[:1]
            continue
        if not taken:
            room = most - length("\n".join([*top, "", *foot, *more]))
            if room < 1:
                return _parted("\n".join([*head, *lines, *foot]), most)
            taken = [cut(left.pop(0), room)]
        pages.append("\n".join([*top, *taken, *foot, *(more if left else [])]))
        top = head[:1]
    return pages


def _parted(text: str, most: int) -> list[str]:
    """A text without a list, parted between words."""
    parts = [""]
    for word in text.replace("\n", " \n ").split(" "):
        both = word if not parts[-1] else f"{parts[-1]} {word}"
        if length(both) <= most:
            parts[-1] = both
        else:
            parts.append(cut(word, most))
    return [part.replace(" \n ", "\n").strip() for part in parts if part.strip()]
