"""An invitation: the short code that others join by, and the link that writes it."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from urllib.parse import quote

LETTERS, DIGITS = "ABCDEFGHJKMNPQRSTUVWXYZ", "23456789"
"""Signs that nobody takes for one another."""


def new_code(is_taken: Callable[[str], bool]) -> str:
    """Four signs with letters and digits, such as 7K2P: no word and no order number looks so."""
    while True:
        code = "".join(secrets.choice(signs) for signs in (DIGITS, LETTERS, DIGITS, LETTERS))
        if not is_taken(code):
            return code


def link_to(number: str, words: str) -> str:
    """A link that opens a chat with `number` (`whatsapp:+91…`), the words written already."""
    return f"https://wa.me/{number.removeprefix('whatsapp:+')}?text={quote(words)}"
