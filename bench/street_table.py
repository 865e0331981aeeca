"""The street as a table of PostgreSQL: one row a kirana, with a grid cell, a point and a geography to search by."""

from __future__ import annotations

import io
from collections.abc import Iterator
from time import perf_counter
from typing import Any

import numpy as np
import psycopg2
from numpy.typing import NDArray

from bench.street import BYTES, FULL_SHELVES, PRODUCTS, SLOTS, Street

CHUNK = 200_000
_SIGNATURE = b"PGCOPY\n\xff\r\n\x00" + bytes(8)
_END = b"\xff\xff"
_TABLE = f"""
CREATE EXTENSION IF NOT EXISTS postgis;
DROP TABLE IF EXISTS loading; DROP TABLE IF EXISTS full_shelves;
CREATE UNLOGGED TABLE loading (
    kirana integer NOT NULL, cell bigint NOT NULL, latitude float8 NOT NULL, longitude float8 NOT NULL,
    point point NOT NULL, is_full boolean NOT NULL,
    week bit({SLOTS}) NOT NULL, has bit({PRODUCTS}) NOT NULL, geography geography(Point, 4326));
ALTER TABLE loading ALTER has SET STORAGE PLAIN, ALTER week SET STORAGE PLAIN;
CREATE UNLOGGED TABLE full_shelves (kirana integer NOT NULL, product smallint NOT NULL, free integer NOT NULL);
"""
_INDEXES = (
    "ALTER TABLE full_shelves ADD PRIMARY KEY (kirana, product)",
    "CREATE INDEX ON loading (cell)",
    "CREATE INDEX ON loading USING gist (point)",
    "CREATE INDEX ON loading USING gist (geography)",
)


def load(address: str, street: Street, log: io.TextIOBase | None = None) -> str:
    """The name of the table that holds this street; made once, then kept."""
    name = f"street_{len(street)}"
    connection = psycopg2.connect(address)
    connection.autocommit = True
    cursor = connection.cursor()
    cursor.execute("SELECT to_regclass(%s)", (name,))
    if cursor.fetchone()[0] is None:
        start = perf_counter()
        cursor.execute("SET maintenance_work_mem = '1GB'")
        cursor.execute(_TABLE)
        _copy(
            cursor, "loading (kirana, cell, latitude, longitude, point, is_full, week, has, geography)", _rows(street)
        )
        _say(log, f"{len(street):,} kiranas loaded", start)
        _copy(cursor, "full_shelves", _shelves(street))
        for statement in _INDEXES:
            cursor.execute(statement)
            _say(log, statement, start)
        cursor.execute("VACUUM ANALYZE loading")
        cursor.execute(f"ALTER TABLE full_shelves RENAME TO {shelves_of(name)}; ALTER TABLE loading RENAME TO {name}")
        _say(log, "ready", start)
    connection.close()
    return name


def size_of(address: str, table: str) -> dict[str, float]:
    """Bytes a kirana of the table and of each of its indexes."""
    connection = psycopg2.connect(address)
    cursor = connection.cursor()
    cursor.execute(
        f"SELECT pg_relation_size('{table}'), reltuples FROM pg_class WHERE oid = '{table}'::regclass",
    )
    heap, rows = cursor.fetchone()
    cursor.execute(
        f"SELECT indexdef, pg_relation_size(indexname::regclass) FROM pg_indexes WHERE tablename = '{table}'"
    )
    sizes = {definition.rsplit("(", 1)[1].rstrip(")"): size / rows for definition, size in cursor.fetchall()}
    connection.close()
    return {"row": heap / rows, **sizes}


def shelves_of(street: str) -> str:
    """The table of the full shelves beside a street's."""
    return f"full_{street.replace('street', 'shelves')}"


def full_kiranas(street: Street) -> NDArray[np.int64]:
    """Those whose shelves are known to the piece: evenly among all, so every town has some."""
    return np.unique(np.linspace(0, len(street) - 1, min(FULL_SHELVES, len(street))).astype(np.int64))


def free_of(kiranas: NDArray[np.int64], products: NDArray[np.int64]) -> NDArray[np.int64]:
    """Packs that are free of a product that a full shelf carries; of one in eight none is left."""
    return (kiranas * 7919 + products * 104729) % 8


def _rows(street: Street) -> Iterator[bytes]:
    full = np.zeros(len(street), bool)
    full[full_kiranas(street)] = True
    weeks = np.packbits(street.weeks, axis=1)
    fields = [("count", ">i2")]
    for field, kind in (
        ("kirana", ">i4"), ("cell", ">i8"), ("latitude", ">f8"), ("longitude", ">f8"), ("point", ">f8,>f8"),
        ("is_full", "u1"), ("week", f">i4,({SLOTS // 8},)u1"), ("has", f">i4,({BYTES},)u1"),
        ("geography", "u1,<u4,<u4,<f8,<f8"),
    ):  # fmt: skip
        fields += [(f"{field}_length", ">i4"), (field, kind)]
    layout = np.dtype(fields)
    for begin in range(0, len(street), CHUNK):
        at = np.arange(begin, min(begin + CHUNK, len(street)))
        rows = np.zeros(len(at), layout)
        rows["count"] = 9
        for field in (layout.names or ())[2::2]:
            rows[f"{field}_length"] = layout[field].itemsize
        rows["kirana"], rows["cell"], rows["is_full"] = at, street.cell[at], full[at]
        rows["latitude"], rows["longitude"] = street.latitude[at], street.longitude[at]
        rows["point"]["f0"], rows["point"]["f1"] = mercator(street.latitude[at], street.longitude[at])
        rows["week"]["f0"], rows["week"]["f1"] = SLOTS, weeks[street.hours[at]]
        rows["has"]["f0"], rows["has"]["f1"] = PRODUCTS, _cut(street.bitmaps(at))
        place = rows["geography"]  # extended WKB, little endian: a point with its reference system
        place["f0"], place["f1"], place["f2"] = 1, 0x20000001, 4326
        place["f3"], place["f4"] = street.longitude[at], street.latitude[at]
        yield rows.tobytes()


def mercator(
    latitude: NDArray[np.float64], longitude: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Where a point is on a map that keeps angles: around any place, distances are all stretched alike."""
    return np.radians(longitude), np.arctanh(np.sin(np.radians(latitude)))


def _cut(bitmaps: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The bits behind the last product are none of the bit string's."""
    bitmaps[:, -1] &= 0xFF << (BYTES * 8 - PRODUCTS) & 0xFF
    return bitmaps


def _shelves(street: Street) -> Iterator[bytes]:
    layout = np.dtype(
        [
            ("count", ">i2"),
            ("a", ">i4"),
            ("kirana", ">i4"),
            ("b", ">i4"),
            ("product", ">i2"),
            ("c", ">i4"),
            ("free", ">i4"),
        ]
    )
    full = full_kiranas(street)
    for begin in range(0, len(full), 2000):
        at = full[begin : begin + 2000]
        row, product = np.nonzero(np.unpackbits(street.bitmaps(at), axis=1)[:, :PRODUCTS])
        rows = np.zeros(len(row), layout)
        rows["count"], rows["a"], rows["b"], rows["c"] = 3, 4, 2, 4
        rows["kirana"], rows["product"], rows["free"] = at[row], product, free_of(at[row], product)
        yield rows.tobytes()


class _Stream(io.RawIOBase):
    """Pieces as a file that COPY reads."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = iter(pieces)
        self._rest = _SIGNATURE
        self._ended = False

    def read(self, size: int = -1) -> bytes:
        """At most `size` bytes."""
        while len(self._rest) < size and not self._ended:
            piece = next(self._pieces, None)
            self._ended = piece is None
            self._rest += _END if piece is None else piece
        found, self._rest = self._rest[:size], self._rest[size:]
        return found


def _copy(cursor: Any, table: str, pieces: Iterator[bytes]) -> None:
    cursor.copy_expert(f"COPY {table} FROM STDIN (FORMAT binary)", _Stream(pieces), size=1 << 20)


def _say(log: io.TextIOBase | None, what: str, start: float) -> None:
    if log is not None:
        print(f"{perf_counter() - start:6.0f} s  {what}", file=log, flush=True)
