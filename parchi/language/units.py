"""The unit at a span: kilo, packet or rupee."""

from __future__ import annotations

from collections.abc import Sequence

from parchi.language.neighbours import THINGS
from parchi.language.senses import Sense
from parchi.language.spans import Span

CONTAINERS = (
    "packet", "bottle", "box", "bunch", "can", "pouch", "sack", "jar", "tin", "tray", "carton", "strip", "piece",
    "dozen",
)  # fmt: skip
UNCOUNTED = ("rupee", "minute", "none", "bare")
"""Units of which nobody asks for one."""


def unit_at(spans: Sequence[Span], at: int) -> tuple[Sense, int] | None:
    """The unit at a span, or behind words of size ("ek chhota packet"), with where it ends."""
    for end in range(at, len(spans)):
        span = spans[end]
        if span.kind in THINGS:
            return None
        if "unit" in span.kinds:
            sense = span.sense("unit")
            return (sense, end + 1) if sense else None
        if "size" not in span.kinds:
            return None
    return None
