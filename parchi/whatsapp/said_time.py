"""Said time: a moment as people say it, in Indian time: "7:30 pm", "kal subah 8 baje"."""

from __future__ import annotations

from datetime import datetime, time

from parchi.domain.hours import IST

DAYS = {
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    "hi": ("सोमवार", "मंगलवार", "बुधवार", "गुरुवार", "शुक्रवार", "शनिवार", "रविवार"),
    "hi-Latn": ("somvaar", "mangalvaar", "budhvaar", "guruvaar", "shukravaar", "shanivaar", "ravivaar"),
}
MONTHS = {
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    "hi": ("जनवरी", "फ़रवरी", "मार्च", "अप्रैल", "मई", "जून", "जुलाई", "अगस्त", "सितंबर", "अक्टूबर", "नवंबर", "दिसंबर"),
    "hi-Latn": ("Jan", "Feb", "March", "April", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec"),
}
PARTS = {
    "hi": ((4, "रात"), (12, "सुबह"), (16, "दोपहर"), (20, "शाम"), (24, "रात")),
    "hi-Latn": ((4, "raat"), (12, "subah"), (16, "dopahar"), (20, "shaam"), (24, "raat")),
}
"""What the hours of a day are called, up to which hour."""
MIDNIGHT = time()
NEXT_DAY = {"en": "tomorrow", "hi": "कल", "hi-Latn": "kal"}


def say_time(at: datetime, language: str, now: datetime) -> str:
    """The hour today; with the day when it is another."""
    local, today = at.astimezone(IST), now.astimezone(IST).date()
    known = language if language in DAYS else "en"
    hour = _hour(local, known)
    ahead = (local.date() - today).days
    if ahead == 0 or (ahead == 1 and local.time() == MIDNIGHT):  # a shop is open till twelve tonight, not tomorrow
        return hour
    if ahead == 1:
        return f"{NEXT_DAY[known]} {hour}"
    day = DAYS[known][local.weekday()]
    if 1 < ahead < 7:
        return f"{day} {hour}"
    return f"{day} {local.day} {MONTHS[known][local.month - 1]}, {hour}"


def _hour(local: datetime, language: str) -> str:
    clock = f"{local.hour % 12 or 12}" + (f":{local.minute:02d}" if local.minute else "")
    if language == "en":
        return "midnight" if local.time() == MIDNIGHT else f"{clock} {'am' if local.hour < 12 else 'pm'}"
    part = next(name for until, name in PARTS[language] if local.hour < until)
    return f"{part} {clock} {'बजे' if language == 'hi' else 'baje'}"
