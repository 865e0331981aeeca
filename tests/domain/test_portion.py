"""A portion meets what was asked, or says by how much it misses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parchi.domain.basket import Wish
from parchi.domain.catalogue import Product
from parchi.domain.money import Money
from parchi.domain.portion import is_too_little, is_too_much, portion_of

PRICE = Money(5000)


def _product(pack: str) -> Product:
    return Product("sku", "item", None if pack.startswith("loose") else "Brand", "Name", pack, PRICE)


@pytest.mark.parametrize(
    ("pack", "quantity", "unit", "packs", "is_exact"),
    [
        ("500 g", 1, "kg", 2, True),
        ("1 kg", 500, "g", 1, False),
        ("200 g", 0.5, "kg", 3, False),
        ("1 l", 1, "kg", 1, False),
        ("6 piece", 1, "dozen", 2, True),
        ("30 piece", 1, "tray", 1, True),
        ("6 piece", 2, None, 2, False),
        ("6 piece", 12, None, 2, True),
        ("100 g", 1, "dozen", 12, True),
        ("100 g", 2, "packet", 2, True),
        ("100 g", 0.5, "packet", 1, False),
        ("100 g", None, None, 1, True),
    ],
)
def test_packs(pack: str, quantity: float | None, unit: str | None, packs: int, is_exact: bool) -> None:
    portion = portion_of(_product(pack), Wish("x", "item", quantity=quantity, unit=unit), PRICE)
    assert portion is not None
    assert (portion.packs, portion.is_exact) == (packs, is_exact)
    assert portion.price(PRICE) == PRICE.times(packs)


@pytest.mark.parametrize(
    ("pack", "quantity", "unit"),
    [("loose kg", None, None), ("loose kg", 2, "piece"), ("loose piece", 1, "kg"), ("6 piece", 1, "kg")],
)
def test_what_cannot_be_compared_has_no_portion(pack: str, quantity: float | None, unit: str | None) -> None:
    assert portion_of(_product(pack), Wish("x", "item", quantity=quantity, unit=unit), PRICE) is None


def test_a_count_of_packs_of_loose_goods_is_weighed_out() -> None:
    portion = portion_of(_product("loose kg"), Wish("x", "item", quantity=2, unit="packet", pack="500 g"), PRICE)
    assert portion is not None
    assert (portion.amount, portion.unit) == (1000, "g")


def test_packs_of_a_named_size_add_up_to_the_amount() -> None:
    portion = portion_of(_product("5 kg"), Wish("x", "item", quantity=40, unit="kg", pack="5 kg"), PRICE)
    assert portion is not None
    assert (portion.packs, portion.is_exact) == (8, True)


@given(rupees=st.integers(1, 500), price=st.integers(100, 100_000))
def test_money_for_loose_goods_is_spent_to_the_paisa(rupees: int, price: int) -> None:
    portion = portion_of(_product("loose kg"), Wish("x", "item", price=rupees), Money(price))
    assert portion is not None
    assert portion.price(Money(price)) == Money.rupees(rupees)
    assert portion.amount is not None
    assert portion.amount >= 1


@given(amount=st.integers(1, 100), size=st.sampled_from([50, 100, 200, 250, 500, 1000, 5000]))
def test_the_nearest_number_of_packs_misses_by_at_most_half_a_pack(amount: int, size: int) -> None:
    portion = portion_of(_product(f"{size} g"), Wish("x", "item", quantity=amount * 100, unit="g"), PRICE)
    assert portion is not None
    assert portion.packs is not None
    missed = abs(portion.packs * size - amount * 100)
    assert missed <= size / 2 or portion.packs == 1
    assert portion.is_exact == (missed == 0)


@pytest.mark.parametrize(
    ("quantity", "unit", "is_much"),
    [(100, "kg", False), (101, "kg", True), (100_000, "g", False), (50, "dozen", False), (51, "dozen", True),
     (100, "packet", False), (101, "packet", True), (10_000, None, True), (21, "tray", True)],
)  # fmt: skip
def test_what_is_too_much(quantity: float, unit: str | None, is_much: bool) -> None:
    assert is_too_much(Wish("x", "item", quantity=quantity, unit=unit)) is is_much


def test_what_is_too_little() -> None:
    assert is_too_little(Wish("x", "item", quantity=0))
    assert is_too_little(Wish("x", "item", price=-5))
    assert not is_too_little(Wish("x", "item"))


@pytest.mark.parametrize(
    ("pack", "count", "packs", "is_exact"),
    [("6 piece", 12, 2, True), ("10 piece", 12, 1, False), ("30 piece", 12, 1, False), ("20 piece", 2, 2, True),
     ("1 piece", 4, 4, True), ("6 piece", 2, 2, False), ("500 g", 12, 12, True)],
)  # fmt: skip
def test_a_bare_count_means_pieces_from_about_half_a_pack_on(pack: str, count: int, packs: int, is_exact: bool) -> None:
    portion = portion_of(_product(pack), Wish("x", "item", quantity=count), PRICE)
    assert portion is not None
    assert (portion.packs, portion.is_exact) == (packs, is_exact)


@pytest.mark.parametrize(
    ("pack", "asked", "is_far"), [("1 l", 0.5, False), ("2 l", 0.5, True), ("5 l", 1, True), ("1 l", 1.4, False)]
)
def test_packs_more_than_twice_what_was_asked_are_far_off(pack: str, asked: float, is_far: bool) -> None:
    portion = portion_of(_product(pack), Wish("x", "item", quantity=asked, unit="l"), PRICE)
    assert portion is not None
    assert portion.is_far is is_far
