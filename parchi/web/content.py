"""Content: what a receiver sees of a ContentSid, as Twilio would render it, for the stand-in of its API."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from parchi.language.languages import languages
from parchi.whatsapp.picker import entries, is_list
from parchi.whatsapp.templates import BUTTONS, Button, Templates

Rendered = tuple[str, list[dict[str, str]]]


class Content:
    """The templates and button sets for which ContentSids are configured."""

    def __init__(self, templates: Templates, content_sid: Callable[[str, str], str | None]) -> None:
        self._templates = templates
        names = templates.configurable()
        told = {content_sid(name, language): (name, language) for name in names for language in languages()}
        self._names = {sid: name for sid, name in told.items() if sid is not None}

    def __call__(self, sid: str, variables: Mapping[str, str]) -> Rendered:
        """Text and buttons; KeyError for a ContentSid or a variable that does not exist."""
        name, language = self._names[sid]
        if is_list(name):
            return variables["1"], [{"title": title, "payload": payload} for title, payload in entries(variables)]
        if name.startswith(BUTTONS):
            return variables["1"], self._pressable(name.removeprefix(BUTTONS), language, variables.get("2", "-"))
        buttons = self._templates.templates[name].buttons
        text = self._templates.rendered(name, language, variables)
        return text, self._pressable(buttons, language, variables.get("1", "-")) if buttons else []

    def _pressable(self, name: str, language: str, about: str) -> list[dict[str, str]]:
        return [_pressable(button, language, about) for button in self._templates.buttons[name]]


def _pressable(button: Button, language: str, about: str) -> dict[str, str]:
    """Only an order's number is carried back: other first variables are names."""
    title = button.title.get(language, button.title["en"])
    return {"title": title, "payload": button.payload(about if about.isdigit() else None)}
