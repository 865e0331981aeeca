"""What was read a moment ago is read anew when it is old, and then takes no more memory."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from parchi.adapters import recent
from parchi.adapters.recent import Recent, RecentCatalogue


class Shelf:
    """What is read, and how often."""

    def __init__(self) -> None:
        self.reads: list[list[str]] = []

    def read(self, keys: list[str]) -> Mapping[str, str]:
        self.reads.append(keys)
        return {key: key.upper() for key in keys if key != "missing"}


@pytest.fixture
def time() -> list[float]:
    return [100.0]


@pytest.fixture
def kept(time: list[float]) -> Recent[str, str]:
    return Recent(5.0, lambda: time[0])


def test_a_thing_is_read_once_in_its_time(kept: Recent[str, str], time: list[float]) -> None:
    shelf = Shelf()
    assert kept.get(["a", "b"], shelf.read) == {"a": "A", "b": "B"}
    time[0] += 4.9
    assert kept.get(["b", "c", "missing"], shelf.read) == {"b": "B", "c": "C"}
    time[0] += 0.2
    assert kept.get(["b", "c"], shelf.read) == {"b": "B", "c": "C"}
    assert shelf.reads == [["a", "b"], ["c", "missing"], ["b"]]


def test_what_is_old_goes_though_nobody_asks_for_it_again(kept: Recent[str, str], time: list[float]) -> None:
    for second in range(50):
        kept.get([f"place {second}"], Shelf().read)
        time[0] += 1
    assert len(kept._things) <= 11, "what five seconds bring, twice"


def test_it_never_grows_above_its_bound(kept: Recent[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recent, "MOST", 3)
    for key in "abcdef":
        kept.get([key], Shelf().read)
        assert len(kept._things) <= 3


def test_equal_points_are_one_thing() -> None:
    catalogue = RecentCatalogue()
    (first,) = catalogue.shared([("k1", 19.0, 73.0)])
    (second,) = catalogue.shared([("k" + "1", float("19"), float("73"))])
    assert second is first
