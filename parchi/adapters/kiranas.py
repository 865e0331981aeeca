"""Kiranas as rows: found by id, by a WhatsApp number, or by nearness."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, radians

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from parchi.adapters.shop_tables import kirana_numbers, kiranas
from parchi.domain.kirana import Kirana
from parchi.domain.place import Place

KM_A_DEGREE = 111.0  # of latitude; a little less than true, so that the box is never too small


class SqlKiranas:
    """The repository of kiranas."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, kirana: str) -> Kirana | None:
        """A kirana by its id."""
        return self._session.get(Kirana, kirana)

    def of_number(self, number: str) -> Kirana | None:
        """The kirana that a WhatsApp number belongs to."""
        query = select(kirana_numbers.c.kirana).where(kirana_numbers.c.number == number)
        kirana = self._session.execute(query).scalar_one_or_none()
        return None if kirana is None else self.get(kirana)

    def near(self, place: Place, reach_km: float) -> Sequence[tuple[float, Kirana]]:
        """(distance in km, kirana) within reach, nearest first, open or not."""
        high = reach_km / KM_A_DEGREE
        wide = high / max(0.01, cos(radians(min(89.0, abs(place.latitude) + high))))
        query = select(Kirana).where(
            kiranas.c.is_listed.is_(True),
            kiranas.c.latitude.between(place.latitude - high, place.latitude + high),
            kiranas.c.longitude.between(place.longitude - wide, place.longitude + wide),
        )
        found = [(place.distance_km(kirana.place), kirana) for kirana in self._session.execute(query).scalars()]
        return sorted((pair for pair in found if pair[0] <= reach_km), key=lambda pair: (pair[0], pair[1].kirana))

    def nearest(self, place: Place) -> tuple[float, Kirana] | None:
        """The nearest of all, for telling how far it is."""
        query = select(kiranas.c.kirana, kiranas.c.latitude, kiranas.c.longitude).where(kiranas.c.is_listed.is_(True))
        points = [(place.distance_km(Place(row[1], row[2])), row[0]) for row in self._session.execute(query)]
        if not points:
            return None
        distance, kirana = min(points)
        found = self.get(kirana)
        return None if found is None else (distance, found)

    def add(self, kirana: Kirana) -> None:
        """Keep a kirana and its numbers; a known one gets its numbers anew."""
        self._session.add(kirana)
        self._session.flush()
        self._session.execute(update(kiranas).where(kiranas.c.kirana == kirana.kirana).values(is_listed=True))
        self._session.execute(delete(kirana_numbers).where(kirana_numbers.c.kirana == kirana.kirana))
        rows = [{"number": number, "kirana": kirana.kirana} for number in kirana.numbers]
        if rows:
            self._session.execute(insert(kirana_numbers), rows)
