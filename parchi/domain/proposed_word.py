"""A proposed word: what a shop called a thing that nobody knew by that name, for a person to review."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

OPEN, TAKEN, DISMISSED = "open", "taken", "dismissed"


@dataclass(eq=False)
class ProposedWord:
    """One word of one shop. `item` is what the shop says it is, where it has said so."""

    word: str
    kirana: str
    said: str
    """The message in which it stood last."""
    at: datetime
    item: str | None = None
    count: int = 1
    state: str = OPEN
    number: int | None = None

    @property
    def language(self) -> str:
        """By its letters: `hi` or `hi-Latn`."""
        return "hi" if any("\u0900" <= sign <= "\u097f" for sign in self.word) else "hi-Latn"
