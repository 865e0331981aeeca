"""Seeding: making or migrating the tables and loading a folder of the shop's data into them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Table, bindparam, delete, select, text, update
from sqlalchemy.engine import Connection, Engine

from parchi.adapters import migrating
from parchi.adapters.cells import cell_of
from parchi.adapters.recent import forget_catalogue
from parchi.adapters.shop_data import COLUMNS, Known, Row, read_folder
from parchi.adapters.shop_tables import items, kirana_numbers, kiranas, products, shelves, words


@dataclass(frozen=True)
class Seeded:
    """How much a folder brought."""

    items: int
    products: int
    kiranas: int
    shelves: int


def migrate(engine: Engine) -> None:
    """Make the tables, or bring older ones to today's."""
    migrating.migrate(engine)
    with engine.begin() as connection:
        _fill_cells(connection)


def seed(engine: Engine, folder: Path, *, reset_stock: bool = False) -> Seeded:
    """Load a folder; DataRefused names wrong rows, and then nothing of it is loaded."""
    migrate(engine)
    with engine.begin() as connection:
        data = read_folder(folder, _known(connection))
        _load(connection, items, data.items, ("item",))
        _load_words(connection, data.words or ())
        if data.products is not None:
            _drop_missing(connection, products, "sku", [row[0] for row in data.products])
            _load(connection, products, data.products, ("sku",))
        if data.kiranas is not None:
            _load_kiranas(connection, data.kiranas)
        _drop_orphans(connection)
        if data.shelves is not None:
            _load_shelves(connection, data.shelves, reset_stock=reset_stock)
    forget_catalogue(engine)
    if engine.dialect.name == "postgresql":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("ANALYZE"))
    return Seeded(*(len(rows or ()) for rows in (data.items, data.products, data.kiranas, data.shelves)))


def _fill_cells(connection: Connection) -> None:
    """Kiranas of an older database get their cells."""
    query = select(kiranas.c.kirana, kiranas.c.latitude, kiranas.c.longitude).where(kiranas.c.cell.is_(None))
    found = [{"of": row[0], "cell": cell_of(row[1], row[2])} for row in connection.execute(query)]
    if found:
        connection.execute(
            update(kiranas).where(kiranas.c.kirana == bindparam("of")).values(cell=bindparam("cell")), found
        )


def _known(connection: Connection) -> Known:
    mrp = select(products.c.sku, products.c.mrp_paise)
    return Known(
        items=set(connection.execute(select(items.c.item)).scalars()),
        mrp={sku: money.paise for sku, money in connection.execute(mrp)},
        kiranas=set(connection.execute(select(kiranas.c.kirana).where(kiranas.c.is_listed.is_(True))).scalars()),
    )


def _load(connection: Connection, table: Table, rows: Sequence[Row] | None, key: tuple[str, ...]) -> None:
    if rows:
        _copy(connection, table.name, COLUMNS[f"{table.name}.csv"], rows, key)


def _load_words(connection: Connection, rows: Sequence[Row]) -> None:
    placed = [(*row, position) for position, row in enumerate(rows)]
    if placed:
        connection.execute(delete(words))
        _copy(connection, "words", (*COLUMNS["words.csv"], "position"), placed, ("item", "language", "word"))


def _load_kiranas(connection: Connection, rows: Sequence[Row]) -> None:
    columns = tuple(name if name != "whatsapp" else "numbers" for name in COLUMNS["kiranas.csv"])
    texts = [(*row[:2], json.dumps(row[2]), *row[3:-1], row[-1] or None) for row in rows]
    connection.execute(delete(kirana_numbers))
    connection.execute(update(kiranas).values(is_listed=False))
    defaults = ("is_confirmed", "holidays", "is_listed", "cell")
    north, east = columns.index("latitude"), columns.index("longitude")
    filled = [(*row, True, "[]", True, cell_of(row[north], row[east])) for row in texts]  # type: ignore[arg-type]
    _copy(connection, "kiranas", (*columns, *defaults), filled, ("kirana",), keep=("is_confirmed", "holidays"))
    numbers = [(number, row[0]) for row in rows for number in row[2]]  # type: ignore[attr-defined]
    _copy(connection, "kirana_numbers", ("number", "kirana"), numbers, ("number",))


def _load_shelves(connection: Connection, rows: Sequence[Row], *, reset_stock: bool) -> None:
    listed = "SELECT 1 FROM fresh_shelves f WHERE f.kirana = shelves.kirana AND f.sku = shelves.sku"
    before = f"DELETE FROM shelves WHERE NOT EXISTS ({listed})"
    keep = () if reset_stock else ("stock",)
    _copy(connection, "shelves", COLUMNS["shelves.csv"], rows, ("kirana", "sku"), keep=keep, before=before)


def _drop_missing(connection: Connection, table: Table, key: str, keep: Sequence[object]) -> None:
    known = set(connection.execute(select(table.c[key])).scalars())
    for gone in known - set(keep):
        connection.execute(delete(table).where(table.c[key] == gone))


def _drop_orphans(connection: Connection) -> None:
    known = select(products.c.sku)
    listed = select(kiranas.c.kirana).where(kiranas.c.is_listed.is_(True))
    connection.execute(delete(shelves).where(shelves.c.sku.not_in(known) | shelves.c.kirana.not_in(listed)))


def _copy(
    connection: Connection,
    table: str,
    columns: Sequence[str],
    rows: Sequence[Row],
    key: Sequence[str],
    *,
    keep: Sequence[str] = (),
    before: str | None = None,
) -> None:
    """Rows go into a temporary table first: in bulk, and the upsert is then one statement."""
    fresh, names = f"fresh_{table}", ", ".join(columns)
    connection.execute(text(f"CREATE TEMPORARY TABLE {fresh} AS SELECT {names} FROM {table} WHERE 1 = 0"))
    _fill(connection, fresh, columns, rows)
    if before is not None:
        connection.execute(text(f"CREATE UNIQUE INDEX ix_{fresh} ON {fresh} ({', '.join(key)})"))
        connection.execute(text(before))
    changed = [name for name in columns if name not in key and name not in keep]
    sets = ", ".join(f"{name} = excluded.{name}" for name in changed)
    action = f"DO UPDATE SET {sets}" if changed else "DO NOTHING"
    upsert = f"INSERT INTO {table} ({names}) SELECT {names} FROM {fresh} WHERE 1 = 1 ON CONFLICT ({', '.join(key)})"
    connection.execute(text(f"{upsert} {action}"))
    connection.execute(text(f"DROP TABLE {fresh}"))


def _fill(connection: Connection, fresh: str, columns: Sequence[str], rows: Sequence[Row]) -> None:
    cursor = connection.connection.cursor()
    if connection.dialect.name == "sqlite":
        cursor.executemany(f"INSERT INTO {fresh} VALUES ({', '.join('?' * len(columns))})", rows)
        return
    stream = io.StringIO()
    csv.writer(stream).writerows(["\\N" if value is None else value for value in row] for row in rows)
    stream.seek(0)
    cursor.copy_expert(f"COPY {fresh} FROM STDIN WITH (FORMAT csv, NULL '\\N')", stream)
