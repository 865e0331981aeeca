"""A place: a point on the map, and how far another is."""

from __future__ import annotations

from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

EARTH_RADIUS_KM = 6371.0088  # mean radius, IUGG


@dataclass(frozen=True)
class Place:
    """A point in degrees, WGS 84."""

    latitude: float
    longitude: float

    def distance_km(self, other: Place) -> float:
        """Great-circle distance (haversine) in km."""
        lat1, lat2 = radians(self.latitude), radians(other.latitude)
        half_lat = (lat2 - lat1) / 2
        half_lon = radians(other.longitude - self.longitude) / 2
        a = sin(half_lat) ** 2 + cos(lat1) * cos(lat2) * sin(half_lon) ** 2
        return 2 * EARTH_RADIUS_KM * asin(sqrt(min(1.0, a)))
