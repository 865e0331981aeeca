"""Lines: what a message asks for, one a thing, read in two steps: what it says, then what that means for an intent."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from parchi.domain.reading import SHOP, Line
from parchi.language.acts import CUES, mark_acts
from parchi.language.alternatives import join_brands
from parchi.language.ambiguity import settle
from parchi.language.amounts import Amount
from parchi.language.asked import add_lines, named_lines
from parchi.language.facts import Facts, facts_of
from parchi.language.lexicon import Lexicon
from parchi.language.parts import read_parts
from parchi.language.sharing import share_out
from parchi.language.spans import Span, tag
from parchi.language.spread import ALL, spread
from parchi.language.things import Part, Thing
from parchi.language.times import CLOCK, minutes_said, pickup_time

ADDING = "add_items"
WITH_LINES = frozenset(
    {
        "add_items", "change_quantity", "remove_items", "ask_price", "ask_availability", "choose_option",
        "report_missing", "set_out_of_stock", "restock", "set_price",
    }
)  # fmt: skip
"""The intents of the contract under which lines stand."""


class LineReading(NamedTuple):
    """What a message says of things, before its intent is known."""

    text: str
    spans: tuple[Span, ...]
    """Everything, settled by its neighbours: items, brands, numbers, units, cue words, fillers, unknown words."""
    parts: tuple[Part, ...]
    things: tuple[Thing, ...]
    """The things with their amounts and the act that cue words near them ask for."""
    facts: Facts
    pickup: str | None
    minutes: int | None
    numbers: tuple[str, ...]


def read_lines(text: str, lexicon: Lexicon) -> LineReading:
    """Read what a message says of things, amounts and times."""
    spans = settle(tag(text, lexicon), lexicon.counted)
    kinds = frozenset[str]().union(*[span.kinds for span in spans])
    parts = read_parts(spans, lexicon)
    things = share_out(parts)
    join_brands(parts, lexicon)
    if not kinds.isdisjoint(CUES):
        mark_acts(parts)
    spread(parts, things, spans, is_of_all=not kinds.isdisjoint(ALL))
    return LineReading(
        text=text,
        spans=tuple(spans),
        parts=tuple(parts),
        things=tuple(things),
        facts=facts_of(spans, parts, things),
        pickup=None if kinds.isdisjoint(CLOCK) else pickup_time(text, spans),
        minutes=minutes_said(parts),
        numbers=_bare_numbers(spans, parts),
    )


def finish_lines(
    reading: LineReading, intent: str, also: Sequence[str], speaker: str, lexicon: Lexicon
) -> tuple[Line, ...]:
    """The lines of the contract, once the intent is known; none under intents that have none."""
    if intent not in WITH_LINES:
        return ()
    parts, things = _copied(reading)
    if intent == ADDING:
        return add_lines(reading.text, parts, things, also, lexicon)
    return named_lines(reading.text, parts, things, intent, also, lexicon, is_shop=speaker == SHOP)


def _copied(reading: LineReading) -> tuple[list[Part], list[Thing]]:
    """The parts and things to finish: one reading may be finished for several intents."""
    copies = {id(thing): thing.copy(list(thing.amounts)) for thing in reading.things}
    parts = [copies[id(part)] if isinstance(part, Thing) else part for part in reading.parts]
    return parts, [copies[id(thing)] for thing in reading.things]


def _bare_numbers(spans: Sequence[Span], parts: Sequence[Part]) -> tuple[str, ...]:
    """Digit groups without a unit, and the list lines that are pointed at, in the order said."""
    found: list[tuple[int, str]] = []
    for part in parts:
        if isinstance(part, Thing) and part.number is not None:
            found.append((part.first, str(part.number)))
        elif isinstance(part, Amount) and part.count is not None and part.unit is None and part.measure is None:
            digits = [
                span.text for span in spans[part.first : part.last] if span.kind == "number" and span.text.isdigit()
            ]
            if digits:
                found.extend((part.first, digit) for digit in digits)
            elif not math.isnan(part.count) and part.count == int(part.count):
                found.append((part.first, str(int(part.count))))
        elif isinstance(part, Amount) and part.price is not None and part.rate_unit is None:
            found.extend((part.first, span.text) for span in spans[part.first : part.last] if span.text.isdigit())
    return tuple(number for _, number in sorted(found, key=lambda pair: pair[0]))
