"""Kiranas as rows: found by id, by a WhatsApp number, or by nearness."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import islice
from math import cos, radians
from typing import Any

from sqlalchemy import and_, bindparam, delete, insert, or_, select, update
from sqlalchemy.orm import Session

from parchi.adapters.cells import KM_A_DEGREE, Ring, cell_of, circle, rings
from parchi.adapters.recent import Point, forget_catalogue, recent_catalogue
from parchi.adapters.shop_tables import kirana_numbers, kiranas
from parchi.domain.kirana import Kirana, OpenNear, closes_at
from parchi.domain.place import Place

AT_ONCE = 4
"""Kiranas that are read together: the nearest few are what nearly every caller needs."""
Measured = tuple[float, str]
"""Distance in km, and a kirana's id."""
MOST_RUNS = 63
"""Of cells in one statement; wider searches go by a box of degrees."""
WALK_KM = 10.0
"""How far the nearest of all is looked for ring by ring, before all are looked at."""

_OF_NUMBER = select(kirana_numbers.c.kirana).where(kirana_numbers.c.number == bindparam("number"))
_NAMED = select(Kirana).where(kiranas.c.is_listed.is_(True), kiranas.c.kirana.in_(bindparam("kiranas", expanding=True)))
_OPENING = select(
    kiranas.c.kirana, kiranas.c.name, kiranas.c.hours, kiranas.c.closed_until, kiranas.c.open_until, kiranas.c.holidays
).where(
    kiranas.c.is_listed.is_(True),
    kiranas.c.is_confirmed.is_(True),
    kiranas.c.kirana.in_(bindparam("kiranas", expanding=True)),
)
_POINT = (kiranas.c.kirana, kiranas.c.latitude, kiranas.c.longitude)


class SqlKiranas:
    """The repository of kiranas."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._of_number: dict[str, str | None] = {}
        self._met: set[Kirana] = set()
        """A session forgets what nobody holds, and a turn asks for its own shop again."""

    def get(self, kirana: str) -> Kirana | None:
        """A kirana by its id."""
        with self._session.no_autoflush:  # a look writes nothing
            found: Kirana | None = self._session.get(Kirana, kirana)
        if found is not None:
            self._met.add(found)
        return found

    def of_number(self, number: str) -> Kirana | None:
        """The kirana that a WhatsApp number belongs to."""
        if number not in self._of_number:
            found = self._session.execute(_OF_NUMBER, {"number": number})
            self._of_number[number] = found.scalar_one_or_none()
        kirana = self._of_number[number]
        return None if kirana is None else self.get(kirana)

    def know(self, number: str, kirana: str | None) -> None:
        """Which kirana a number belongs to, as it was just read."""
        self._of_number[number] = kirana

    def near(self, place: Place, reach_km: float) -> Sequence[tuple[float, Kirana]]:
        """(distance in km, kirana) within reach, nearest first, open or not."""
        found = self._within(place, reach_km)
        return list(self._read(found, at_once=len(found)))

    def open_near(self, place: Place, reach_km: float, at: datetime) -> OpenNear:
        """How many in reach serve, and the nearest that is open: of hundreds only the columns that tell are read."""
        found = self._within(place, reach_km)
        with self._session.no_autoflush:  # a look writes nothing
            near = self._session.execute(_OPENING, {"kiranas": [kirana for _, kirana in found]}).all()
        names = {row.kirana: row.name for row in near if closes_at(row, at) is not None}
        first = next(((distance, names[kirana]) for distance, kirana in found if kirana in names), None)
        return OpenNear(len(near), len(names), first)

    def nearest_first(self, place: Place, reach_km: float) -> Iterator[tuple[float, Kirana]]:
        """The same one by one: what lies farther off than the caller goes is never read."""
        waiting: list[Measured] = []
        for ring in rings(place, reach_km):
            waiting += self._in_ring(place, ring)
            sure = min(ring.safe_km, reach_km)
            yield from self._read(sorted(pair for pair in waiting if pair[0] <= sure))
            waiting = [pair for pair in waiting if pair[0] > sure]

    def nearest(self, place: Place) -> tuple[float, Kirana] | None:
        """The nearest of all, for telling how far it is."""
        found = next(self.nearest_first(place, WALK_KM), None)
        return found or self._nearest_of_all(place)

    def add(self, kirana: Kirana) -> None:
        """Keep a kirana and its numbers; a known one gets its numbers anew."""
        self._of_number.clear()
        forget_catalogue(self._session.get_bind().engine)
        self._session.add(kirana)
        self._session.flush()
        values = {"is_listed": True, "cell": cell_of(kirana.latitude, kirana.longitude)}
        self._session.execute(update(kiranas).where(kiranas.c.kirana == kirana.kirana).values(**values))
        self._session.execute(delete(kirana_numbers).where(kirana_numbers.c.kirana == kirana.kirana))
        rows = [{"number": number, "kirana": kirana.kirana} for number in kirana.numbers]
        if rows:
            self._session.execute(insert(kirana_numbers), rows)

    def _within(self, place: Place, reach_km: float) -> list[Measured]:
        ring = circle(place, reach_km)
        found = self._in_ring(place, ring) if len(ring.runs) <= MOST_RUNS else self._in_box(place, reach_km)
        return sorted(pair for pair in found if pair[0] <= reach_km)

    def _in_ring(self, place: Place, ring: Ring) -> list[Measured]:
        """Where shops are changes so seldom that it is kept for a while; whether one is still listed is asked later."""
        recent = recent_catalogue(self._session.get_bind().engine)
        kept = recent.points.get([ring.runs], lambda _: {ring.runs: recent.shared(self._points(_in_cells(ring)))})
        points = kept[ring.runs]
        return [(place.distance_km(Place(latitude, longitude)), kirana) for kirana, latitude, longitude in points]

    def _in_box(self, place: Place, reach_km: float) -> list[Measured]:
        points = self._points(_in_box(place, reach_km))
        return [(place.distance_km(Place(latitude, longitude)), kirana) for kirana, latitude, longitude in points]

    def _points(self, where: Any) -> list[Point]:
        query = select(*_POINT).where(kiranas.c.is_listed.is_(True), where)
        return [(kirana, latitude, longitude) for kirana, latitude, longitude in self._session.execute(query)]

    def _read(self, measured: Sequence[Measured], at_once: int = AT_ONCE) -> Iterator[tuple[float, Kirana]]:
        """In this order, some at a time, and more each time: at night nearly all are looked at."""
        rest = iter(measured)
        while some := list(islice(rest, max(1, at_once))):
            at_once *= 2
            with self._session.no_autoflush:
                named = self._session.execute(_NAMED, {"kiranas": [kirana for _, kirana in some]}).scalars().all()
            found = {kirana.kirana: kirana for kirana in named}
            yield from ((distance, found[kirana]) for distance, kirana in some if kirana in found)

    def _nearest_of_all(self, place: Place) -> tuple[float, Kirana] | None:
        query = select(kiranas.c.kirana, kiranas.c.latitude, kiranas.c.longitude).where(kiranas.c.is_listed.is_(True))
        points = [(place.distance_km(Place(row[1], row[2])), row[0]) for row in self._session.execute(query)]
        if not points:
            return None
        distance, kirana = min(points)
        found = self.get(kirana)
        return None if found is None else (distance, found)


def _in_cells(ring: Ring) -> Any:
    return or_(*(kiranas.c.cell.between(first, last) for first, last in ring.runs))


def _in_box(place: Place, reach_km: float) -> Any:
    high = reach_km / KM_A_DEGREE
    wide = high / max(0.01, cos(radians(min(89.0, abs(place.latitude) + high))))
    return and_(
        kiranas.c.latitude.between(place.latitude - high, place.latitude + high),
        kiranas.c.longitude.between(place.longitude - wide, place.longitude + wide),
    )
