"""Packs and prices as lists print them."""

from __future__ import annotations

import pytest

from parchi.domain.money import Money
from parchi.workbench.printed_pack import find_pack, read_pack, read_price


@pytest.mark.parametrize(
    ("written", "pack", "rest"),
    [
        ("Amul Butter 500g", "500 g", "Amul Butter"),
        ("Amul Butter (500 gm)", "500 g", "Amul Butter"),
        ("AASHIRVAAD ATTA 5KG", "5 kg", "AASHIRVAAD ATTA"),
        ("Fortune Oil 1 Ltr.", "1 l", "Fortune Oil"),
        ("Bisleri 1.5L Bottle", "1.5 l", "Bisleri Bottle"),
        ("7UP 750 ml", "750 ml", "7UP"),
        ("Lux Soap 4 x 100g", "400 g", "Lux Soap"),
        ("Maggi Noodles 70 g x 12", "840 g", "Maggi Noodles"),
        ("Colgate Toothbrush Pack of 3", "3 piece", "Colgate Toothbrush"),
        ("Eggs 1 dozen", "12 piece", "Eggs"),
        ("Paneer 1/2 kg", "500 g", "Paneer"),
        ("Toor Dal ½ kg", "500 g", "Toor Dal"),
        ("Onion loose per kg", "loose kg", "Onion"),
        ("Coriander per bunch", "loose bunch", "Coriander"),
        ("Whisper Ultra 15 Pads 15 pcs", "15 piece", "Whisper Ultra 15 Pads"),
    ],
)
def test_a_pack_is_found_in_a_name(written: str, pack: str, rest: str) -> None:
    assert find_pack(written) == (pack, rest)


@pytest.mark.parametrize("written", ["Amul Butter", "Vitamin B12 tonic", "Formula 409", "50-50 biscuits"])
def test_a_name_without_a_size_has_no_pack(written: str) -> None:
    assert find_pack(written) is None


@pytest.mark.parametrize(
    ("cell", "unit", "pack"),
    [
        ("500", "gm", "500 g"),
        ("1", "KG", "1 kg"),
        ("kg", "", "loose kg"),
        ("", "Kg", "loose kg"),
        ("Loose", "", "loose kg"),
        ("pcs", "", "loose piece"),
        ("6 N", "", "6 piece"),
        ("0.25 kg", "", "250 g"),
    ],
)
def test_a_pack_cell_is_read_with_its_unit(cell: str, unit: str, pack: str) -> None:
    assert read_pack(cell, unit) == pack


@pytest.mark.parametrize("cell", ["500", "big", "0 g", "family"])
def test_a_pack_that_says_no_size_is_refused(cell: str) -> None:
    with pytest.raises(ValueError, match="pack"):
        read_pack(cell)


@pytest.mark.parametrize(
    ("written", "paise"),
    [
        ("45", 4500),
        ("₹ 1,250.50", 125050),
        ("Rs. 45/-", 4500),
        ("INR 12.5", 1250),
        ("1,20,000", 12000000),
        ("45,50", 4550),
        ("MRP: ₹99", 9900),
    ],
)
def test_a_price_is_read_with_its_signs_and_commas(written: str, paise: int) -> None:
    assert read_price(written) == Money(paise)


@pytest.mark.parametrize("written", ["free", "0", "-5", "12.3.4", "99999999", "nan", "1e5", "10-12"])
def test_what_is_no_price_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="price"):
        read_price(written)
