"""Shown content: what a receiver sees of a ContentSid, as the simulator and tests show it."""

from __future__ import annotations

from collections.abc import Mapping

from parchi.whatsapp.letters import ContentSid
from parchi.whatsapp.templates import Template, Templates

LANGUAGES = ("en", "hi", "hi-Latn")


def show(
    sid: str, variables: Mapping[str, str], *, templates: Templates, content_sid: ContentSid
) -> tuple[str, list[dict[str, str]]]:
    """The text and the buttons (title, payload) of a configured ContentSid; KeyError for any other."""
    for language in LANGUAGES:
        for name, template in templates.templates.items():
            if content_sid(name, language) == sid:
                about = _order(template, variables)
                buttons = _buttons(templates, template.buttons, language, about) if template.buttons else []
                return templates.rendered(name, language, variables), buttons
        for name in templates.buttons:
            if content_sid(name, language) == sid:
                about = None if variables.get("2", "-") == "-" else variables["2"]
                return variables["1"], _buttons(templates, name, language, about)
    raise KeyError(sid)


def _buttons(templates: Templates, name: str, language: str, about: str | None) -> list[dict[str, str]]:
    return [{"title": b.title[language], "payload": b.payload(about)} for b in templates.buttons[name]]


def _order(template: Template, variables: Mapping[str, str]) -> str | None:
    """The order that a template's buttons are about."""
    return variables[str(template.variables.index("order") + 1)] if "order" in template.variables else None
