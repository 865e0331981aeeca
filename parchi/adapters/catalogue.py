"""The catalogue as rows: items and products, read far more often than written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from parchi.adapters.recent import RecentCatalogue, forget_catalogue, recent_catalogue
from parchi.adapters.shop_tables import items as item_table
from parchi.adapters.shop_tables import products as product_table
from parchi.adapters.shop_tables import words as word_table
from parchi.domain.catalogue import Item, ItemWord, Product

_ITEM = (item_table.c.item, item_table.c.english, item_table.c.hindi, item_table.c.category, item_table.c.measure)
_WORD = (word_table.c.item, word_table.c.word, word_table.c.language)
PRODUCT_COLUMNS = tuple(product_table.c)


def product_of(row: Sequence[Any]) -> Product:
    """The product of a row of PRODUCT_COLUMNS."""
    return Product(*row)


class SqlCatalogue:
    """The repository of items and products; what was read a moment ago is not read again."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._is_changed = False

    def item(self, item: str) -> Item | None:
        """One item."""
        return self._named([item]).get(item)

    def items(self, category: str | None = None) -> Sequence[Item]:
        """All items, or those of a category."""
        query = select(*_ITEM).order_by(item_table.c.item)
        if category is not None:
            query = query.where(item_table.c.category == category)
        return [Item(*row) for row in self._session.execute(query)]

    def named(self, items: Iterable[str]) -> Sequence[Item]:
        """Items by their ids; unknown ones are left out."""
        return [item for _, item in sorted(self._named(items).items())]

    def product(self, sku: str) -> Product | None:
        """One product."""
        return self.products([sku]).get(sku)

    def products(self, skus: Iterable[str]) -> dict[str, Product]:
        """Products by sku; unknown skus are left out."""
        return self._recent.products.get(dict.fromkeys(skus), self._read_products)

    def products_of(self, items: Iterable[str]) -> Sequence[Product]:
        """All products of these items."""
        return self._products(product_table.c.item.in_(list(items)))

    def products_of_brand(self, brand: str) -> Sequence[Product]:
        """All products that carry a brand as printed."""
        return self._products(product_table.c.brand == brand)

    def brands(self) -> Sequence[str]:
        """All brands as printed."""
        query = select(product_table.c.brand).where(product_table.c.brand.is_not(None)).distinct()
        return self._session.execute(query.order_by(product_table.c.brand)).scalars().all()

    def words_of(self, items: Iterable[str]) -> Mapping[str, Sequence[ItemWord]]:
        """By item every word that people use for it, the usual spelling first."""
        return self._recent.words.get(dict.fromkeys(items), self._read_words)

    def add_item(self, item: Item) -> None:
        """Add or replace an item."""
        self._session.execute(delete(item_table).where(item_table.c.item == item.item))
        self._session.execute(insert(item_table).values(**vars(item)))
        self._is_changed = True

    def add_product(self, product: Product) -> None:
        """Add or replace a product."""
        self._session.execute(delete(product_table).where(product_table.c.sku == product.sku))
        row = {**vars(product), "mrp_paise": product.mrp}
        row.pop("mrp")
        self._session.execute(insert(product_table).values(**row))
        self._is_changed = True

    @property
    def _recent(self) -> RecentCatalogue:
        engine = self._session.get_bind().engine
        if self._is_changed:  # by this unit of work: what it has not committed concerns nobody else
            forget_catalogue(engine)
            return RecentCatalogue()
        return recent_catalogue(engine)

    def _named(self, items: Iterable[str]) -> dict[str, Item]:
        return self._recent.items.get(dict.fromkeys(items), self._read_items)

    def _read_items(self, items: Sequence[str]) -> Mapping[str, Item]:
        query = select(*_ITEM).where(item_table.c.item.in_(items))
        return {row[0]: Item(*row) for row in self._session.execute(query)}

    def _read_products(self, skus: Sequence[str]) -> Mapping[str, Product]:
        return {product.sku: product for product in self._products(product_table.c.sku.in_(skus))}

    def _read_words(self, items: Sequence[str]) -> Mapping[str, list[ItemWord]]:
        query = select(*_WORD).where(word_table.c.item.in_(items)).order_by(word_table.c.position)
        found: dict[str, list[ItemWord]] = {item: [] for item in items}
        for word in self._session.execute(query):
            found[word.item].append(ItemWord(*word))
        return found

    def _products(self, condition: Any) -> list[Product]:
        query = select(*PRODUCT_COLUMNS).where(condition).order_by(product_table.c.sku)
        return [product_of(row) for row in self._session.execute(query)]
