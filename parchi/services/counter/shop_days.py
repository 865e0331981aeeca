"""Days as a shopkeeper names them: today, kal, परसों, Sunday, 25 tarikh."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from parchi.domain.hours import IST

MOST_DAYS = 30
_AHEAD = {
    0: ("aaj", "today", "आज"),
    1: ("kal", "tomorrow", "tmrw", "कल"),
    2: ("parso", "parson", "parsoon", "परसों", "परसो"),
}
_WEEKDAYS = (
    ("mon", "monday", "somvaar", "somvar", "somwar", "somwaar", "सोमवार"),
    ("tue", "tues", "tuesday", "mangalvaar", "mangalvar", "mangalwar", "mangal", "मंगलवार", "मंगल"),
    ("wed", "wednesday", "budhvaar", "budhvar", "budhwar", "budh", "बुधवार", "बुध"),
    ("thu", "thurs", "thursday", "guruvaar", "guruvar", "guruwar", "brihaspativar", "गुरुवार", "गुरूवार"),
    ("fri", "friday", "shukravaar", "shukravar", "shukrawar", "shukrvar", "jumma", "juma", "शुक्रवार"),
    ("sat", "saturday", "shanivaar", "shanivar", "shaniwar", "शनिवार"),
    ("sun", "sunday", "ravivaar", "ravivar", "raviwar", "itvaar", "itwar", "रविवार", "इतवार"),
)
_DAY_WORDS = r"(?:tarikh|tareekh|tarik|taarikh|date|तारीख|तारीख़)"
_OF_MONTH = re.compile(rf"(\d{{1,2}})\s*(?:st|nd|rd|th)?\s*(?:ko\s+)?{_DAY_WORDS}|{_DAY_WORDS}\s*(\d{{1,2}})")
_SPAN = re.compile(r"(\d{1,2})\s*(?:din|days?|दिन)")
_WORD = re.compile(r"[a-z]+|[\u0900-\u097f]+")
_TIME = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm|baje|o'?clock|बजे)")
_MORNING = re.compile(r"\b(?:subah|savere|morning)\b|सुबह|सवेरे")
EVENING = time(20)
"""By when homes join where the shop names a day alone."""


def days_meant(text: str, today: date) -> list[date]:
    """The days that a shop will be shut; tomorrow where it names none. "2 din" makes two in a row."""
    folded = text.lower()
    first = _first_day(folded, today)
    span = _SPAN.search(folded)
    length = min(int(span[1]), MOST_DAYS) if span else 1
    return [first + timedelta(days=ahead) for ahead in range(max(1, length))]


def deadline_said(text: str, now: datetime) -> datetime:
    """By when homes may join: the day that is named, tomorrow where none is; "6 baje" is in the evening."""
    plain = "".join(str(int(sign)) if sign.isdecimal() else sign for sign in text.lower())
    local = now.astimezone(IST)
    day, at = days_meant(plain, local.date())[0], _time_said(plain)
    until = datetime.combine(day, at, IST)
    return until if until > now else until + timedelta(days=7)


def _time_said(text: str) -> time:
    found = _TIME.search(text)
    if found is None:
        return EVENING
    hour, minute = int(found[1]) % 24, int(found[2] or 0) % 60
    is_bare = found[3] not in ("am", "pm")
    if found[3] == "am" or (is_bare and _MORNING.search(text)):
        return time(hour % 12, minute)
    return time(hour + 12 if hour < 12 and (found[3] == "pm" or hour < 8) else hour, minute)


def says_today(text: str) -> bool:
    """Whether today as a whole is meant."""
    return bool(set(_WORD.findall(text.lower())).intersection(_AHEAD[0]))


def _first_day(text: str, today: date) -> date:
    words = set(_WORD.findall(text))
    for ahead, names in _AHEAD.items():
        if words.intersection(names):
            return today + timedelta(days=ahead)
    for weekday, names in enumerate(_WEEKDAYS):
        if words.intersection(names):
            return today + timedelta(days=(weekday - today.weekday()) % 7)
    numbered = _OF_MONTH.search(text)
    if numbered:
        return _next_dated(int(numbered[1] or numbered[2]), today)
    return today + timedelta(days=1)


def _next_dated(day: int, today: date) -> date:
    """The next date with this day of the month; tomorrow where no month has it."""
    for ahead in range(62):
        if (today + timedelta(days=ahead)).day == day:
            return today + timedelta(days=ahead)
    return today + timedelta(days=1)
