"""Templates and buttons: messages that WhatsApp must know beforehand, from data/templates.yml."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from parchi.whatsapp.picker import SIZES, list_name

DEFAULT = "en"
BUTTONS = "buttons_"
"""Before the name of a set of buttons in the settings: a template may have the same name."""
_VARIABLE = re.compile(r"\{\{(\w+)\}\}")


@dataclass(frozen=True)
class Button:
    """One quick reply: its title in each language, and the intent that pressing it means."""

    intent: str
    title: Mapping[str, str]

    def payload(self, about: str | None) -> str:
        """What comes back when it is pressed."""
        return f"{self.intent}:{about}" if about else self.intent


@dataclass(frozen=True)
class Template:
    """A message sent outside the 24-hour window; `variables` names what {{1}}, {{2}} … stand for."""

    variables: tuple[str, ...]
    body: Mapping[str, str]
    buttons: str | None
    category: str = "UTILITY"
    """What it is submitted as: WhatsApp lets people mute MARKETING alone."""

    def numbered(self, values: Mapping[str, str]) -> dict[str, str]:
        """Twilio's ContentVariables: an empty one, a line end or five spaces in a row is refused there (63013)."""
        return {str(n): _one_line(values[name]) for n, name in enumerate(self.variables, start=1)}


@dataclass(frozen=True)
class Templates:
    """All of them by name."""

    templates: Mapping[str, Template]
    buttons: Mapping[str, tuple[Button, ...]]
    choose: Mapping[str, str] = field(default_factory=dict)
    """What opens a list of entries, by language."""

    @classmethod
    def load(cls, file: Path) -> Templates:
        """Read data/templates.yml."""
        told: dict[str, dict[str, Any]] = yaml.safe_load(file.read_text(encoding="utf-8"))
        templates = {
            name: Template(tuple(t.get("variables", ())), t["body"], t.get("buttons"), t.get("category", "UTILITY"))
            for name, t in told["templates"].items()
        }
        buttons = {name: tuple(Button(b["intent"], b["title"]) for b in all) for name, all in told["buttons"].items()}
        return cls(templates, buttons, told.get("lists", {}).get("button", {}))

    def configurable(self) -> list[str]:
        """All names for which there may be a ContentSid."""
        return [*self.templates, *(BUTTONS + name for name in self.buttons), *(list_name(count) for count in SIZES)]

    def rendered(self, name: str, language: str, variables: Mapping[str, str]) -> str:
        """The text that the receiver sees of a template."""
        body = self.templates[name].body
        return _VARIABLE.sub(lambda match: variables[match[1]], body.get(language, body[DEFAULT]))


def _one_line(text: str) -> str:
    return " ".join(text.split()) or "-"
