"""Opening hours by weekday, in Indian time."""

from __future__ import annotations

from datetime import datetime

import pytest

from parchi.domain.hours import IST, Hours
from parchi.domain.kirana import Kirana

SPLIT = "Mon-Sat 08:00-13:00 16:00-22:00; Sun 08:00-13:00"


def _at(day: int, hour: int, minute: int = 0) -> datetime:
    """A time in November 2026; the 23rd is a Monday."""
    return datetime(2026, 11, day, hour, minute, tzinfo=IST)


def _kirana(hours: str) -> Kirana:
    return Kirana("k", "K", "Vashi", 19.0, 73.0, "en", hours, 5)


def test_the_afternoon_is_shut() -> None:
    hours = Hours.parse(SPLIT)
    assert hours.closes_at(_at(23, 12, 59)) == _at(23, 13)
    assert hours.closes_at(_at(23, 13)) is None
    assert hours.next_opening(_at(23, 13)) == _at(23, 16)
    assert hours.next_opening(_at(22, 13)) == _at(23, 8)


def test_midnight_is_the_end_of_the_day() -> None:
    assert Hours.parse("Mon-Sun 00:00-24:00").closes_at(_at(23, 23, 59)) == _at(24, 0)


@pytest.mark.parametrize("text", ["8-22", "Mon 22:00-08:00", "Mon 08:00-25:00", "Xyz 08:00-22:00", "Mon-Sat"])
def test_wrong_hours_are_named(text: str) -> None:
    with pytest.raises(ValueError, match="opening hours not understood"):
        Hours.parse(text)


def test_a_shops_own_word_stands_above_its_hours() -> None:
    kirana = _kirana("Mon-Sun 08:00-22:00")
    kirana.closed_until = _at(23, 14)
    assert not kirana.is_open(_at(23, 12))
    assert kirana.opens_at(_at(23, 12)) == _at(23, 14)
    kirana.closed_until, kirana.open_until = None, _at(23, 23, 30)
    assert kirana.closes_at(_at(23, 23)) == _at(23, 23, 30)


def test_a_holiday_is_shut_and_the_next_day_opens() -> None:
    kirana = _kirana("Mon-Sun 08:00-22:00")
    kirana.holidays = ["2026-11-23"]
    assert not kirana.is_open(_at(23, 12))
    assert kirana.opens_at(_at(23, 12)) == _at(24, 8)
