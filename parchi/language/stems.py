"""Stems: the words that a plural may be the plural of, each with what it costs to take it so."""

from __future__ import annotations

from collections.abc import Iterator


def stems(text: str) -> Iterator[tuple[str, float]]:
    """The word without a plural: eggs, boxes, kele, pyazon."""
    if len(text) > 3 and text.isascii():
        if text.endswith("ies"):
            yield text[:-3] + "y", 0.1
        if text.endswith("es"):
            yield text[:-2], 0.15
        if text.endswith("s") and not text.endswith("ss"):
            yield text[:-1], 0.1
        if text.endswith("e"):
            yield text[:-1] + "a", 0.2
        if text.endswith("on"):
            yield text[:-2] + "a", 0.3
            yield text[:-2], 0.3
    elif len(text) > 2:
        if text.endswith("े"):
            yield text[:-1] + "ा", 0.2
        if text.endswith("ों"):
            yield text[:-2] + "ा", 0.3
            yield text[:-2], 0.3
        if text.endswith("ें"):
            yield text[:-2], 0.2
