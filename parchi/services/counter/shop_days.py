"""Days as a shopkeeper names them: today, kal, परसों, Sunday, 25 tarikh."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from parchi.domain.hours import IST
from parchi.language.normaliser import normalise
from parchi.language.unit_words import amounts_in
from parchi.language.wishes import first_said, pattern_of, wishes_said

MOST_DAYS = 30
MINUTES_OF_DAY = 1440
_AHEAD = ("day_today", "day_tomorrow", "day_after")
_WEEKDAYS = tuple(f"weekday_{number}" for number in range(1, 8))
"""From Monday on."""
MORNING = "morning"
EVENING = time(20)
"""By when homes join where the shop names a day alone."""


def days_meant(text: str, today: date) -> list[date]:
    """The days that a shop will be shut; tomorrow where it names none. "2 din" makes two in a row."""
    span = amounts_in(("minute",), MINUTES_OF_DAY).search(_plain(text))
    first, length = _first_day(text, today), min(int(float(span[1])), MOST_DAYS) if span else 1
    return [first + timedelta(days=ahead) for ahead in range(max(1, length))]


def deadline_said(text: str, now: datetime) -> datetime:
    """By when homes may join: the day that is named, tomorrow where none is; "6 baje" is in the evening."""
    local = now.astimezone(IST)
    day, at = days_meant(text, local.date())[0], _time_said(text)
    until = datetime.combine(day, at, IST)
    return until if until > now else until + timedelta(days=7)


def _time_said(text: str) -> time:
    found = _time().search(_plain(text))
    if found is None:
        return EVENING
    hour, minute = int(found[1]) % 24, int(found[2] or 0) % 60
    is_bare = found[3] not in ("am", "pm")
    if found[3] == "am" or (is_bare and MORNING in wishes_said(text)):
        return time(hour % 12, minute)
    return time(hour + 12 if hour < 12 and (found[3] == "pm" or hour < 8) else hour, minute)


def says_today(text: str) -> bool:
    """Whether today as a whole is meant."""
    return _AHEAD[0] in wishes_said(text)


def _first_day(text: str, today: date) -> date:
    ahead = first_said(text, _AHEAD)
    if ahead is not None:
        return today + timedelta(days=_AHEAD.index(ahead))
    weekday = first_said(text, _WEEKDAYS)
    if weekday is not None:
        return today + timedelta(days=(_WEEKDAYS.index(weekday) - today.weekday()) % 7)
    numbered = _of_month().search(_plain(text))
    if numbered:
        return _next_dated(int(numbered[1] or numbered[2]), today)
    return today + timedelta(days=1)


def _next_dated(day: int, today: date) -> date:
    """The next date with this day of the month; tomorrow where no month has it."""
    for ahead in range(62):
        if (today + timedelta(days=ahead)).day == day:
            return today + timedelta(days=ahead)
    return today + timedelta(days=1)


@lru_cache(maxsize=1)
def _of_month() -> re.Pattern[str]:
    """ "25 tarikh", "25th date", "tarikh 25"; a short word may stand between: "25 ko tarikh"."""
    date_word = pattern_of("date")
    return re.compile(rf"(\d{{1,2}})\s*(?:st|nd|rd|th)?\s*(?:[^\W\d]{{1,2}}\s+)?{date_word}|{date_word}\s*(\d{{1,2}})")


@lru_cache(maxsize=1)
def _time() -> re.Pattern[str]:
    return re.compile(rf"(\d{{1,2}})(?:[:.](\d{{2}}))?\s*(am|pm|{pattern_of('clock')})")


def _plain(text: str) -> str:
    return normalise(text).lower().replace("'", "")
