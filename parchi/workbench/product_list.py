"""A product list: a grocer's or wholesaler's CSV in whatever shape, read row by row into products."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from parchi.domain.catalogue import Product
from parchi.domain.money import Money
from parchi.domain.naming import brand_key
from parchi.language.tables import rows_of_all
from parchi.workbench.demo_products import pack_slug, slug
from parchi.workbench.printed_pack import find_pack, read_pack, read_price

COLUMNS = "columns.csv"
"""The tables of what lists call the columns, without case, marks and what stands in brackets; the first name found in
a list wins."""
DELIMITERS = (",", ";", "\t", "|")
HEADER_WITHIN = 10
"""Some lists open with the shop's name and the date."""
LONGEST_RECORD = 5
"""Lines that a quoted cell may run over; a quote that is never closed spoils these lines at most, not the file."""
LONGEST_NAME = 120

MatchText = Callable[[str], str | None]


@dataclass(frozen=True)
class ListedProduct:
    """A product of the list, the price it is sold at there, and its line."""

    product: Product
    price: Money | None
    line: int


@dataclass(frozen=True)
class Problem:
    """Why a row cannot be used."""

    line: int
    reason: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.reason}"


@dataclass(frozen=True)
class _Record:
    line: int
    cells: list[str]
    fault: str | None = None


@dataclass
class _Reader:
    columns: dict[str, int]
    width: int
    match_item: MatchText
    match_brand: MatchText
    lines_by_key: dict[tuple[str, str, str], int] = field(default_factory=dict)
    skus: set[str] = field(default_factory=set)

    def read(self, record: _Record) -> ListedProduct:
        """The product of one row; ValueError says why there is none."""
        if record.fault:
            raise ValueError(record.fault)
        if len(record.cells) > self.width and any(record.cells[self.width :]):
            raise ValueError(f"{len(record.cells)} cells instead of {self.width}: a cell with a comma needs quotes")
        name, pack = self._name_and_pack(record)
        brand = self._brand(record, name)
        mrp, price = self._prices(record)
        item = self._item(record, name, brand)
        key = product_key(brand, name, pack)
        if key in self.lines_by_key:
            raise ValueError(f"the same product as line {self.lines_by_key[key]}")
        self.lines_by_key[key] = record.line
        sku = free_sku(brand, name, pack, self.skus)
        self.skus.add(sku)
        return ListedProduct(Product(sku, item, brand or None, name, pack, mrp), price, record.line)

    def _cell(self, record: _Record, column: str) -> str:
        place = self.columns.get(column)
        return record.cells[place] if place is not None and place < len(record.cells) else ""

    def _name_and_pack(self, record: _Record) -> tuple[str, str]:
        written = self._cell(record, "name")
        cell, unit = self._cell(record, "pack"), self._cell(record, "unit")
        in_name = find_pack(written)
        if cell or unit:
            pack = self._pack_of_cells(cell, unit, in_name[0] if in_name else None)
            name = in_name[1] if in_name and in_name[0] == pack else written
        elif in_name:
            pack, name = in_name
        else:
            raise ValueError("no pack size, neither in the name nor in a column of its own")
        if not any(character.isalpha() for character in name):
            raise ValueError("no name")
        if len(name) > LONGEST_NAME:
            raise ValueError(f"the name is longer than {LONGEST_NAME} letters")
        return name, pack

    @staticmethod
    def _pack_of_cells(cell: str, unit: str, in_name: str | None) -> str:
        """The cells' pack; a bare unit ("pcs") or count in them gives way to a size in the name."""
        if in_name and (not cell or re.fullmatch(r"[a-zA-Z.]+|[01]", cell)) and "loose" not in cell.lower():
            return in_name
        return read_pack(cell, unit)

    def _brand(self, record: _Record, name: str) -> str:
        written = self._cell(record, "brand")
        if written.lower() in ("", "-", "na", "n/a", "nil", "none", "no brand", "unbranded", "local", "loose"):
            return self.match_brand(name) or "" if not written else ""
        return self.match_brand(written) or written

    def _prices(self, record: _Record) -> tuple[Money, Money | None]:
        written_mrp, written_price = self._cell(record, "mrp"), self._cell(record, "price")
        if not written_mrp and not written_price:
            raise ValueError("no price")
        price = read_price(written_price) if written_price else None
        mrp = read_price(written_mrp) if written_mrp else price
        assert mrp is not None
        if price is not None and price > mrp:
            raise ValueError(f"the price {price} is above the MRP {mrp}")
        return mrp, price

    def _item(self, record: _Record, name: str, brand: str) -> str:
        full_name = name if not brand or brand_key(brand) in brand_key(name) else f"{brand} {name}"
        category = self._cell(record, "category")
        item = self.match_item(full_name) or (self.match_item(category) if category else None)
        if item is None:
            raise ValueError(f"no item of the catalogue fits {full_name!r}" + (f" ({category})" if category else ""))
        return item


def read_product_list(
    lines: Iterable[str], match_item: MatchText, match_brand: MatchText = lambda _: None
) -> tuple[list[ListedProduct], list[Problem]]:
    """Read a list: products in its order, and a problem for each row that cannot be used, by its line in the file.

    `match_item` names the catalogue's item for a product's name or category, `match_brand` the usual spelling of a
    brand found in a text; both give None where they know none.
    """
    text = [line.rstrip("\r\n").replace("\0", "") for line in lines]
    if text:
        text[0] = text[0].lstrip("\ufeff")
    delimiter = _delimiter(text)
    records = [record for record in _records(text, delimiter) if record.fault or any(record.cells)]
    found = _find_header(records)
    if found is None:
        first = records[0].line if records else 1
        return [], [Problem(first, "no line names the columns: a product's name and its MRP or price are needed")]
    place, columns = found
    reader = _Reader(columns, len(records[place].cells), match_item, match_brand)
    products: list[ListedProduct] = []
    problems: list[Problem] = []
    for record in records[place + 1 :]:
        try:
            products.append(reader.read(record))
        except ValueError as reason:
            problems.append(Problem(record.line, str(reason)))
    return products, problems


def decode(content: bytes) -> str:
    """A file's text: UTF-8 with or without a mark, Excel's UTF-16, else Windows' Latin letters."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def product_key(brand: str | None, name: str, pack: str) -> tuple[str, str, str]:
    """What makes two rows one product: brand, name without the brand, and pack, without case and marks."""
    written = _letters(brand or "")
    name_part = _letters(name)
    rest = (
        name_part.removeprefix(written) if name_part.startswith(written) else name_part.removeprefix(brand_key(brand))
    )
    return brand_key(brand), rest or name_part, pack


def free_sku(brand: str | None, name: str, pack: str, taken: set[str]) -> str:
    """A readable sku that is not taken yet."""
    starts_with_brand = brand and _letters(name).startswith(brand_key(brand))
    stem = slug(name if starts_with_brand or not brand else f"{brand} {name}")[:60].strip("-")
    made = f"{stem or 'product'}-{pack_slug(pack)}"
    number = 2
    while made in taken:
        made = f"{stem or 'product'}-{pack_slug(pack)}-{number}"
        number += 1
    return made


def _letters(text: str) -> str:
    return "".join(
        c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum() or "\u0900" <= c <= "\u097f"
    )


def _delimiter(lines: list[str]) -> str:
    """The mark that parts most cells of the first lines."""
    return max(DELIMITERS, key=lambda mark: max((line.count(mark) for line in lines[:HEADER_WITHIN]), default=0))


def _records(lines: list[str], delimiter: str) -> Iterator[_Record]:
    """The rows, each with its first line; a quote that is never closed makes a fault of its own line only."""
    index = 0
    while index < len(lines):
        for height in range(1, LONGEST_RECORD + 1):
            chunk = lines[index : index + height]
            if sum(line.count('"') for line in chunk) % 2 == 0 or not _opens_quoted(lines[index], delimiter):
                break
        else:
            chunk = lines[index : index + 1]
        yield _record(index + 1, chunk, delimiter)
        index += len(chunk)


def _opens_quoted(line: str, delimiter: str) -> bool:
    """Whether a cell of the line begins with a quote, and not an inch mark within it."""
    return re.search(rf'(?:^|{re.escape(delimiter)})\s*"', line) is not None


def _record(line: int, chunk: list[str], delimiter: str) -> _Record:
    try:
        if _opens_quoted(chunk[0], delimiter):
            # with their line ends, without which csv joins the lines of a cell
            rows = list(
                csv.reader([text + "\n" for text in chunk], delimiter=delimiter, skipinitialspace=True, strict=True)
            )
        else:
            rows = [chunk[0].split(delimiter)]
    except csv.Error as error:
        return _Record(line, [], f"not readable as CSV: {error}")
    if len(rows) > 1:
        return _Record(line, [], "not readable as CSV: a quote is not closed")
    return _Record(line, [_clean(cell) for cell in rows[0]] if rows else [])


def _clean(cell: str) -> str:
    """Without control and zero-width characters and doubled spaces."""
    spaced = "".join(" " if c in "\t\n\u00a0" else c for c in unicodedata.normalize("NFC", cell))
    return " ".join("".join(c for c in spaced if unicodedata.category(c) not in ("Cc", "Cf")).split())


def _find_header(records: list[_Record]) -> tuple[int, dict[str, int]] | None:
    for place, record in enumerate(records[:HEADER_WITHIN]):
        columns = _columns(record.cells)
        if "name" in columns and ("mrp" in columns or "price" in columns):
            return place, columns
    return None


def _columns(cells: list[str]) -> dict[str, int]:
    names = [re.sub(r"[\(\[].*?[\)\]]|[_\-*:₹]", " ", cell).strip().lower() for cell in cells]
    names = [re.sub(r"\b(?:in )?(?:rs|inr)\b\.?", " ", name) for name in names]
    names = [" ".join(name.split()) for name in names]
    found: dict[str, int] = {}
    for column, known in _known_columns().items():
        for name in known:
            if name in names and names.index(name) not in found.values():
                found[column] = names.index(name)
                break
    return found


@lru_cache(maxsize=1)
def _known_columns() -> dict[str, list[str]]:
    known: dict[str, list[str]] = defaultdict(list)
    for row in rows_of_all(COLUMNS):
        known[row["column"]].extend(row["names"].split(";"))
    return known
