"""The demo shop's products: a page of brands, packs and prices, written out one product a row."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product as combinations
from pathlib import Path

PAGE = Path(__file__).with_name("demo_products.txt")
LOOSE_UNITS = ("kg", "piece", "bunch")

_HEADING = re.compile(r"^\[(?P<item>[a-z-]+) (?P<tier>[abcd])\]$")
_PACK = re.compile(r"^(?P<amount>\d+(?:\.\d+)?)(?P<unit>kg|g|l|ml|piece)$")
_CHOICE = re.compile(r"\{([^}]*)\}")


@dataclass(frozen=True)
class DemoProduct:
    """One row of products.csv. `tier` a to d: how many kiranas keep the item.

    `ranks`: the brand's place among the item's brands, the product's among the brand's, the pack's among its packs.
    """

    sku: str
    item: str
    brand: str
    name: str
    pack: str
    mrp_paise: int
    tier: str
    ranks: tuple[int, int, int]

    @property
    def is_loose(self) -> bool:
        """Whether it is weighed or counted out."""
        return self.pack.startswith("loose ")


def read_products(page: Path = PAGE) -> list[DemoProduct]:
    """All products of the page in its order; ValueError names the line that cannot be read."""
    products: list[DemoProduct] = []
    item, tier = "", ""
    lines_of_brand: dict[str, int] = {}
    for number, line in enumerate(page.read_text(encoding="utf-8").splitlines(), 1):
        text = line.strip()
        if not text or text.startswith("#"):
            continue
        if heading := _HEADING.match(text):
            item, tier = heading["item"], heading["tier"]
            lines_of_brand = {}
            continue
        try:
            products.extend(_products_of(text, item, tier, lines_of_brand))
        except ValueError as error:
            raise ValueError(f"{page.name}:{number}: {error}") from error
    return products


def slug(text: str) -> str:
    """A readable name of small ASCII letters, figures and hyphens."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9.]+", "-", plain.replace("'", "")).replace(".", "-").strip("-")


def pack_slug(pack: str) -> str:
    """The pack's part of a sku: "1.5 kg" becomes 1-5kg, loose goods end in `loose`."""
    return "loose" if pack.startswith("loose ") else pack.replace(" ", "").replace(".", "-")


def _products_of(line: str, item: str, tier: str, lines_of_brand: dict[str, int]) -> Iterator[DemoProduct]:
    brand, rest, packs = (part.strip() for part in line.split(";"))
    printed = "" if brand == "-" else brand
    for written in _variants(rest):
        brand_rank = list(lines_of_brand).index(printed) if printed in lines_of_brand else len(lines_of_brand)
        line_rank = lines_of_brand.setdefault(printed, 0)
        lines_of_brand[printed] += 1
        words, _, short = (part.strip() for part in written.partition("@"))
        for pack_rank, entry in enumerate(packs.split()):
            pack, paise = _pack_and_price(entry)
            sku = f"{slug(f'{printed} {short or words}')}-{pack_slug(pack)}"
            ranks = (brand_rank, line_rank, pack_rank)
            yield DemoProduct(sku, item, printed, f"{printed} {words}".strip(), pack, paise, tier, ranks)


def _variants(text: str) -> Iterator[str]:
    """Every way to fill `{A|B}`."""
    parts = _CHOICE.split(text)
    choices = [part.split("|") if index % 2 else [part] for index, part in enumerate(parts)]
    return ("".join(chosen) for chosen in combinations(*choices))


def _pack_and_price(entry: str) -> tuple[str, int]:
    pack, _, rupees = entry.partition("=")
    paise = round(float(rupees) * 100)
    if pack in LOOSE_UNITS:
        return f"loose {pack}", paise
    match = _PACK.match(pack)
    if match is None or paise <= 0:
        raise ValueError(f"no pack and price: {entry!r}")
    return f"{match['amount']} {match['unit']}", paise
