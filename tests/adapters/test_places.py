"""Places are found by pincode and by the words that people use."""

from __future__ import annotations

import pytest

from parchi.adapters.places import CsvPlaces


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("vashi", "Vashi"),
        ("mein Vashi sector 17 mein rehta hu", "Vashi Sector 17"),
        ("VASHI, Sector-17", "Vashi Sector 17"),
        ("vashi sector 99", "Vashi"),
        ("वाशी", "Vashi"),
        ("washi me", "Vashi"),
        ("डोंबिवली", "Dombivli East"),
        ("nerool", "Nerul"),
    ],
)
def test_an_area_is_found_anywhere_in_the_text(places: CsvPlaces, text: str, name: str) -> None:
    found = places.of_words(text)
    assert found is not None
    assert found[1] == name


def test_an_area_with_two_meanings_is_asked_back(places: CsvPlaces) -> None:
    assert places.of_words("thane") is None
    assert [name for _, name in places.choices("thane me")] == ["Thane West", "Thane East"]


def test_a_misspelt_area_is_offered(places: CsvPlaces) -> None:
    assert [name for _, name in places.choices("dombiwali")] == ["Dombivli East"]
    assert "Nerul" in [name for _, name in places.choices("nerrull area")]
    assert places.choices("hello there") == []


def test_pincodes(places: CsvPlaces) -> None:
    vashi = places.of_pincode("400703")
    assert vashi is not None
    assert round(vashi.latitude, 2) == 19.08
    assert places.of_pincode("999999") is None
