"""A shop's own words: what its data calls items and brands beyond the words that come with Parchi."""

from __future__ import annotations

import csv
from pathlib import Path

from sqlalchemy import inspect, select
from sqlalchemy.engine import Engine

from parchi.adapters.shop_tables import items, products, words
from parchi.language.names import Item, Made, ShopWords


def read_shop_words(engine: Engine, come_with: Path) -> ShopWords:
    """What the database has and the folder `come_with` (items.csv, words.csv, products.csv) has not."""
    if not inspect(engine).has_table(words.name):
        return ShopWords()
    known_items = {row[0] for row in _columns(come_with / "items.csv", "item")}
    known_words = set(_columns(come_with / "words.csv", "item", "word"))
    known_made = set(_columns(come_with / "products.csv", "brand", "item", "name"))
    with engine.connect().execution_options(read_only=True) as connection:
        own_items = connection.execute(select(items)).all()
        own_words = connection.execute(select(words.c.item, words.c.word).order_by(words.c.position)).all()
        sold = connection.execute(select(products.c.brand, products.c.item, products.c.name).distinct()).all()
    made = (Made(row.brand or "", row.item, row.name) for row in sold)
    return ShopWords(
        items=tuple(
            Item(row.item, row.english, row.hindi, row.category, row.measure)
            for row in own_items
            if row.item not in known_items
        ),
        words=tuple((row.item, row.word) for row in own_words if (row.item, row.word) not in known_words),
        made=tuple(each for each in made if each not in known_made),
    )


def _columns(file: Path, *names: str) -> list[tuple[str, ...]]:
    with file.open(encoding="utf-8", newline="") as stream:
        return [tuple(row[name] for name in names) for row in csv.DictReader(stream)]
