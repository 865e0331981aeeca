"""A normalised text: one way to write what keyboards write in many, with the way back to what was typed."""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

from parchi.language.remembered import Remembered

_REPLACED = {
    "\u0964": ".",  # danda
    "\u0965": ".",
    "\u0970": ".",  # Devanagari abbreviation sign
    "\u0901": "\u0902",  # candrabindu is typed as anusvara by half of all phones
    "\u2018": "'", "\u2019": "'", "\u201b": "'", "\u02bc": "'", "\u0060": "'", "\u00b4": "'",
    "\u201c": '"', "\u201d": '"', "\u201e": '"',
    "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2014": "-", "\u2015": "-", "\u2212": "-",
    "\u00d7": "x", "\u2715": "x", "\u2716": "x",
    "\u2044": "/", "\u2215": "/",
    "\u2026": "...",
    "\u20e3": ")",  # a keycap emoji numbers a list: 1️⃣
    "\u20a8": "rs ",  # the old rupee sign
    "\t": " ", "\r": "", "\u2028": "\n", "\u2029": "\n", "\u0085": "\n",
}  # fmt: skip
_FRACTIONS = {"½": " 1/2", "¼": " 1/4", "¾": " 3/4", "⅓": " 1/3", "⅔": " 2/3", "⅛": " 1/8"}
_FOOD = {
    "🥛": "milk", "🍞": "bread", "🧅": "onion", "🥔": "potato", "🍅": "tomato", "🥚": "eggs",
    "🧄": "garlic", "🥕": "carrot", "🍌": "banana", "🍎": "apple", "🍋": "lemon", "🥭": "mango",
    "🥥": "coconut", "🧈": "butter", "🧀": "cheese", "🍇": "grapes", "🍊": "orange", "🍉": "watermelon",
    "🥬": "spinach", "🫚": "ginger", "🍆": "brinjal", "🥒": "cucumber", "🌽": "corn", "🍚": "rice",
    "🧂": "salt", "🍯": "honey", "🍪": "biscuit", "🧼": "soap",
}  # fmt: skip
"""Pictographs that name one thing to buy; "2 🥛" is as plain as "2 milk"."""
_NUKTA = "\u093c"
_INVISIBLE = ("Cf", "Cc", "Co", "Cs")


class Normalised(NamedTuple):
    """The normalised text; `origins[i]` is where character i stands in the text as written (one more for the end)."""

    text: str
    origins: tuple[int, ...] | None
    """None where both texts have the same offsets."""

    def origin(self, index: int) -> int:
        """The offset in the text as written of the normalised character at `index`."""
        return index if self.origins is None else self.origins[index]


def normalise(text: str) -> str:
    """The text as the language layer and the training data see it; case is kept."""
    return normalise_with_origins(text).text


def normalise_with_origins(text: str) -> Normalised:
    """The same text with the offsets of its characters in the text as written."""
    if text.isascii() and "\r" not in text and "\t" not in text and "`" not in text and text.isprintable():
        return Normalised(text, None)
    pieces = [_WRITTEN[character] for character in text]
    if all(len(piece) == 1 for piece in pieces):
        return Normalised("".join(pieces), None)
    origins = [index for index, piece in enumerate(pieces) for _ in piece]
    return Normalised("".join(pieces), (*origins, len(text)))


def _written(character: str) -> str:
    """What stands for one character; empty where it is dropped."""
    if character in _FRACTIONS:
        return _FRACTIONS[character]
    if character in _REPLACED:
        return _REPLACED[character]
    if character in _FOOD:
        return f" {_FOOD[character]} "
    if character == "\n" or " " <= character <= "~":
        return character
    category = unicodedata.category(character)
    if category == "Zs":
        return " "
    if category in _INVISIBLE or "\ufe00" <= character <= "\ufe0f":
        return ""
    if category == "Nd":
        return str(unicodedata.digit(character))
    # Full-width and mathematical letters are plain ones in fancy dress; a full-width slash stays harmless.
    plain = unicodedata.normalize("NFKC" if category[0] == "L" else "NFC", character)
    return "".join(part for part in unicodedata.normalize("NFD", plain) if not _is_folded_mark(part))


def _is_folded_mark(mark: str) -> bool:
    """Nukta (people type ज for ज़ at will) and the accents of Latin letters."""
    return mark == _NUKTA or "\u0300" <= mark <= "\u036f"


_WRITTEN: Remembered[str, str] = Remembered(_written)
