"""Remembered: worked out once, and never more than so many at a time."""

from __future__ import annotations

from parchi.language.remembered import Remembered


def test_a_word_is_worked_out_once() -> None:
    asked: list[str] = []
    lengths: Remembered[str, int] = Remembered(lambda word: asked.append(word) or len(word))
    assert [lengths["aata"], lengths["chini"], lengths["aata"]] == [4, 5, 4]
    assert asked == ["aata", "chini"]


def test_memory_is_bounded_whatever_people_write() -> None:
    lengths: Remembered[str, int] = Remembered(len, most=3)
    assert [lengths["x" * size] for size in range(50)] == list(range(50))
    assert len(lengths) <= 3
