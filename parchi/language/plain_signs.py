"""A plain sign: a message of nothing but digits or pictographs, which says what it says without a word."""

from __future__ import annotations

import csv
import re
from pathlib import Path

from parchi.domain.reading import SHOP
from parchi.language.intents import OUT_OF_SCOPE
from parchi.language.lines import LineReading
from parchi.language.normaliser import normalise
from parchi.language.tokens import BULLET, LIST_NUMBER, MARK, NUMBER

_PINCODE = re.compile(r"[1-9]\d{2} ?\d{3}")
_HIGHEST_CHOICE = 30
"""Nobody is offered more than this to choose from; longer numbers are orders and codes."""


class PlainSigns:
    """What pictographs mean (data/lexicon/signs.csv), and bare numbers."""

    def __init__(self, meanings: dict[str, str]) -> None:
        self._meanings = meanings

    @classmethod
    def load(cls, path: Path) -> PlainSigns:
        """Read the table of signs."""
        with path.open(encoding="utf-8", newline="") as file:
            return cls({row["sign"]: row["intent"] for row in csv.DictReader(file)})

    def intent(self, reading: LineReading, speaker: str) -> str | None:
        """What a message without words means; None where it has words."""
        if any(span.text[:1].isalpha() and not span.has("and") for span in reading.spans):
            return None
        text = normalise(reading.text).strip()
        if not any(character.isalnum() for character in text):
            return self._of_pictographs(text)
        if speaker != SHOP and _PINCODE.fullmatch(text.rstrip(".")):
            return "share_place"
        if all(span.kind in (NUMBER, MARK, BULLET, LIST_NUMBER) or span.has("and") for span in reading.spans):
            return self._of_digits(text, speaker)
        return None

    def _of_pictographs(self, text: str) -> str:
        return next((self._meanings[sign] for sign in text if sign in self._meanings), OUT_OF_SCOPE)

    def _of_digits(self, text: str, speaker: str) -> str | None:
        numbers = re.findall(r"\d+", text)
        if speaker == SHOP:
            return "order_collected" if len(numbers) == 1 and len(numbers[0]) == 4 else None
        if numbers and all(int(number) <= _HIGHEST_CHOICE for number in numbers):
            return "choose_option"
        return "order_status" if len(numbers) == 1 and 3 <= len(numbers[0]) <= 5 else None
