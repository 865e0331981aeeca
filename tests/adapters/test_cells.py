"""Cells: rings around a place miss nobody, and go no farther than they must."""

from __future__ import annotations

import random

import pytest
from sqlalchemy import text
from sqlalchemy.engine import Engine

from parchi.adapters.cells import cell_of, circle, rings
from parchi.adapters.seeding import migrate
from parchi.adapters.unit_of_work import SqlUnitOfWork
from parchi.domain.kirana import Kirana
from parchi.domain.place import Place

TOWNS = [
    Place(19.0745, 73.0069),
    Place(34.1526, 77.5771),
    Place(8.0883, 77.5385),
    Place(-33.9, 151.2),
    Place(60.17, 24.9),
]


@pytest.mark.parametrize("town", TOWNS, ids=str)
def test_every_point_nearer_than_a_ring_is_safe_for_is_in_it_once(town: Place) -> None:
    chance = random.Random(5)
    points = [Place(town.latitude + chance.gauss(0, 0.05), town.longitude + chance.gauss(0, 0.05)) for _ in range(2000)]
    seen: list[Place] = []
    for ring in rings(town, 12):
        cells = [(first, last) for first, last in ring.runs]
        found = [p for p in points if any(a <= cell_of(p.latitude, p.longitude) <= b for a, b in cells)]
        assert not set(found) & set(seen)
        seen += found
        assert {p for p in points if town.distance_km(p) <= ring.safe_km} <= set(seen)
    assert {p for p in points if town.distance_km(p) <= 12} <= set(seen)


@pytest.mark.parametrize("town", TOWNS, ids=str)
def test_a_circle_holds_its_reach(town: Place) -> None:
    for reach in (0.1, 1, 5, 40):
        assert circle(town, reach).safe_km >= reach


def test_kiranas_come_one_by_one_as_all_at_once(shop: SqlUnitOfWork) -> None:
    chance = random.Random(3)
    for number in range(60):
        at = Place(19.07 + chance.gauss(0, 0.02), 73.0 + chance.gauss(0, 0.02))
        shop.kiranas.add(_kirana(f"g{number:03}", at))
    for _ in range(12):
        here = Place(19.07 + chance.gauss(0, 0.02), 73.0 + chance.gauss(0, 0.02))
        for reach in (0.3, 2.0, 5.0):
            all_at_once = list(shop.kiranas.near(here, reach))
            assert [k for _, k in shop.kiranas.nearest_first(here, reach)] == [k for _, k in all_at_once]
            assert all_at_once == [pair for pair in shop.kiranas.near(here, 900) if pair[0] <= reach]
        assert shop.kiranas.nearest(here) == shop.kiranas.near(here, 900)[0]


def test_a_shop_that_moves_is_found_where_it_is_now(shop: SqlUnitOfWork) -> None:
    moved = _kirana("mover", Place(28.61, 77.2))
    shop.kiranas.add(moved)
    moved.latitude, moved.longitude = 12.97, 77.59
    shop.kiranas.add(moved)
    assert [k.kirana for _, k in shop.kiranas.nearest_first(Place(12.97, 77.59), 1)] == ["mover"]
    assert not list(shop.kiranas.nearest_first(Place(28.61, 77.2), 1))


def test_an_older_database_gets_its_cells(database: Engine) -> None:
    with database.begin() as connection:
        before = set(connection.execute(text("SELECT kirana, cell FROM kiranas")))
        connection.execute(text("DROP TABLE alembic_version"))
        connection.execute(text("DROP INDEX ix_kiranas_cell"))
        connection.execute(text("ALTER TABLE kiranas DROP COLUMN cell"))
    migrate(database)
    with database.connect() as connection:
        assert set(connection.execute(text("SELECT kirana, cell FROM kiranas"))) == before
    assert all(cell for _, cell in before)


def _kirana(name: str, place: Place) -> Kirana:
    return Kirana(
        kirana=name,
        name=name,
        address="",
        latitude=place.latitude,
        longitude=place.longitude,
        language="hi",
        hours="Mon-Sun 07:00-22:00",
        open_orders_limit=4,
    )
