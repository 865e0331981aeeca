"""The shop's data as files: one folder of CSV, read and checked row by row (contract: running.md)."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from parchi.domain.catalogue import LOOSE
from parchi.domain.errors import DataError
from parchi.domain.hours import Hours
from parchi.domain.kirana import MILLI
from parchi.domain.quantity import Quantity
from parchi.language.languages import languages

COLUMNS = {
    "items.csv": ("item", "english", "hindi", "category", "measure"),
    "words.csv": ("item", "language", "word"),
    "products.csv": ("sku", "item", "brand", "name", "pack", "mrp_paise"),
    "kiranas.csv": (
        "kirana", "name", "whatsapp", "address", "latitude", "longitude", "language", "hours", "open_orders_limit",
        "upi_id",
    ),
    "shelves.csv": ("kirana", "sku", "stock", "price_paise"),
}  # fmt: skip
MEASURES = ("weight", "volume", "count", "bunch")
LOOSE_PACKS = tuple(f"{LOOSE} {unit}" for unit in ("kg", "piece", "bunch"))
MOST_NAMED = 20
"""Wrong rows that are named at once; a file with more is wrong as a whole."""
MOST_STOCK = 1_000_000
_NUMBER = re.compile(r"^whatsapp:\+[0-9]{8,15}$")
_ID = re.compile(r"^\S{1,80}$")
Row = tuple[object, ...]
Made = TypeVar("Made")


class DataRefused(Exception):
    """The folder has wrong rows: `problems` names each by file and line."""

    def __init__(self, problems: list[DataError]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


@dataclass
class ShopData:
    """What a folder holds, as rows in the order of COLUMNS; a file that is absent leaves its list None."""

    items: list[Row] | None = None
    words: list[Row] | None = None
    products: list[Row] | None = None
    kiranas: list[Row] | None = None
    shelves: list[Row] | None = None


@dataclass
class Known:
    """What is known already, in the database or in files read before."""

    items: set[str] = field(default_factory=set)
    mrp: dict[str, int] = field(default_factory=dict)
    kiranas: set[str] = field(default_factory=set)


def read_folder(folder: Path, known: Known) -> ShopData:
    """Read and check a folder; DataRefused names wrong rows. `known` grows by what the folder brings."""
    data, problems = ShopData(), list[DataError]()
    makers: dict[str, Callable[[list[str]], Row]] = {
        "items.csv": _item_maker(known),
        "words.csv": _word_maker(known),
        "products.csv": _product_maker(known),
        "kiranas.csv": _kirana_maker(known),
        "shelves.csv": _shelf_maker(known),
    }
    if not folder.is_dir():
        raise DataRefused([DataError(file=str(folder), line=0, reason="no such folder")])
    for name, make in makers.items():
        file = folder / name
        if file.exists():
            if name == "products.csv":
                known.mrp.clear()  # the folder's products replace those there
            elif name == "kiranas.csv":
                known.kiranas.clear()
            setattr(data, name.removesuffix(".csv"), list(_rows(file, make, problems)))
    if not any(vars(data).values()) and not problems:
        problems.append(DataError(file=str(folder), line=0, reason=f"none of {', '.join(COLUMNS)} is there"))
    if problems:
        raise DataRefused(problems[:MOST_NAMED])
    return data


def _rows(file: Path, make: Callable[[list[str]], Row], problems: list[DataError]) -> Iterator[Row]:
    seen: set[object] = set()
    key_length = {"words.csv": 3, "shelves.csv": 2}.get(file.name, 1)
    try:
        with file.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.reader(stream, strict=True)
            pick = _columns(file.name, next(reader, []))
            for fields in reader:
                if not fields:
                    continue
                try:
                    row = make([fields[index] for index in pick])
                    key = row[:key_length]
                    if key in seen:
                        raise ValueError(f"duplicate of {' '.join(map(str, key))}")
                    seen.add(key)
                    yield row
                except IndexError:
                    problems.append(DataError(file=file.name, line=reader.line_num, reason="too few columns"))
                except ValueError as reason:
                    problems.append(DataError(file=file.name, line=reader.line_num, reason=str(reason)))
                if len(problems) >= MOST_NAMED:
                    return
    except UnicodeDecodeError as reason:
        problems.append(DataError(file=file.name, line=1, reason=f"not UTF-8: {reason.reason}"))
    except (csv.Error, _HeaderError) as reason:
        problems.append(DataError(file=file.name, line=max(1, reader.line_num), reason=str(reason)))


class _HeaderError(Exception):
    """The first line lacks a column."""


def _columns(name: str, header: list[str]) -> list[int]:
    names = [column.strip().lower() for column in header]
    missing = [column for column in COLUMNS[name] if column not in names]
    if missing:
        raise _HeaderError(f"the first line lacks the column {', '.join(missing)}")
    return [names.index(column) for column in COLUMNS[name]]


def _item_maker(known: Known) -> Callable[[list[str]], Row]:
    def make(fields: list[str]) -> Row:
        item, english, hindi, category, measure = (text.strip() for text in fields)
        _needed(item=_id(item), english=english, hindi=hindi, category=category)
        if measure not in MEASURES:
            raise ValueError(f"measure {measure!r} is none of {', '.join(MEASURES)}")
        known.items.add(item)
        return item, english, hindi, category, measure

    return make


def _word_maker(known: Known) -> Callable[[list[str]], Row]:
    def make(fields: list[str]) -> Row:
        item, language, word = (text.strip() for text in fields)
        _needed(word=word)
        if item not in known.items:
            raise ValueError(f"unknown item {item!r}")
        if language not in languages():
            raise ValueError(f"language {language!r} is none of {', '.join(languages())}")
        return item, language, word

    return make


def _product_maker(known: Known) -> Callable[[list[str]], Row]:
    def make(fields: list[str]) -> Row:
        sku, item, brand, name, pack, mrp = (text.strip() for text in fields)
        _needed(sku=_id(sku), name=name)
        if item not in known.items:
            raise ValueError(f"unknown item {item!r}")
        if pack not in LOOSE_PACKS:
            if pack.startswith(LOOSE):
                raise ValueError(f"pack {pack!r} is none of {', '.join(LOOSE_PACKS)}")
            if not 0 < Quantity.parse(pack).amount < 1_000_000:
                raise ValueError(f"pack {pack!r} is not a size")
        known.mrp[sku] = _whole(mrp, "mrp_paise", least=1)
        return sku, item, brand or None, name, pack, known.mrp[sku]

    return make


def _kirana_maker(known: Known) -> Callable[[list[str]], Row]:
    owner: dict[str, str] = {}

    def make(fields: list[str]) -> Row:
        kirana, name, whatsapp, address, latitude, longitude, language, hours, limit, upi_id = (
            text.strip() for text in fields
        )
        _needed(kirana=_id(kirana), name=name, address=address, whatsapp=whatsapp, hours=hours)
        numbers = whatsapp.split()
        for number in numbers:
            if not _NUMBER.match(number):
                raise ValueError(f"bad number {number!r}: it should look like whatsapp:+910000010001")
            if owner.setdefault(number, kirana) != kirana:
                raise ValueError(f"number {number} is also that of {owner[number]}")
        if language not in languages():
            raise ValueError(f"language {language!r} is none of {', '.join(languages())}")
        Hours.parse(hours)
        point = _degrees(latitude, "latitude", 90), _degrees(longitude, "longitude", 180)
        if point == (0.0, 0.0):
            raise ValueError("latitude and longitude are 0")
        known.kiranas.add(kirana)
        return kirana, name, numbers, address, *point, language, hours, _whole(limit, "open_orders_limit"), upi_id

    return make


def _shelf_maker(known: Known) -> Callable[[list[str]], Row]:
    mrps, kiranas = known.mrp, known.kiranas

    def make(fields: list[str]) -> Row:
        kirana, sku, stock, price = fields
        mrp = mrps.get(sku)
        if mrp is None:
            raise ValueError(f"unknown sku {sku!r}")
        if kirana not in kiranas:
            raise ValueError(f"unknown kirana {kirana!r}")
        paise = _whole(price, "price_paise", least=1)
        if paise > mrp:
            raise ValueError(f"price {paise} of {sku} is above its MRP {mrp}")
        return kirana, sku, _milli(stock), paise

    return make


def _needed(**values: str) -> None:
    for name, value in values.items():
        if not value:
            raise ValueError(f"{name} is empty")


def _id(text: str) -> str:
    if text and not _ID.match(text):
        raise ValueError(f"{text!r} is no id: no spaces, at most 80 characters")
    return text


def _whole(text: str, name: str, least: int = 0) -> int:
    try:
        value = int(text)
    except ValueError:
        raise ValueError(f"{name} {text!r} is not a whole number") from None
    if not least <= value <= 100_000_000:
        raise ValueError(f"{name} {value} is out of bounds")
    return value


def _milli(text: str) -> int:
    try:
        thousandths = round(float(text) * MILLI)
    except (ValueError, OverflowError):
        raise ValueError(f"stock {text!r} is not a number") from None
    if not 0 <= thousandths <= MOST_STOCK * MILLI:
        raise ValueError(f"stock {text} is out of bounds")
    return thousandths


def _degrees(text: str, name: str, most: float) -> float:
    try:
        value = float(text)
    except ValueError:
        raise ValueError(f"{name} {text!r} is not a number") from None
    if not -most <= value <= most:
        raise ValueError(f"{name} {text} is out of bounds")
    return value
