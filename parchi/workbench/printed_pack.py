"""A pack as printed on lists: "500gm", "Pack of 6", "70 g x 12", "per kg"; and a price: "₹ 1,250/-"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from parchi.domain.money import Money
from parchi.language.tables import rows_of_all

LOOSE = "loose"
"""The rows of words that say that a thing is sold loose."""
MOST_RUPEES = 1_000_000
_TIMES = r"\s*[x×*]\s*"
_PACK_OF = re.compile(r"\b(?:pack|set|box)\s+of\s+(?P<many>\d{1,3})\b", re.IGNORECASE)

_FRACTIONS = {"½": 0.5, "1/2": 0.5, "¼": 0.25, "1/4": 0.25, "¾": 0.75, "3/4": 0.75}
_MONEY_SIGNS = re.compile(r"(?:₹|\brs\.?|\binr\b|\brupees?\b|\bmrp\b|:|/-|/=)", re.IGNORECASE)
_THOUSANDS = re.compile(r"^\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+)?$")
_DECIMAL_COMMA = re.compile(r"^\d+,\d{1,2}$")
_PLAIN = re.compile(r"^\d+(?:\.\d+)?$")
_PRICES_PER = {"g": "kg", "ml": "l", "dozen": "piece", "l": "l", "kg": "kg", "piece": "piece", "bunch": "bunch"}


@dataclass(frozen=True)
class Written:
    """How lists write packs, by the words of data/lexicon/<language>/list_units.csv."""

    units: dict[str, str]
    """A word in small letters, and the unit of the shop that it means."""
    loose: re.Pattern[str]
    only_loose: re.Pattern[str]
    sizes: tuple[re.Pattern[str], ...]
    """Several of a size, before and behind it; and a size alone."""


@lru_cache(maxsize=1)
def _written() -> Written:
    rows = [(row["unit"], word) for row in rows_of_all("list_units.csv") for word in row["words"].split(";")]
    units = {word: unit for unit, word in rows if unit != LOOSE}
    loose = "|".join(re.escape(word) for unit, word in rows if unit == LOOSE)
    unit = "|".join(sorted((re.escape(word) for word in units), key=len, reverse=True))
    size = rf"(?<![\d.,])(?P<amount>\d+(?:\.\d+)?|½|1/2|¼|1/4|¾|3/4)\s*-?\s*(?P<unit>{unit})\b\.?"
    patterns = (
        rf"(?:\b(?:{loose})\b|/)\s*\(?(?:per|/|1)?\s*(?P<unit>{unit})\b",
        rf"^\s*(?:{loose})\s*$",
        rf"(?<![\d.])(?P<many>\d{{1,3}}){_TIMES}{size}",
        rf"{size}{_TIMES}(?P<many>\d{{1,3}})(?![\d.])",
        size,
    )
    found = [re.compile(pattern, re.IGNORECASE) for pattern in patterns]
    return Written(units, found[0], found[1], tuple(found[2:]))


def find_pack(text: str) -> tuple[str, str] | None:
    """The pack that a text names, as products.csv writes it, and the text without it; None where it names none."""
    if loose := _written().loose.search(text):
        unit = _PRICES_PER[_written().units[loose["unit"].lower()]]
        return (f"loose {unit}", _without(text, loose)) if unit in ("kg", "piece", "bunch") else None
    for pattern in _written().sizes:
        found = list(pattern.finditer(text))
        if found:
            last = found[-1]
            return _pack(last["amount"], last["unit"], last.groupdict().get("many")), _without(text, last)
    if several := _PACK_OF.search(text):
        return f"{int(several['many'])} piece", _without(text, several)
    return None


def read_pack(text: str, unit: str = "") -> str:
    """The pack of a cell, with its unit in the cell or in one of its own; ValueError says what is missing."""
    together = f"{text} {unit}".strip()
    if _PLAIN.match(text) and not unit:
        raise ValueError(f"the pack {text!r} has no unit")
    found = find_pack(together)
    if found is not None:
        return found[0]
    bare = _written().units.get(together.lower().rstrip("."))
    if bare in ("kg", "piece", "bunch"):
        return f"loose {bare}"
    if _written().only_loose.match(together):
        return "loose kg"
    raise ValueError(f"the pack {together!r} is not understood")


def read_price(text: str) -> Money:
    """The amount of a cell in rupees; ValueError where it is none, not above zero or beyond belief."""
    plain = _MONEY_SIGNS.sub(" ", text).strip().replace(" ", "")
    if _THOUSANDS.match(plain):
        plain = plain.replace(",", "")
    elif _DECIMAL_COMMA.match(plain):
        plain = plain.replace(",", ".")
    if not _PLAIN.match(plain):
        raise ValueError(f"the price {text.strip()!r} is not an amount")
    rupees = float(plain)
    if not 0 < rupees <= MOST_RUPEES:
        raise ValueError(f"the price {text.strip()!r} cannot be meant")
    return Money.rupees(rupees)


def _pack(amount: str, unit: str, many: str | None) -> str:
    size = _FRACTIONS.get(amount) or float(amount)
    named = _written().units[unit.lower()]
    if named == "dozen":
        size, named = size * 12, "piece"
    if many:
        size *= int(many)
    if named in ("kg", "l") and size < 1:
        size, named = size * 1000, {"kg": "g", "l": "ml"}[named]
    if size <= 0:
        raise ValueError(f"the pack {amount} {unit} holds nothing")
    return "loose bunch" if named == "bunch" else f"{round(size, 3):.10g} {named}"


def _without(text: str, found: re.Match[str]) -> str:
    rest = f"{text[: found.start()]} {text[found.end() :]}"
    rest = re.sub(r"\(\s*\)|\[\s*\]", " ", rest)
    return " ".join(rest.split()).strip(" -,|/")
