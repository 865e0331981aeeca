"""A pack as printed on lists: "500gm", "Pack of 6", "70 g x 12", "per kg"; and a price: "₹ 1,250/-"."""

from __future__ import annotations

import re

from parchi.domain.money import Money

UNIT_WORDS = {
    "kg": "kg", "kgs": "kg", "kilo": "kg", "kilos": "kg", "kilogram": "kg", "kilograms": "kg",
    "g": "g", "gm": "g", "gms": "g", "gr": "g", "grm": "g", "grms": "g", "gram": "g", "grams": "g",
    "l": "l", "lt": "l", "ltr": "l", "ltrs": "l", "lit": "l", "litre": "l", "litres": "l", "liter": "l", "liters": "l",
    "ml": "ml", "mls": "ml", "millilitre": "ml", "millilitres": "ml",
    "pc": "piece", "pcs": "piece", "piece": "piece", "pieces": "piece", "nos": "piece", "no": "piece", "n": "piece",
    "u": "piece", "unit": "piece", "units": "piece", "each": "piece", "ea": "piece", "tablets": "piece",
    "dozen": "dozen", "dz": "dozen", "doz": "dozen",
    "bunch": "bunch", "bunches": "bunch", "judi": "bunch", "gaddi": "bunch",
}  # fmt: skip
"""What lists write for a unit of the shop."""
LOOSE_WORDS = ("loose", "per", "khulla", "/")
MOST_RUPEES = 1_000_000

_UNIT = "|".join(sorted((re.escape(word) for word in UNIT_WORDS), key=len, reverse=True))
_AMOUNT = r"(?<![\d.,])(?P<amount>\d+(?:\.\d+)?|½|1/2|¼|1/4|¾|3/4)"
_TIMES = r"\s*[x×*]\s*"
_SIZE = re.compile(rf"{_AMOUNT}\s*-?\s*(?P<unit>{_UNIT})\b\.?", re.IGNORECASE)
_MANY_FIRST = re.compile(rf"(?<![\d.])(?P<many>\d{{1,3}}){_TIMES}{_SIZE.pattern}", re.IGNORECASE)
_MANY_LAST = re.compile(rf"{_SIZE.pattern}{_TIMES}(?P<many>\d{{1,3}})(?![\d.])", re.IGNORECASE)
_PACK_OF = re.compile(r"\b(?:pack|set|box)\s+of\s+(?P<many>\d{1,3})\b", re.IGNORECASE)
_LOOSE = re.compile(rf"(?:\bloose\b|\bkhulla\b|\bper\b|/)\s*\(?(?:per|/|1)?\s*(?P<unit>{_UNIT})\b", re.IGNORECASE)
_ONLY_LOOSE = re.compile(r"^\s*(?:loose|khulla)\s*$", re.IGNORECASE)
_FRACTIONS = {"½": 0.5, "1/2": 0.5, "¼": 0.25, "1/4": 0.25, "¾": 0.75, "3/4": 0.75}
_MONEY_SIGNS = re.compile(r"(?:₹|\brs\.?|\binr\b|\brupees?\b|\bmrp\b|:|/-|/=)", re.IGNORECASE)
_THOUSANDS = re.compile(r"^\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+)?$")
_DECIMAL_COMMA = re.compile(r"^\d+,\d{1,2}$")
_PLAIN = re.compile(r"^\d+(?:\.\d+)?$")
_PRICES_PER = {"g": "kg", "ml": "l", "dozen": "piece", "l": "l", "kg": "kg", "piece": "piece", "bunch": "bunch"}


def find_pack(text: str) -> tuple[str, str] | None:
    """The pack that a text names, as products.csv writes it, and the text without it; None where it names none."""
    if loose := _LOOSE.search(text):
        unit = _PRICES_PER[UNIT_WORDS[loose["unit"].lower()]]
        return (f"loose {unit}", _without(text, loose)) if unit in ("kg", "piece", "bunch") else None
    for pattern in (_MANY_FIRST, _MANY_LAST, _SIZE):
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
    bare = UNIT_WORDS.get(together.lower().rstrip("."))
    if bare in ("kg", "piece", "bunch"):
        return f"loose {bare}"
    if _ONLY_LOOSE.match(together):
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
    named = UNIT_WORDS[unit.lower()]
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
