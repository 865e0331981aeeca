"""A story's translations: what is said, written once in each language, makes one conversation a language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from parchi.language.languages import languages

SAID = "said"
"""`language: said` wants the language in which the story is played."""


def languages_of(told: Mapping[str, Any]) -> tuple[str, ...]:
    """The languages in which every translated part of a story is written, in the order of the first such part.

    Empty where nothing is translated.
    """
    parts = [tuple(part) for part in _translated(told)]
    return tuple(language for language in parts[0] if all(language in part for part in parts)) if parts else ()


def in_language(told: Any, language: str | None) -> Any:
    """The story as it is told in one of its languages; without one it stays as it is."""
    if isinstance(told, list):
        return [in_language(part, language) for part in told]
    if not isinstance(told, dict):
        return told
    if _is_translated(told):
        return in_language(told[language], language)
    return {
        key: language if (key, value) == ("language", SAID) else in_language(value, language)
        for key, value in told.items()
    }


def _translated(told: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(told, list):
        for part in told:
            yield from _translated(part)
    elif isinstance(told, dict):
        if _is_translated(told):
            yield told
        else:
            for part in told.values():
                yield from _translated(part)


def _is_translated(told: Mapping[Any, Any]) -> bool:
    return bool(told) and all(key in languages() for key in told)
