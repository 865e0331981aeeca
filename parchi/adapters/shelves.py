"""Shelves as rows; what changes stock is one guarded statement each, so that nobody takes what is not there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import case, insert, select, update
from sqlalchemy.orm import Session

from parchi.adapters.catalogue import PRODUCT_COLUMNS, product_of
from parchi.adapters.shop_tables import products, shelves
from parchi.domain.catalogue import Product
from parchi.domain.kirana import ShelfEntry
from parchi.domain.money import Money

_ENTRY = (shelves.c.kirana, shelves.c.sku, shelves.c.stock, shelves.c.price_paise, shelves.c.held)
_WIDTH = len(PRODUCT_COLUMNS)


class SqlShelves:
    """The repository of shelf entries."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def entry(self, kirana: str, sku: str) -> ShelfEntry | None:
        """One product on one shelf."""
        return self.entries(kirana, [sku]).get(sku)

    def entries(self, kirana: str, skus: Iterable[str]) -> dict[str, ShelfEntry]:
        """Shelf entries of one kirana by sku."""
        query = select(*_ENTRY).where(shelves.c.kirana == kirana, shelves.c.sku.in_(list(skus)))
        return {row[1]: _entry_of(row) for row in self._session.execute(query)}

    def of_item(self, kirana: str, item: str) -> Sequence[tuple[Product, ShelfEntry]]:
        """Everything of an item on one shelf."""
        return self.of_items([kirana], [item])

    def of_items(self, kiranas: Iterable[str], items: Iterable[str]) -> Sequence[tuple[Product, ShelfEntry]]:
        """Everything of these items on these shelves."""
        # The planner is led from the few products of the items to the shelves, by their primary key.
        skus = select(products.c.sku).where(products.c.item.in_(list(items)))
        return self._joined(shelves.c.kirana.in_(list(kiranas)), shelves.c.sku.in_(skus))

    def all_of(self, kirana: str) -> Sequence[tuple[Product, ShelfEntry]]:
        """A whole shelf."""
        return self._joined(shelves.c.kirana == kirana)

    def put(self, entry: ShelfEntry) -> None:
        """Add or replace a shelf entry (stock and price); what is held stays held."""
        values = {"stock": entry.stock, "price_paise": entry.price.paise}
        if not self._change(entry.kirana, entry.sku, values):
            row = {"kirana": entry.kirana, "sku": entry.sku, "held": entry.held, **values}
            self._session.execute(insert(shelves).values(**row))

    def hold(self, kirana: str, sku: str, amount: int) -> bool:
        """Keep `amount` thousandths if they are free; False if not."""
        free = shelves.c.stock - shelves.c.held >= amount
        return self._change(kirana, sku, {"held": shelves.c.held + amount}, free)

    def release(self, kirana: str, sku: str, amount: int) -> None:
        """Give held thousandths back."""
        self._change(kirana, sku, {"held": shelves.c.held - amount}, shelves.c.held >= amount)

    def sell(self, kirana: str, sku: str, amount: int) -> None:
        """Held thousandths leave the shelf; one that was counted down meanwhile is empty then, never less."""
        values = {"stock": _less(shelves.c.stock, amount), "held": _less(shelves.c.held, amount)}
        self._change(kirana, sku, values)

    def restock(self, kirana: str, sku: str, amount: int) -> None:
        """Sold thousandths come back."""
        self._change(kirana, sku, {"stock": shelves.c.stock + amount})

    def _change(self, kirana: str, sku: str, values: dict[str, Any], *guards: Any) -> bool:
        row = (shelves.c.kirana == kirana, shelves.c.sku == sku, *guards)
        changed: int = self._session.execute(update(shelves).where(*row).values(**values)).rowcount
        return changed > 0

    def _joined(self, *conditions: Any) -> list[tuple[Product, ShelfEntry]]:
        query = select(*PRODUCT_COLUMNS, *_ENTRY).join(products, products.c.sku == shelves.c.sku).where(*conditions)
        rows = self._session.execute(query.order_by(shelves.c.kirana, shelves.c.sku))
        return [(product_of(row[:_WIDTH]), _entry_of(row[_WIDTH:])) for row in rows]


def _less(column: Any, amount: int) -> Any:
    return case((column > amount, column - amount), else_=0)


def _entry_of(row: Sequence[Any]) -> ShelfEntry:
    kirana, sku, stock, price, held = row
    return ShelfEntry(kirana=kirana, sku=sku, stock=stock, price=Money(price), held=held)
