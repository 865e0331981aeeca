"""A street of generated kiranas: points around real pincodes, opening hours, and which products each has."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parchi.adapters.cells import A_DEGREE, A_ROW
from parchi.domain.hours import Hours
from parchi.domain.place import EARTH_RADIUS_KM, Place
from parchi.project import DATA

PINCODES = DATA / "places" / "pincodes.csv"
PRODUCTS = 1500
BYTES = (PRODUCTS + 7) // 8
"""Of the bitmap of products: 188."""
FULL_SHELVES = 50_000
SLOTS = 7 * 48
"""Half hours of a week, Monday's first."""
_POOL = 20_000
HALF = BYTES // 2
_SPREAD = 0.018
"""Standard deviation of a kirana's distance from its post office, in degrees: 2 km."""
_HOURS = (
    "Mon-Sun 07:00-22:00",
    "Mon-Sat 08:00-13:00 16:00-22:00; Sun 08:00-13:00",
    "Mon-Sun 06:00-14:00 16:30-22:30",
    "Tue-Sun 09:00-21:00",
    "Mon-Sun 07:00-24:00",
    "Mon-Sat 10:00-20:00",
)


@dataclass(frozen=True)
class Street:
    """Columns of all kiranas, in the order of their cells: places in degrees, and rows of the pools below."""

    latitude: NDArray[np.float64]
    longitude: NDArray[np.float64]
    cell: NDArray[np.int64]
    hours: NDArray[np.uint8]
    head: NDArray[np.uint16]
    tail: NDArray[np.uint16]
    pool: NDArray[np.uint8]
    """Bitmaps; a kirana has the first half of one and the second half of another: 400 million different shelves."""
    weeks: NDArray[np.uint8]
    """For each hours, whether it is open in each half hour."""

    def __len__(self) -> int:
        return len(self.latitude)

    def point(self, kirana: int) -> tuple[float, float]:
        """Latitude and longitude of one."""
        return float(self.latitude[kirana]), float(self.longitude[kirana])

    def bitmaps(self, kiranas: NDArray[np.int64]) -> NDArray[np.uint8]:
        """(kiranas, 188) bytes; the first product is the highest bit of the first byte, as PostgreSQL has it."""
        halves = (self.pool[self.head[kiranas], :HALF], self.pool[self.tail[kiranas], HALF:])
        return np.concatenate(halves, axis=1)

    def kilometres(self, place: Place, kiranas: NDArray[np.int64]) -> NDArray[np.float64]:
        """Great-circle distances of kiranas from a place (haversine)."""
        lat, lon = np.radians(self.latitude[kiranas]), np.radians(self.longitude[kiranas])
        north, east = np.radians(place.latitude), np.radians(place.longitude)
        a = np.sin((lat - north) / 2) ** 2 + np.cos(north) * np.cos(lat) * np.sin((lon - east) / 2) ** 2
        distances: NDArray[np.float64] = 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(a))
        return distances


def make_street(size: int, seed: int = 7) -> Street:
    """The same street for the same size; a few big towns have most of the shops."""
    draw = np.random.default_rng(seed)
    with PINCODES.open(encoding="utf-8", newline="") as stream:
        points = np.array([(float(row["latitude"]), float(row["longitude"])) for row in csv.DictReader(stream)])
    crowd = draw.lognormal(0.0, 1.0, len(points))
    at = draw.choice(len(points), size, p=crowd / crowd.sum())
    latitude = np.round(points[at, 0] + draw.normal(0, _SPREAD, size), 5)
    longitude = np.round(points[at, 1] + draw.normal(0, _SPREAD, size), 5)
    row, column = (np.floor(degrees * A_DEGREE).astype(np.int64) for degrees in (latitude + 90, longitude + 180))
    cell = row * A_ROW + column
    order = np.argsort(cell, kind="stable")
    weeks = np.stack([_week(Hours.parse(hours)) for hours in _HOURS])
    return Street(
        latitude[order],
        longitude[order],
        cell[order],
        draw.integers(0, len(_HOURS), size, dtype=np.uint8),
        draw.integers(0, _POOL, size, dtype=np.uint16),
        draw.integers(0, _POOL, size, dtype=np.uint16),
        _make_pool(draw),
        weeks,
    )


def bitmap_of(products: Sequence[int]) -> NDArray[np.uint8]:
    """188 bytes with the bits of these products."""
    bits = np.zeros(BYTES * 8, np.uint8)
    bits[list(products)] = 1
    return np.packbits(bits)


def baskets(count: int, draw: np.random.Generator, lines: int = 10) -> Iterator[list[int]]:
    """Lists as households write them: what sells most is wished most."""
    wished = 1 / (np.arange(PRODUCTS) + 20.0) ** 2
    for _ in range(count):
        yield sorted(draw.choice(PRODUCTS, lines, replace=False, p=wished / wished.sum()).tolist())


def _make_pool(draw: np.random.Generator) -> NDArray[np.uint8]:
    """The staples are everywhere, the last products at one shop in thirty; a big shop has more of all."""
    usual = 0.98 * np.exp(-np.arange(BYTES * 8) / 430.0)
    wealth = draw.beta(4, 2, _POOL)[:, None] * 0.35 + 0.7
    chance = np.clip(usual[None, :] * wealth, 0, 0.99)
    return np.packbits(draw.random((_POOL, BYTES * 8)) < chance, axis=1)


def _week(hours: Hours) -> NDArray[np.uint8]:
    open_at = np.zeros(SLOTS, np.uint8)
    for day, spans in enumerate(hours.days):
        for begin, end in spans:
            open_at[day * 48 + begin // 30 : day * 48 + end // 30] = 1
    return open_at
