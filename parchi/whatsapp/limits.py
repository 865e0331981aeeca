"""Limits of WhatsApp through Twilio: what is longer is refused there, so it is cut or paged here."""

from __future__ import annotations

from collections.abc import Iterable

BODY = 1600
"""Characters of a text message; more is error 21617."""
CONTENT_BODY = 1024
"""Characters of a message with buttons."""
BUTTON_TITLE = 20
BUTTONS = 3
"""Quick replies of a message that nobody approved."""
WEBHOOK_BYTES = 64 * 1024
"""The most that the web front reads of one request."""


def length(text: str) -> int:
    """Characters as Twilio may count them at worst: an emoji is two (UTF-16)."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def cut(text: str, most: int) -> str:
    """The text, or its beginning and an ellipsis where it is longer than `most`."""
    if length(text) <= most:
        return text
    kept = text[: most - 1]
    while length(kept) > most - 1:
        kept = kept[:-1]
    return kept.rstrip() + "…"


def joined(texts: Iterable[str], most: int = BODY) -> list[str]:
    """Texts put together into as few messages as hold them, in order."""
    messages: list[str] = []
    for text in filter(str.strip, texts):
        both = f"{messages[-1]}\n{text}" if messages else text
        if messages and length(both) <= most:
            messages[-1] = both
        else:
            messages += _pieces(text, most)
    return messages


def _pieces(text: str, most: int) -> list[str]:
    """A text parted at line ends into messages; a line too long for one is cut."""
    pieces: list[str] = []
    for line in text.split("\n"):
        both = f"{pieces[-1]}\n{line}" if pieces else line
        if pieces and length(both) <= most:
            pieces[-1] = both
        else:
            pieces.append(cut(line, most))
    return [piece for piece in pieces if piece.strip()]
