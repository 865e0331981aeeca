"""Picking: which of the options shown an answer means, by number, by name, by price or "any"."""

from __future__ import annotations

import re
from typing import Any

from parchi.domain.reading import Reading
from parchi.services.product_names import name_keys

Options = tuple[dict[str, Any], ...]
ORDINALS = (
    "pehla pahla pehle pahle pehli pahli first 1st पहला पहली",
    "dusra doosra dusri doosri second 2nd दूसरा दूसरी",
    "teesra tisra teesri tisri third 3rd तीसरा तीसरी",
    "chautha chauthi fourth 4th चौथा चौथी",
    "paanchva panchva paanchvi fifth 5th पांचवा पाँचवा",
    "chhatha chatha sixth 6th छठा",
    "saatva satva seventh 7th सातवां",
    "aathva eighth 8th आठवां",
    "nauva ninth 9th नौवां",
    "dasva tenth 10th दसवां",
)
CARDINALS = (
    "ek one एक", "do two दो", "teen three तीन", "char chaar four चार", "paanch panch five पांच पाँच", "chhe che six छह",
    "saat seven सात", "aath eight आठ", "nau nine नौ", "das ten दस",
)  # fmt: skip
_ORDINAL = {key: number for number, words in enumerate(ORDINALS) for key in name_keys(words) if not key.isdigit()}
_CARDINAL = {key: number for number, words in enumerate(CARDINALS) for key in name_keys(words)}
_LAST = name_keys("last aakhri aakhiri akhri आखिरी अंतिम neeche niche")
_CHEAP = name_keys("sasta saste sasti sastawala cheap cheaper cheapest lowest kam सस्ता सस्ती सस्ते कम")
_DEAR = name_keys("mehnga mehenga mahanga mehngi costly costliest expensive premium महंगा महँगा")
_SMALL = name_keys("chota chhota choti chhoti small smaller smallest छोटा छोटी")
_LARGE = name_keys("bada badi bara big bigger biggest large larger largest बड़ा बड़ी")
_ANY = name_keys("koi kuch kuchh any anything either whatever jo kuchbhi koibhi कोई कुछ जो")
_ALL = name_keys("dono donon both teeno teenon all sab saare sabhi दोनों दोनो सब तीनों सारे")
_UNITS = r"(?:kgs?|kilo|g|gm|gms|gram|grams|ml|l|ltr|litre|liter|किलो|ग्राम|लीटर|मिली)"
_AMOUNT = re.compile(rf"\d+(?:\.\d+)?\s*{_UNITS}(?![a-z])", re.IGNORECASE)
MOST_KEYS = 3


def picked(reading: Reading, options: Options) -> list[int]:
    """Indices of the options meant; several where several are meant or still fit; [] where none is."""
    text = reading.text
    keys = name_keys(text)
    if not options:
        return []
    digits = [] if _AMOUNT.search(text) else _digits(reading)
    if digits and all(1 <= number <= len(options) for number in digits):
        return [number - 1 for number in dict.fromkeys(digits)]
    for words, choose in ((_CHEAP, _cheapest), (_DEAR, _dearest), (_SMALL, _smallest), (_LARGE, _largest)):
        if keys & words:
            return [choose(options)]
    meant = _counted(keys, _ORDINAL, len(options)) or _named(keys, options)
    if meant:
        return meant
    if keys & _ALL:
        return list(range(len(options)))
    if keys & _LAST:
        return [len(options) - 1]
    if keys & _ANY:
        return [_cheapest(options)]
    # "do" is two, and also "give": a number in words counts only where little else is said.
    return _counted(keys, _CARDINAL, len(options)) if len(keys) <= MOST_KEYS else []


def is_several(reading: Reading) -> bool:
    """Whether more than one of the options is wanted: "1 aur 3", "dono"."""
    keys = name_keys(reading.text)
    return bool(keys & _ALL) or len(_digits(reading)) > 1


def _digits(reading: Reading) -> list[int]:
    return [int(number) for number in reading.numbers or re.findall(r"\d+", reading.text) if len(number) < 3]


def _counted(keys: frozenset[str], numbers: dict[str, int], count: int) -> list[int]:
    spoken = sorted({numbers[key] for key in keys & numbers.keys()})
    return spoken if all(number < count for number in spoken) else []


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
