"""Shelves as rows; what changes stock is one guarded statement each, so that nobody takes what is not there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam, case, insert, select, text, update
from sqlalchemy.orm import Session

from parchi.adapters.catalogue import SqlCatalogue
from parchi.adapters.database import take_writers_place
from parchi.adapters.shop_tables import products, shelves
from parchi.domain.catalogue import Product
from parchi.domain.kirana import ShelfEntry
from parchi.domain.money import Money

_ENTRY = (shelves.c.kirana, shelves.c.sku, shelves.c.stock, shelves.c.price_paise, shelves.c.held)
Key = tuple[str, str]
"""(kirana, sku)"""
_OF_KIRANA = select(*_ENTRY).where(
    shelves.c.kirana == bindparam("of"), shelves.c.sku.in_(bindparam("what", expanding=True))
)
# The planner is led from the few products of the items to the shelves, by their primary key.
_OF_ITEMS = (
    select(*_ENTRY)
    .where(shelves.c.kirana.in_(bindparam("of", expanding=True)))
    .where(shelves.c.sku.in_(select(products.c.sku).where(products.c.item.in_(bindparam("items", expanding=True)))))
    .order_by(shelves.c.kirana, shelves.c.sku)
)
"""Statements that every turn needs are made once: making one costs as much as running it."""


def _less(column: Any) -> Any:
    less = bindparam("less", type_=column.type)
    return case((column > less, column - less), else_=0)


_SHIFT = (
    update(shelves)
    .where(shelves.c.kirana == bindparam("of"), shelves.c.sku == bindparam("what"))
    .where(shelves.c.held + bindparam("more") >= 0)
    .values(held=shelves.c.held + bindparam("more"))
)
_SELL = (
    update(shelves)
    .where(shelves.c.kirana == bindparam("of"), shelves.c.sku == bindparam("what"))
    .values(stock=_less(shelves.c.stock), held=_less(shelves.c.held))
)
_AT_ONCE = text("""
    WITH wanted AS (
        SELECT * FROM unnest(CAST(:kiranas AS text[]), CAST(:skus AS text[]), CAST(:more AS integer[]))
            AS w (kirana, sku, more)
    ), locked AS (
        SELECT s.kirana, s.sku, w.more, w.more <= 0 OR s.stock - s.held >= w.more AS is_enough
        FROM shelves s JOIN wanted w ON s.kirana = w.kirana AND s.sku = w.sku
        ORDER BY s.kirana COLLATE "C", s.sku COLLATE "C" FOR UPDATE OF s
    ), short AS (
        SELECT kirana, sku FROM wanted w WHERE more > 0 AND NOT EXISTS (
            SELECT FROM locked l WHERE l.kirana = w.kirana AND l.sku = w.sku AND l.is_enough)
    ), changed AS (
        UPDATE shelves s SET held = s.held + l.more FROM locked l
        WHERE s.kirana = l.kirana AND s.sku = l.sku AND s.held + l.more >= 0 AND NOT EXISTS (SELECT FROM short)
    )
    SELECT kirana, sku FROM short
""")


class SqlShelves:
    """The repository of shelf entries."""

    def __init__(self, session: Session, catalogue: SqlCatalogue | None = None) -> None:
        self._session = session
        self._catalogue = catalogue or SqlCatalogue(session)

    def entry(self, kirana: str, sku: str) -> ShelfEntry | None:
        """One product on one shelf."""
        return self.entries(kirana, [sku]).get(sku)

    def entries(self, kirana: str, skus: Iterable[str]) -> dict[str, ShelfEntry]:
        """Shelf entries of one kirana by sku."""
        rows = self._session.execute(_OF_KIRANA, {"of": kirana, "what": list(skus)})
        return {row[1]: _entry_of(row) for row in rows}

    def of_item(self, kirana: str, item: str) -> Sequence[tuple[Product, ShelfEntry]]:
        """Everything of an item on one shelf."""
        return self.of_items([kirana], [item])

    def of_items(self, kiranas: Iterable[str], items: Iterable[str]) -> Sequence[tuple[Product, ShelfEntry]]:
        """Everything of these items on these shelves."""
        return self._with_products(self._session.execute(_OF_ITEMS, {"of": list(kiranas), "items": list(items)}).all())

    def all_of(self, kirana: str) -> Sequence[tuple[Product, ShelfEntry]]:
        """A whole shelf."""
        query = select(*_ENTRY).where(shelves.c.kirana == kirana).order_by(shelves.c.sku)
        return self._with_products(self._session.execute(query).all())

    def put(self, entry: ShelfEntry) -> None:
        """Add or replace a shelf entry (stock and price); what is held stays held."""
        values = {"stock": entry.stock, "price_paise": entry.price.paise}
        if not self._change(entry.kirana, entry.sku, values):
            row = {"kirana": entry.kirana, "sku": entry.sku, "held": entry.held, **values}
            self._session.execute(insert(shelves).values(**row))

    def exchange(self, changes: Mapping[Key, int]) -> set[Key]:
        """Hold more or less of many products at once; if anything is short, change nothing and say what."""
        if not changes:
            return set()
        if self._session.get_bind().dialect.name == "postgresql":
            return self._exchanged_at_once(changes)
        # SQLite has one writer at a time: what was read stays true until it is written.
        take_writers_place(self._session.connection())
        free = {
            (kirana, sku): entry.stock - entry.held
            for kirana in {key[0] for key in changes}
            for sku, entry in self.entries(kirana, [key[1] for key in changes if key[0] == kirana]).items()
        }
        short = {key for key, more in changes.items() if more > 0 and free.get(key, 0) < more}
        if not short:
            rows = [{"of": key[0], "what": key[1], "more": more} for key, more in changes.items()]
            self._session.connection().execute(_SHIFT, rows)
        return short

    def _exchanged_at_once(self, changes: Mapping[Key, int]) -> set[Key]:
        """One statement and one round trip: the rows are locked in one order, looked at, and changed or not."""
        kiranas, skus, more = zip(*((*key, amount) for key, amount in changes.items()), strict=True)
        values = {"kiranas": list(kiranas), "skus": list(skus), "more": list(more)}
        found = self._session.execute(_AT_ONCE, values)
        return {(kirana, sku) for kirana, sku in found}

    def sell(self, amounts: Mapping[Key, int]) -> None:
        """Held thousandths leave the shelf; one that was counted down meanwhile is empty then, never less."""
        rows = [{"of": kirana, "what": sku, "less": amount} for (kirana, sku), amount in sorted(amounts.items())]
        if rows:
            self._session.connection().execute(_SELL, rows)

    def restock(self, kirana: str, sku: str, amount: int) -> None:
        """Sold thousandths come back."""
        self._change(kirana, sku, {"stock": shelves.c.stock + amount})

    def _change(self, kirana: str, sku: str, values: dict[str, Any], *guards: Any) -> bool:
        row = (shelves.c.kirana == kirana, shelves.c.sku == sku, *guards)
        changed: int = self._session.execute(update(shelves).where(*row).values(**values)).rowcount
        return changed > 0

    def _with_products(self, rows: Sequence[Any]) -> list[tuple[Product, ShelfEntry]]:
        products = self._catalogue.products(row[1] for row in rows)
        return [(products[row[1]], _entry_of(row)) for row in rows if row[1] in products]


def _entry_of(row: Sequence[Any]) -> ShelfEntry:
    kirana, sku, stock, price, held = row
    return ShelfEntry(kirana=kirana, sku=sku, stock=stock, price=Money(price), held=held)
