"""Picking: which of the options shown an answer means, by number, by name, by price or "any"."""

from __future__ import annotations

import re
from typing import Any

from parchi.domain.reading import Reading
from parchi.language.normaliser import normalise
from parchi.language.number_words import numbers_said, sizes_said
from parchi.language.unit_words import amounts_in
from parchi.language.wishes import first_said, wishes_said
from parchi.services.product_names import name_keys

Options = tuple[dict[str, Any], ...]
_BY_WORTH = ("option_cheapest", "option_dearest", "option_smallest", "option_largest")
_LAST, _ANY, _ALL = "option_last", "option_any", "option_all"
_ORDINALS = tuple(f"option_{number}" for number in range(1, 11))
SIZES = ("kg", "g", "l", "ml")
"""Units of the packs shown: an amount of one is no number of an option."""
MOST_KEYS = 3


def picked(reading: Reading, options: Options) -> list[int]:
    """Indices of the options meant; several where several are meant or still fit; [] where none is."""
    text, keys, wishes = reading.text, name_keys(reading.text), wishes_said(reading.text)
    if not options:
        return []
    digits = [] if _is_amount(text) else _digits(reading)
    if digits and all(1 <= number <= len(options) for number in digits):
        return [number - 1 for number in dict.fromkeys(digits)]
    chosen = first_said(text, _BY_WORTH)
    if chosen is not None:
        return [_CHOOSE[chosen](options)]
    meant = _counted(_ordinals(wishes), len(options)) or _named(keys, sizes_said(text, SIZES), options)
    if meant:
        return meant
    if _ALL in wishes:
        return list(range(len(options)))
    if _LAST in wishes:
        return [len(options) - 1]
    if _ANY in wishes:
        return [_cheapest(options)]
    # "do" is two, and also "give": a number in words counts only where little else is said.
    return _counted(numbers_said(text, but_of=SIZES), len(options)) if len(keys) <= MOST_KEYS else []


def is_several(reading: Reading) -> bool:
    """Whether more than one of the options is wanted: "1 aur 3", "dono"."""
    return _ALL in wishes_said(reading.text) or len(_digits(reading)) > 1


def _digits(reading: Reading) -> list[int]:
    return [int(number) for number in reading.numbers or re.findall(r"\d+", reading.text) if len(number) < 3]


def _is_amount(text: str) -> bool:
    """ "500 g" is one of the packs shown, and no number of an option."""
    return amounts_in(SIZES).search(normalise(text).lower()) is not None


def _ordinals(wishes: frozenset[str]) -> list[int]:
    return [number for number, wish in enumerate(_ORDINALS, start=1) if wish in wishes]


def _counted(numbers: list[int], count: int) -> list[int]:
    """The indices of options that are counted from 1; none where one of them was not shown."""
    return [number - 1 for number in numbers] if all(number <= count for number in numbers) else []


def _named(keys: frozenset[str], sizes: frozenset[str], options: Options) -> list[int]:
    """Those with most of the words; those of the size that is said where no word tells."""
    labels = [name_keys(f"{option['name']} {option.get('price_paise', 0) // 100 or ''}") for option in options]
    shared = frozenset.intersection(*labels) if len(labels) > 1 else frozenset[str]()
    scores = [len(keys & (label - shared)) for label in labels]
    most = max(scores)
    named = [index for index, score in enumerate(scores) if score == most] if most else []
    sized = [index for index, option in enumerate(options) if " ".join(option["name"].rsplit(" ", 2)[1:]) in sizes]
    return named or sized


def _cheapest(options: Options) -> int:
    return min(range(len(options)), key=lambda index: options[index].get("price_paise", 0))


def _dearest(options: Options) -> int:
    return max(range(len(options)), key=lambda index: options[index].get("price_paise", 0))


def _smallest(options: Options) -> int:
    return min(range(len(options)), key=lambda index: _size(options[index]))


def _largest(options: Options) -> int:
    return max(range(len(options)), key=lambda index: _size(options[index]))


def _size(option: dict[str, Any]) -> float:
    amount, _, unit = option["name"].rpartition(" ")
    number = amount.rpartition(" ")[2]
    try:
        return float(number) * (1000 if unit in ("kg", "l") else 1)
    except ValueError:
        return 0.0


_CHOOSE = dict(zip(_BY_WORTH, (_cheapest, _dearest, _smallest, _largest), strict=True))
