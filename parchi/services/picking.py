"""Picking: which of the options shown an answer means, by number, by name, by price or "any"."""

from __future__ import annotations

import re
from typing import Any

from parchi.domain.reading import Reading
from parchi.services.product_names import name_keys

Options = tuple[dict[str, Any], ...]
ORDINALS = (
    "pehla pahla pehle pahle pehli pahli first 1st ek one पहला पहली एक",
    "dusra doosra dusri doosri second 2nd do two दूसरा दूसरी दो",
    "teesra tisra teesri tisri third 3rd teen three तीसरा तीसरी तीन",
    "chautha chauthi fourth 4th char chaar four चौथा चौथी चार",
    "paanchva panchva paanchvi fifth 5th paanch panch five पांचवा पाँचवा पांच पाँच",
    "chhatha chatha sixth 6th chhe che six छठा छह",
    "saatva satva seventh 7th saat seven सातवां सात",
    "aathva eighth 8th aath eight आठवां आठ",
    "nauva ninth 9th nau nine नौवां नौ",
    "dasva tenth 10th das ten दसवां दस",
)
_ORDINAL = {key: number for number, words in enumerate(ORDINALS) for key in name_keys(words) if not key.isdigit()}
_LAST = name_keys("last aakhri aakhiri akhri आखिरी अंतिम neeche niche")
_CHEAP = name_keys("sasta saste sasti sastawala cheap cheaper cheapest lowest kam सस्ता सस्ती सस्ते कम")
_DEAR = name_keys("mehnga mehenga mahanga mehngi costly costliest expensive premium महंगा महँगा")
_SMALL = name_keys("chota chhota choti chhoti small smaller smallest छोटा छोटी")
_LARGE = name_keys("bada badi bara big bigger biggest large larger largest बड़ा बड़ी")
_ANY = name_keys("koi kuch kuchh any anything either whatever jo kuchbhi koibhi कोई कुछ जो")
_ALL = name_keys("dono donon both teeno teenon all sab saare sabhi दोनों दोनो सब तीनों सारे")
_UNITS = r"(?:kgs?|kilo|g|gm|gms|gram|grams|ml|l|ltr|litre|liter|किलो|ग्राम|लीटर|मिली)"
_AMOUNT = re.compile(rf"\d+(?:\.\d+)?\s*{_UNITS}(?![a-z])", re.IGNORECASE)
_JOINED = name_keys("aur and or plus bhi with और भी")


def picked(reading: Reading, options: Options) -> list[int]:
    """Indices of the options meant; several where several are meant or still fit; [] where none is."""
    text = reading.text
    keys = name_keys(text)
    if not options:
        return []
    if not _AMOUNT.search(text):
        numbered = _numbered(reading, keys, len(options))
        if numbered:
            return numbered
    for words, choose in ((_CHEAP, _cheapest), (_DEAR, _dearest), (_SMALL, _smallest), (_LARGE, _largest)):
        if keys & words:
            return [choose(options)]
    named = _named(keys, options)
    if named:
        return named
    if keys & _ALL:
        return list(range(len(options)))
    if keys & _LAST:
        return [len(options) - 1]
    return [_cheapest(options)] if keys & _ANY else []


def is_several(reading: Reading) -> bool:
    """Whether more than one of the options is wanted: "1 aur 3", "dono"."""
    keys = name_keys(reading.text)
    return bool(keys & _ALL) or len(_digits(reading)) > 1


def _digits(reading: Reading) -> list[int]:
    return [int(number) for number in reading.numbers or re.findall(r"\d+", reading.text) if len(number) < 3]


def _numbered(reading: Reading, keys: frozenset[str], count: int) -> list[int]:
    digits = list(dict.fromkeys(_digits(reading)))
    if digits:
        return [number - 1 for number in digits] if all(1 <= number <= count for number in digits) else []
    spoken = sorted({_ORDINAL[key] for key in keys & _ORDINAL.keys()})
    # "do" is two, and also "give": a word that is no ordinal counts only where little else is said.
    if len(keys - _JOINED) <= len(spoken) + 2 and all(number < count for number in spoken):
        return spoken
    return []


def _named(keys: frozenset[str], options: Options) -> list[int]:
    labels = [name_keys(f"{option['name']} {option.get('price_paise', 0) // 100 or ''}") for option in options]
    shared = frozenset.intersection(*labels) if len(labels) > 1 else frozenset[str]()
    scores = [len(keys & (label - shared)) for label in labels]
    most = max(scores)
    return [index for index, score in enumerate(scores) if score == most] if most else []


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
