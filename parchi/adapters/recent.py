"""Recent: what a process read of the catalogue and the map a moment ago, so that not every turn reads it anew."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from typing import Generic, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy.engine import Engine

from parchi.domain.catalogue import Item, ItemWord, Product

MOMENT = 5.0
"""Seconds: what another process changes is seen so much later at most."""
WHILE = 30.0
"""Seconds until a shop that opened on the map is found by all."""
MOST = 20_000
Point = tuple[str, float, float]
"""A kirana, its latitude and its longitude."""
Key = TypeVar("Key")
Thing = TypeVar("Thing")


class Recent(Generic[Key, Thing]):
    """Things by key, each for a moment; what is not there is not remembered as missing."""

    def __init__(self, seconds: float = MOMENT, clock: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._clock = clock
        self._things: dict[Key, tuple[float, Thing]] = {}
        self._swept = clock()

    def get(self, keys: Iterable[Key], read: Callable[[list[Key]], Mapping[Key, Thing]]) -> dict[Key, Thing]:
        """Things by key; those that are unknown or too old are read, all at once."""
        now, found, unknown = self._clock(), {}, []
        for key in keys:
            until, thing = self._things.get(key, (0.0, None))
            if until > now:
                found[key] = thing
            else:
                unknown.append(key)
        if unknown:
            read_now = read(unknown)
            self._sweep(now, len(read_now))
            self._things.update({key: (now + self._seconds, thing) for key, thing in read_now.items()})
            found.update(read_now)
        return found  # type: ignore[return-value]

    def _sweep(self, now: float, coming: int) -> None:
        """What is too old makes room before long: a place that nobody asks about again would stay for good."""
        if now - self._swept > self._seconds:
            self._things = {key: kept for key, kept in self._things.items() if kept[0] > now}
            self._swept = now
        if len(self._things) + coming > MOST:
            self._things.clear()


class RecentCatalogue:
    """What was read of one database's catalogue and map."""

    def __init__(self) -> None:
        self.items: Recent[str, Item] = Recent()
        self.products: Recent[str, Product] = Recent()
        self.words: Recent[str, list[ItemWord]] = Recent()
        self.points: Recent[tuple[tuple[int, int], ...], list[Point]] = Recent(WHILE)
        self._shared: dict[Point, Point] = {}

    def shared(self, points: Iterable[Point]) -> list[Point]:
        """Equal points as one thing in memory: the rings around neighbours hold the same shops."""
        if len(self._shared) > MOST:
            self._shared.clear()
        return [self._shared.setdefault(point, point) for point in points]


_of_engine: WeakKeyDictionary[Engine, RecentCatalogue] = WeakKeyDictionary()


def recent_catalogue(engine: Engine) -> RecentCatalogue:
    """What this process has read of this database."""
    return _of_engine.setdefault(engine, RecentCatalogue())


def forget_catalogue(engine: Engine) -> None:
    """The catalogue has changed: what was read counts no more."""
    _of_engine.pop(engine, None)
