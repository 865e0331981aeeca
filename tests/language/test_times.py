"""A wished time is kept as said, a promised one in minutes."""

from __future__ import annotations

import pytest

from parchi.language.lexicon import Lexicon
from parchi.language.lines import read_lines


@pytest.mark.parametrize(
    ("text", "pickup"),
    [
        ("kal subah 7 baje tak 2 doodh bhej dena", "kal subah 7 baje"),
        ("shaam 6 baje tak 1 kg aloo", "shaam 6 baje"),
        ("2 kg atta tomorrow morning", "tomorrow morning"),
        ("2 kilo atta", None),
        ("good morning uncle", None),
    ],
)
def test_a_wished_time(lexicon: Lexicon, text: str, pickup: str | None) -> None:
    assert read_lines(text, lexicon).pickup == pickup


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("20 minute", 20),
        ("2 ghante band", 120),
        ("aadha ghanta", 30),
        ("डेढ़ घंटे में", 90),
        ("15-20 min", 20),
        ("kal chutti hai", None),
    ],
)
def test_promised_minutes(lexicon: Lexicon, text: str, minutes: int | None) -> None:
    assert read_lines(text, lexicon).minutes == minutes


@pytest.mark.parametrize(
    ("text", "numbers"),
    [("accept 1042", ("1042",)), ("4821 de diya", ("4821",)), ("1 aur 3 dono", ("1", "3")), ("dusra wala", ("2",))],
)
def test_bare_numbers(lexicon: Lexicon, text: str, numbers: tuple[str, ...]) -> None:
    assert read_lines(text, lexicon).numbers == numbers
