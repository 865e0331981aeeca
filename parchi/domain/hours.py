"""Opening hours: when a kirana serves, by weekday, in Indian time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from functools import lru_cache

IST = timezone(timedelta(hours=5, minutes=30), "IST")
"""Asia/Kolkata: India has one time zone and no summer time."""

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_PART = re.compile(r"^(?P<first>[A-Z][a-z]{2})(?:-(?P<last>[A-Z][a-z]{2}))?(?P<spans>(?: \d{2}:\d{2}-\d{2}:\d{2})+)$")
Span = tuple[int, int]
"""Minutes after midnight, from and to; 24:00 is 1440."""


@dataclass(frozen=True)
class Hours:
    """Spans of each weekday, Monday first; a day without spans is shut."""

    days: tuple[tuple[Span, ...], ...]

    @classmethod
    @lru_cache(maxsize=4096)
    def parse(cls, text: str) -> Hours:
        """Read "Mon-Sat 08:00-13:00 16:00-22:00; Sun 08:00-13:00"; ValueError names what is wrong."""
        days: list[tuple[Span, ...]] = [()] * 7
        for part in filter(None, (piece.strip() for piece in text.split(";"))):
            match = _PART.match(part)
            if match is None or match["first"] not in DAYS or (match["last"] or "Mon") not in DAYS:
                raise ValueError(f"opening hours not understood: {part!r}")
            first = DAYS.index(match["first"])
            last = DAYS.index(match["last"]) if match["last"] else first
            spans = tuple(_span(word) for word in match["spans"].split())
            for day in range(first, last + 1 if last >= first else last + 8):
                days[day % 7] = spans
        return cls(tuple(days))

    def closes_at(self, at: datetime) -> datetime | None:
        """When the span that holds `at` ends; None while shut."""
        local = at.astimezone(IST)
        minute = local.hour * 60 + local.minute
        for begin, end in self.days[local.weekday()]:
            if begin <= minute < end:
                return _at(local.date(), end)
        return None

    def next_opening(self, at: datetime) -> datetime | None:
        """The next begin of a span after `at`, within a week; None if never open."""
        local = at.astimezone(IST)
        for ahead in range(8):
            day = local.date() + timedelta(days=ahead)
            for begin, _ in self.days[day.weekday()]:
                opening = _at(day, begin)
                if opening > local:
                    return opening
        return None


def _span(word: str) -> Span:
    begin, end = (int(clock[:2]) * 60 + int(clock[3:]) for clock in word.split("-"))
    if not 0 <= begin < end <= 1440:
        raise ValueError(f"opening hours not understood: {word!r}")
    return begin, end


def _at(day: date, minute: int) -> datetime:
    return datetime.combine(day, time(), IST) + timedelta(minutes=minute)
