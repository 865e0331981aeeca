"""Said time: a moment as people say it, in Indian time: "7:30 pm", "kal subah 8 baje"."""

from __future__ import annotations

from datetime import datetime, time

from parchi.domain.hours import IST
from parchi.language.said import Said, said_in

MIDNIGHT = time()


def say_time(at: datetime, language: str, now: datetime) -> str:
    """The hour today; with the day when it is another."""
    local, today, said = at.astimezone(IST), now.astimezone(IST).date(), said_in(language)
    hour = _hour(local, said)
    ahead = (local.date() - today).days
    if ahead == 0 or (ahead == 1 and local.time() == MIDNIGHT):  # a shop is open till twelve tonight, not tomorrow
        return hour
    if ahead == 1:
        return f"{said.tomorrow} {hour}"
    day = said.days[local.weekday()]
    if 1 < ahead < 7:
        return f"{day} {hour}"
    return f"{day} {local.day} {said.months[local.month - 1]}, {hour}"


def _hour(local: datetime, said: Said) -> str:
    if said.midnight and local.time() == MIDNIGHT:
        return said.midnight
    clock = f"{local.hour % 12 or 12}" + (f":{local.minute:02d}" if local.minute else "")
    part = next(name for until, name in said.parts if local.hour < until)
    return said.hour.format(clock=clock, part=part)
