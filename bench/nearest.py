"""The nearest kirana: ten that are open and have a whole list, by our rings of cells and by what databases offer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import log
from typing import Any

import numpy as np
import psycopg2
from numpy.typing import NDArray

from bench.postgres import postgres
from bench.sizes import FOLDER, KIRANAS
from bench.street import HALF, Street, baskets, bitmap_of, make_street
from bench.street_table import free_of, full_kiranas, load, mercator, shelves_of, size_of
from bench.table import Stopwatch, Table, Times
from parchi.adapters.cells import rings
from parchi.domain.place import Place

WANTED = 10
ASKED = 400
CHECKED = 40
"""Of the questions, how many are answered by brute force too: every kirana's distance, in memory."""
LINES = 10
RINGS, POINT = "rings of cells", "point, GiST (chosen)"
MEMORY = "8GB"
"""Of the server's own: all of the big table, as on a machine that is there for it."""


@dataclass(frozen=True)
class Question:
    """Where a customer is, in which half hour of the week, and what is on the list."""

    place: Place
    slot: int
    basket: tuple[int, ...]

    def values(self) -> dict[str, Any]:
        """For the statements."""
        east, north = mercator(np.array([self.place.latitude]), np.array([self.place.longitude]))[0:2]
        return {
            "slot": self.slot, "basket": list(self.basket), "lines": len(self.basket),
            "latitude": self.place.latitude, "longitude": self.place.longitude,
            "east": float(east[0]), "north": float(north[0]),
        }  # fmt: skip


Near = list[int]
"""Kiranas by number, nearest first."""
Way = Callable[[Question], Near]


class Search:
    """The same filters on the same table, reached in three ways."""

    def __init__(self, cursor: Any, table: str) -> None:
        self._cursor = cursor
        self._columns = f"SELECT kirana, latitude, longitude FROM {table} t"
        self._is_free = f"""(NOT is_full OR %(lines)s = (
            SELECT count(*) FROM {shelves_of(table)} s
            WHERE s.kirana = t.kirana AND s.product = ANY(%(basket)s) AND s.free > 0))"""

    def by_rings(self, question: Question) -> Near:
        """Ring by ring, until ten are nearer than anything a wider ring could bring."""
        found: list[tuple[float, int]] = []
        for ring in rings(question.place):
            runs = " OR ".join(f"cell BETWEEN {first} AND {last}" for first, last in ring.runs)
            found += self._asked(f"AND ({runs})", question)
            near = sorted(pair for pair in found if pair[0] <= ring.safe_km)
            if len(near) >= WANTED:
                return [kirana for _, kirana in near[:WANTED]]
        return [kirana for _, kirana in sorted(found)[:WANTED]]

    def by_point(self, question: Question) -> Near:
        """Nearest first on a map that keeps angles; a few more are taken, as the map stretches north and south."""
        order = "ORDER BY point <-> point(%(east)s, %(north)s)"
        found = self._asked(f"{order} LIMIT {WANTED + 4}", question)
        return [kirana for _, kirana in sorted(found)[:WANTED]]

    def by_postgis(self, question: Question) -> Near:
        """PostGIS's nearest neighbours on the sphere."""
        order = "ORDER BY geography <-> ST_SetSRID(ST_MakePoint(%(longitude)s, %(latitude)s), 4326)::geography"
        found = self._asked(f"{order} LIMIT {WANTED}", question)
        return [kirana for _, kirana in sorted(found)]

    def _filters(self, question: Question) -> str:
        """Open, and every product there: the rarest is looked at first, and ends the look at most shops."""
        has = " AND ".join(f"get_bit(has, {product}) = 1" for product in sorted(question.basket, reverse=True))
        return f"get_bit(week, %(slot)s) = 1 AND {has} AND {self._is_free}"

    def _asked(self, tail: str, question: Question) -> list[tuple[float, int]]:
        self._cursor.execute(f"{self._columns} WHERE {self._filters(question)} {tail}", question.values())
        here = question.place
        return [(here.distance_km(Place(latitude, longitude)), kirana) for kirana, latitude, longitude in self._cursor]


def run() -> list[Table]:
    """A hundredth, a tenth and all of the kiranas, to see how the cost grows."""
    sizes = sorted({max(10_000, KIRANAS // share) for share in (100, 10, 1)})
    tables, times = [], []
    with postgres(FOLDER / "postgres", shared_buffers=MEMORY) as address:
        for size in sizes:
            table, ours = _measured(address, size)
            tables.append(table)
            times.append(ours)
    if len(sizes) > 1:
        small, big, steps = times[0].p50, times[-1].p50, log(sizes[-1]) / log(sizes[0])
        told = f"{big / small:.2f} times the cost of {sizes[0]:,}, logarithms {steps:.2f} times"
        tables[-1].promise("cost grows with the logarithm at most", told, big / small <= steps)
    return tables


def _measured(address: str, size: int) -> tuple[Table, Times]:
    street = make_street(size)
    name = load(address, street)
    connection = psycopg2.connect(address)
    connection.autocommit = True
    cursor = connection.cursor()
    cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_prewarm")
    for kept in (name, shelves_of(name)):
        cursor.execute("SELECT pg_prewarm(%s)", (kept,))
        cursor.execute("SELECT pg_prewarm(indexrelid::regclass) FROM pg_index WHERE indrelid = %s::regclass", (kept,))
    search, questions, bytes_of = Search(cursor, name), _questions(street), size_of(address, name)
    ways: dict[str, tuple[Way, float]] = {
        RINGS: (search.by_rings, bytes_of["cell"]),
        POINT: (search.by_point, bytes_of["point"]),
        "PostGIS KNN": (search.by_postgis, bytes_of["geography"]),
    }
    found = {way: _timed(ask, questions) for way, (ask, _) in ways.items()}
    truth = [_by_brute_force(street, question) for question in questions[:CHECKED]]
    ours = found[POINT][1]
    table = Table(
        f"The {WANTED} nearest of {size:,} kiranas that are open and have all of {LINES} lines",
        ("", "p50 ms", "p99 ms", "p50 slower", "p99 slower", "as by brute force", "index bytes a kirana"),
    )
    right = {}
    for way, (near, times) in found.items():
        right[way] = sum(_same(street, *each) for each in zip(questions, near, truth, strict=False))
        slower = f"{times.p50 / ours.p50:.1f}", f"{times.p99 / ours.p99:.1f}"
        as_exact, index = f"{right[way]} of {CHECKED}", f"{ways[way][1]:.0f}"
        table.add(way, f"{times.p50:.2f}", f"{times.p99:.2f}", *slower, as_exact, index)
    if size == KIRANAS:
        table.promise("at most 5 ms p99", f"{ours.p99:.2f}", ours.p99 <= 5)
    exact = right[POINT]
    table.promise("the same as by brute force", f"{exact} of {CHECKED}", exact == CHECKED)
    connection.close()
    return table, ours


def _timed(ask: Way, questions: list[Question]) -> tuple[list[Near], Times]:
    """Asked twice over, and the second time counted: what is measured is the search, not the disk."""
    for question in questions:
        ask(question)
    watch, found = Stopwatch(), []
    for question in questions:
        with watch:
            near = ask(question)
        found.append(near)
    return found, watch.times


def _questions(street: Street, seed: int = 11) -> list[Question]:
    """Customers live where the shops are, and write from morning to night."""
    draw = np.random.default_rng(seed)
    at = draw.integers(0, len(street), ASKED)
    lat = street.latitude[at] + draw.normal(0, 0.005, ASKED)
    lon = street.longitude[at] + draw.normal(0, 0.005, ASKED)
    slots = draw.integers(0, 7, ASKED) * 48 + draw.integers(16, 42, ASKED)
    lists = baskets(ASKED, draw, LINES)
    return [
        Question(Place(float(a), float(b)), int(slot), tuple(basket))
        for a, b, slot, basket in zip(lat, lon, slots, lists, strict=True)
    ]


def _by_brute_force(street: Street, question: Question) -> Near:
    """All filters on all kiranas, then every distance."""
    is_open = street.weeks[:, question.slot][street.hours].astype(bool)
    at = np.flatnonzero(is_open & _is_filled(street, question))
    far = street.kilometres(question.place, at)
    return [int(kirana) for kirana in at[np.lexsort((at, far))][:WANTED]]


def _is_filled(street: Street, question: Question) -> NDArray[np.bool_]:
    wanted = bitmap_of(question.basket)
    head = ((street.pool & wanted) == wanted)[:, :HALF].all(axis=1)
    tail = ((street.pool & wanted) == wanted)[:, HALF:].all(axis=1)
    has = head[street.head] & tail[street.tail]
    full = full_kiranas(street)
    for product in question.basket:
        has[full] &= free_of(full, np.array(product)) > 0
    return has


def _same(street: Street, question: Question, near: Near, truth: Near) -> bool:
    """Whether they are as far, one by one, to the millimetre: of two at one point either may come."""
    found, right = ([question.place.distance_km(Place(*street.point(at))) for at in each] for each in (near, truth))
    return len(near) == len(truth) and bool(np.allclose(found, right, rtol=0, atol=1e-6))
