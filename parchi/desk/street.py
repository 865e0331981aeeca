"""The street's pages: kiranas on a map of our own data, their shelves, and the queue with its failures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from parchi.desk.page import Pages
from parchi.desk.ports import Street, Views
from parchi.domain.overview import KiranaSeen
from parchi.domain.place import Place

WIDTH, MARGIN = 1000, 60
HIGHEST = 1400


@dataclass(frozen=True)
class Spot:
    """A kirana, or the name of an area, on the map; `x` and `y` in the map's own units, north above."""

    x: float
    y: float
    name: str
    kirana: KiranaSeen | None = None


@dataclass(frozen=True)
class Map:
    """The street from above."""

    height: int
    kiranas: Sequence[Spot]
    areas: Sequence[Spot]

    @classmethod
    def of(cls, kiranas: Sequence[KiranaSeen], areas: Sequence[tuple[str, Place]]) -> Map:
        """Kiranas and the areas among them, to the same scale in both directions."""
        if not kiranas:
            return cls(MARGIN * 2, (), ())
        north, south = max(k.latitude for k in kiranas), min(k.latitude for k in kiranas)
        west, east = min(k.longitude for k in kiranas), max(k.longitude for k in kiranas)
        narrowing = cos(radians((north + south) / 2))
        wide, high = (east - west) * narrowing or 0.01, north - south or 0.01
        scale = min((WIDTH - 2 * MARGIN) / wide, (HIGHEST - 2 * MARGIN) / high)

        def spot(latitude: float, longitude: float, name: str, kirana: KiranaSeen | None = None) -> Spot:
            x = MARGIN + (longitude - west) * narrowing * scale
            return Spot(round(x, 1), round(MARGIN + (north - latitude) * scale, 1), name, kirana)

        inside = [
            (name, place)
            for name, place in areas
            if south <= place.latitude <= north and west <= place.longitude <= east
        ]
        return cls(
            int(high * scale + 2 * MARGIN),
            [spot(k.latitude, k.longitude, k.name, k) for k in kiranas],
            _apart([spot(place.latitude, place.longitude, name) for name, place in inside]),
        )


def _apart(spots: Sequence[Spot], wide: float = 110, high: float = 22) -> list[Spot]:
    """Names that would cover each other: the first stays."""
    kept: list[Spot] = []
    for spot in spots:
        if all(abs(spot.x - other.x) > wide or abs(spot.y - other.y) > high for other in kept):
            kept.append(spot)
    return kept


@dataclass
class StreetPages:
    """Where shops are and what they have; what waits and what failed."""

    pages: Pages
    street: Street
    views: Views
    areas: Sequence[tuple[str, Place]]

    def routes(self) -> list[BaseRoute]:
        """Where they are found."""
        return [
            Route("/queue", self.queue),
            Route("/map", self.map),
            Route("/shelves", self.shops),
            Route("/shelves/{kirana}", self.shelf),
            Route("/visits", self.visits),
        ]

    async def queue(self, request: Request) -> Response:
        """The mail's state, failures and alarms."""
        return self.pages.show(request, "queue.html", queue=await run_in_threadpool(self.street.queue))

    async def map(self, request: Request) -> Response:
        """All kiranas where they stand."""
        kiranas = await run_in_threadpool(self.street.kiranas)
        return self.pages.show(request, "map.html", map=Map.of(kiranas, self.areas), width=WIDTH)

    async def shops(self, request: Request) -> Response:
        """The list of kiranas, or those with these words in name or address."""
        words = request.query_params.get("q", "").casefold()
        kiranas = await run_in_threadpool(self.street.kiranas)
        found = [k for k in kiranas if all(word in f"{k.name} {k.address}".casefold() for word in words.split())]
        return self.pages.show(request, "shops.html", kiranas=found[:200], words=words, total=len(found))

    async def shelf(self, request: Request) -> Response:
        """One kirana's shelf."""
        words, kirana = request.query_params.get("q", ""), request.path_params["kirana"]
        kiranas = await run_in_threadpool(self.street.kiranas)
        found = next((one for one in kiranas if one.kirana == kirana), None)
        if found is None:
            return self.pages.nothing(request, "kirana")
        shelf = await run_in_threadpool(self.street.shelf, kirana, words)
        return self.pages.show(request, "shelf.html", kirana=found, shelf=shelf, words=words)

    async def visits(self, request: Request) -> Response:
        """Who looked at what."""
        return self.pages.show(request, "visits.html", visits=await run_in_threadpool(self.views.visits))
