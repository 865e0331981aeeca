"""A wished time, as said ("kal subah 7 baje"), and the minutes that a shop promises."""

from __future__ import annotations

from collections.abc import Sequence

from parchi.language.amounts import Amount
from parchi.language.numbers import read_number
from parchi.language.spans import Span
from parchi.language.things import Part

_TIME = ("time_day", "time_soon", "time_part", "time_clock", "time_until")


CLOCK = frozenset({"time_part", "time_clock"})
"""Senses of which one is in every time."""


def pickup_time(text: str, spans: Sequence[Span]) -> str | None:
    """The first stretch that says when: with a part of the day, a clock time or a coming day."""
    at = 0
    while at < len(spans):
        end = _stretch(spans, at)
        if end > at and _says_when(spans[at:end]):
            while end > at and spans[end - 1].has("time_until") and not spans[end - 1].has("time_part", "time_clock"):
                end -= 1
            while at < end and spans[at].has("time_until") and not spans[at].has("time_day", "time_part"):
                at += 1
            return text[spans[at].start : spans[end - 1].end] if at < end else None
        at = max(end, at + 1)
    return None


def _stretch(spans: Sequence[Span], begin: int) -> int:
    """Where a run of time words, and numbers among them, ends."""
    at = begin
    while at < len(spans):
        if spans[at].has(*_TIME):
            at += 1
            continue
        number = read_number(spans, at) if at >= begin else None
        if number and number.end < len(spans) and spans[number.end].has("time_clock"):
            at = number.end + 1
            continue
        if at > begin and number and number.end < len(spans) and spans[number.end].has("time_part"):
            at = number.end
            continue
        break
    return at


def _says_when(spans: Sequence[Span]) -> bool:
    if any(span.has("time_clock") for span in spans) and any(
        span.kind == "number" or span.has("number") for span in spans
    ):
        return True
    has_until = any(span.has("time_until") for span in spans)
    has_day = any(span.has("time_day") for span in spans)
    has_part = any(span.has("time_part") for span in spans)
    return has_part and (has_until or has_day)


def minutes_said(parts: Sequence[Part]) -> int | None:
    """The length of time of a message ("20 minute", "2 ghante"); None where it says none."""
    minutes = [part.minutes for part in parts if isinstance(part, Amount) and part.minutes]
    return round(minutes[0]) if minutes else None
