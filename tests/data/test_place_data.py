"""The places: pincodes of all India and areas of the Mumbai region, where they really are."""

from __future__ import annotations

import csv
import unicodedata
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest

from parchi.adapters.places import CsvPlaces
from parchi.domain.place import Place
from parchi.workbench.places import PostOffice, read_areas, refine

PLACES = Path(__file__).parents[2] / "data" / "places"


@cache
def rows(name: str) -> list[dict[str, str]]:
    with (PLACES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def places() -> CsvPlaces:
    return CsvPlaces.load(PLACES)


def test_nearly_every_indian_pincode_is_there_once() -> None:
    pincodes = [row["pincode"] for row in rows("pincodes.csv")]
    assert len(set(pincodes)) == len(pincodes) > 19_000
    assert all(len(pincode) == 6 and pincode.isdigit() and pincode[0] != "0" for pincode in pincodes)


def test_every_point_lies_in_india() -> None:
    for row in (*rows("pincodes.csv"), *rows("areas.csv")):
        assert 6 <= float(row["latitude"]) <= 37.5, row
        assert 68 <= float(row["longitude"]) <= 97.5, row


@pytest.mark.parametrize(
    ("pincode", "latitude", "longitude", "within_km"),
    [
        ("400703", 19.077, 72.999, 1),
        ("400601", 19.193, 72.975, 1.5),
        ("421201", 19.218, 73.090, 1),
        ("421202", 19.221, 73.080, 1),
        ("410210", 19.047, 73.070, 1),
        ("421301", 19.242, 73.130, 1),
        ("410206", 18.990, 73.114, 1),
        ("400001", 18.938, 72.836, 2),
        ("411038", 18.507, 73.807, 5),
        ("110001", 28.632, 77.220, 5),
        ("560001", 12.976, 77.602, 5),
        ("700001", 22.572, 88.350, 12),
        ("600001", 13.093, 80.288, 5),
    ],
)
def test_known_pincodes_are_where_they_are(pincode: str, latitude: float, longitude: float, within_km: float) -> None:
    row = next(row for row in rows("pincodes.csv") if row["pincode"] == pincode)
    place = Place(float(row["latitude"]), float(row["longitude"]))
    assert place.distance_km(Place(latitude, longitude)) < within_km


def test_areas_lie_near_their_pincode() -> None:
    pincodes = {row["pincode"]: Place(float(row["latitude"]), float(row["longitude"])) for row in rows("pincodes.csv")}
    for row in rows("areas.csv"):
        place = Place(float(row["latitude"]), float(row["longitude"]))
        # Virar, Vangani and Ulwe lie 10 km from their head office; a city's centre may lie far from its first one
        assert place.distance_km(pincodes[row["pincode"]]) < 12.5, row


def test_no_spelling_names_two_areas() -> None:
    areas = defaultdict(set)
    for row in rows("areas.csv"):
        areas[row["word"]].add(row["area"])
    assert {word: named for word, named in areas.items() if len(named) > 1} == {}


def test_every_area_has_an_english_name_and_most_a_devanagari_one() -> None:
    languages = defaultdict(set)
    for row in rows("areas.csv"):
        languages[row["area"]].add(row["language"])
        assert row["word"] == unicodedata.normalize("NFC", row["word"]).strip()
    assert all({"en", "hi"} <= spoken for spoken in languages.values())


def test_the_table_of_areas_is_the_page_written_out() -> None:
    written = [(row["area"], row["language"], row["word"]) for row in rows("areas.csv")]
    assert written == [(word.area, word.language, word.word) for word in read_areas()]


@pytest.mark.parametrize(
    ("said", "area"),
    [
        ("main Vashi sector 17 mein hu", "Vashi sector 17"),
        ("sec 9 vashi", "Vashi sector 9"),
        ("वाशी सेक्टर १७", "Vashi sector 17"),
        ("डोंबिवली", "Dombivli"),
        ("dombivali east", "Dombivli East"),
        ("koparkhairne", "Kopar Khairane"),
        ("ghodbunder rd ke paas", "Ghodbunder Road"),
        ("kharghar", "Kharghar"),
        ("Kalyan (W)", "Kalyan West"),
        ("ठाणे पश्चिम", "Thane West"),
        ("ulhasnagar camp 4", "Ulhasnagar 4"),
        ("bandra", "Bandra"),
        ("bangalore", "Bengaluru"),
        ("poona", "Pune"),
    ],
)
def test_areas_are_found_as_people_say_them(places: CsvPlaces, said: str, area: str) -> None:
    found = places.of_words(said)
    assert found is not None
    assert found[1] == area


def office(pincode: str, latitude: float, longitude: float, weight: int = 1) -> PostOffice:
    return PostOffice(pincode, Place(latitude, longitude), weight, "Somewhere", "State")


def test_an_office_far_from_the_others_does_not_move_the_pincode() -> None:
    offices = [office("500001", 17.40, 78.48), office("500001", 17.41, 78.48), office("500001", 19.9, 80.0)]
    assert refine(offices)["500001"][0].distance_km(Place(17.405, 78.48)) < 1


def test_a_point_that_many_pincodes_share_is_no_point() -> None:
    filler = [office(f"50000{n}", 17.0, 78.0) for n in range(1, 5)]
    real = [office("500001", 17.30, 78.30), office("500002", 17.31, 78.31)]
    assert refine(filler + real)["500001"][0] == Place(17.30, 78.30)


def test_a_pincode_without_a_point_of_its_own_borrows_from_its_neighbours() -> None:
    neighbours = [office(f"50000{n}", 17.30 + n / 100, 78.30) for n in range(1, 6)]
    lost = [office("500009", 29.0, 78.3)]
    assert refine(neighbours + lost)["500009"][0].distance_km(Place(17.33, 78.30)) < 1
