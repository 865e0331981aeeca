"""A basket's lines are numbered without gaps, and "it" is the line spoken of last."""

from __future__ import annotations

from datetime import datetime

from parchi.domain.basket import Basket, Wish
from parchi.domain.hours import IST
from parchi.domain.money import Money


def _basket(*words: str) -> Basket:
    basket = Basket("whatsapp:+910000000001", datetime(2026, 11, 23, tzinfo=IST))
    for word in words:
        basket.add(Wish(word, None))
    return basket


def test_lines_move_up_when_one_goes() -> None:
    basket = _basket("atta", "doodh", "chini")
    basket.remove(basket.lines[0])
    assert [(line.position, line.wish.words) for line in basket.lines] == [(1, "doodh"), (2, "chini")]


def test_it_is_the_line_spoken_of_last() -> None:
    basket = _basket("atta", "doodh", "chini")
    assert basket.last_line is basket.lines[2]
    basket.touched = 1
    assert basket.last_line is basket.lines[0]
    basket.remove(basket.lines[0])
    assert basket.last_line is basket.lines[-1]
    assert _basket().last_line is None


def test_the_total_is_of_what_has_a_price() -> None:
    basket = _basket("atta", "doodh")
    assert basket.total is None
    basket.lines[0].price = Money(5000)
    assert basket.total == Money(5000)


def test_money_is_shown_in_rupees() -> None:
    assert [str(Money(paise)) for paise in (5000, 5050, 123456789)] == ["₹50", "₹50.50", "₹1,234,567.89"]
