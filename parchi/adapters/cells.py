"""A cell: one square of the map's grid, about 450 m wide, by which nearby points are found on any database."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil, cos, floor, radians

from parchi.domain.place import Place

A_DEGREE = 256
"""Cells a degree."""
A_ROW = 360 * A_DEGREE
KM_A_DEGREE = 111.19
"""Of latitude on the sphere by which distances are measured, rounded down: what is thought safe is safe."""
WHOLE_WORLD = 180.0


def cell_of(latitude: float, longitude: float) -> int:
    """The number of a point's cell."""
    return floor((latitude + 90) * A_DEGREE) * A_ROW + floor((longitude + 180) * A_DEGREE)


@dataclass(frozen=True)
class Ring:
    """Cells around a place that no smaller ring had: `runs` of cell numbers, first and last of each."""

    runs: tuple[tuple[int, int], ...]
    safe_km: float
    """Every point that is nearer than this is in this ring or in a smaller one."""


def rings(place: Place, reach_km: float | None = None, first: int = 1) -> Iterator[Ring]:
    """Wider and wider rings, each about twice as wide as the one before, until the reach is in them."""
    inner, width = -1, first
    row, column = floor((place.latitude + 90) * A_DEGREE), floor((place.longitude + 180) * A_DEGREE)
    last = WHOLE_WORLD * KM_A_DEGREE if reach_km is None else reach_km
    while True:
        runs = tuple(_runs(row, column, inner, width))
        safe = _safe_km(place, row, column, width)
        yield Ring(runs, safe)
        if safe >= last or width > WHOLE_WORLD * A_DEGREE:
            return
        inner, width = width, width * 2 + 1


def circle(place: Place, reach_km: float) -> Ring:
    """All cells within reach as one ring."""
    farthest = min(89.0, abs(place.latitude) + reach_km / KM_A_DEGREE + 1)
    width = ceil(reach_km / KM_A_DEGREE * A_DEGREE / cos(radians(farthest)))
    return next(rings(place, reach_km, width))


def _runs(row: int, column: int, inner: int, width: int) -> Iterator[tuple[int, int]]:
    west, east = max(0, column - width), min(A_ROW - 1, column + width)
    for at in range(row - width, row + width + 1):
        if abs(at - row) > inner:
            yield at * A_ROW + west, at * A_ROW + east
        else:
            yield at * A_ROW + west, at * A_ROW + column - inner - 1
            yield at * A_ROW + column + inner + 1, at * A_ROW + east


def _safe_km(place: Place, row: int, column: int, width: int) -> float:
    """The way to the nearest edge of the ring."""
    north, east = (place.latitude + 90) * A_DEGREE, (place.longitude + 180) * A_DEGREE
    down, up = north - (row - width), row + width + 1 - north
    aside = min(east - (column - width), column + width + 1 - east) / A_DEGREE
    farthest = min(89.0, abs(place.latitude) + (width + 1) / A_DEGREE)
    return min(min(down, up) / A_DEGREE, aside * cos(radians(farthest))) * KM_A_DEGREE
