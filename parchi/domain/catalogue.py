"""The catalogue: the generic items people ask for and the products that kiranas sell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from parchi.domain.money import Money
from parchi.domain.quantity import Quantity

LOOSE = "loose"


@dataclass(eq=False)
class Item:
    """A generic thing such as wheat-flour. `measure` is weight, volume, count or bunch."""

    item: str
    english: str
    hindi: str
    category: str
    measure: str


class ItemWord(NamedTuple):
    """What people call an item in a language."""

    item: str
    word: str
    language: str


@dataclass(eq=False)
class Product:
    """One brand and pack of an item. `pack` is as in products.csv: "500 g", or "loose kg|piece|bunch"."""

    sku: str
    item: str
    brand: str | None
    name: str
    pack: str
    mrp: Money

    @property
    def is_loose(self) -> bool:
        """Whether it is weighed or counted out instead of packed."""
        return self.pack.startswith(LOOSE)

    @property
    def pack_size(self) -> Quantity:
        """What one pack holds; for loose goods the unit that the price is for: 1 kg, 1 piece or 1 bunch."""
        return Quantity(1, self.pack.split()[1]) if self.is_loose else Quantity.parse(self.pack)
