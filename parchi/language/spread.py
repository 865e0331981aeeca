"""Spreading: an amount or a brand said of several things at once: "sab ek ek", "50-50 gram", "sab Everest ka"."""

from __future__ import annotations

from collections.abc import Sequence

from parchi.language.amounts import Amount
from parchi.language.sharing import gap_cost
from parchi.language.spans import Span
from parchi.language.things import Part, Thing, is_mark
from parchi.language.tokens import BREAK

ALL = frozenset({"all", "both", "three", "each"})
"""Senses of the words that an amount or a brand is said of several things with."""


def spread(parts: Sequence[Part], things: Sequence[Thing], spans: Sequence[Span], *, is_of_all: bool) -> None:
    """Give amounts and brands that are said of all to each; `is_of_all` tells whether a word like that is said."""
    for index, part in enumerate(parts):
        if isinstance(part, Amount) and part.is_as_before:
            _repeat(part, things)
        elif isinstance(part, Amount) and part.rate_unit and not part.facts:
            _spread_rate(parts, index, part)
        elif isinstance(part, Amount) and not part.is_idle and (is_of_all or part.is_each):
            _spread_amount(parts, index, part, things)
        elif is_of_all and isinstance(part, Thing) and _is_brand_of_all(part, spans) and says_all(parts, index):
            _spread_brand(part, things)
    if ":" in [span.text for span in spans]:
        _spread_heading(parts)


def _spread_heading(parts: Sequence[Part]) -> None:
    """`sab dal ek ek kilo: toor, moong, chana`: a general word with a colon is of all that it announces."""
    colon = next((at for at, part in enumerate(parts) if is_mark(part, ":")), None)
    if colon is None:
        return
    before = [part for part in parts[:colon] if isinstance(part, Thing)]
    listed = [part for part in parts[colon:] if isinstance(part, Thing)]
    if len(before) != 1 or len(listed) < 2 or not before[0].amounts or any(thing.amounts for thing in listed):
        return
    heading = before[0]
    if heading.item is None and all(thing.item in heading.candidates for thing in listed):
        heading.is_retracted = True
        for thing in listed:
            thing.amounts = list(heading.amounts)


def _repeat(amount: Amount, things: Sequence[Thing]) -> None:
    """Give the thing that shall be as much as the one before it the amounts of that one."""
    before: list[Amount] = []
    for thing in things:
        if amount in thing.amounts:
            thing.amounts = [own for own in thing.amounts if own is not amount] or list(before)
        before = thing.amounts or before


def _spread_rate(parts: Sequence[Part], index: int, rate: Amount) -> None:
    """`lauki aur karela kaise kilo`: the unit of a question is of all the things listed before it."""
    cue = parts[index - 1] if index else None
    if not (isinstance(cue, Span) and cue.has("ask_price")):
        return
    for part in reversed(parts[: index - 1]):
        if isinstance(part, Thing) and part.amounts in ([], [rate]):
            part.amounts = [rate]
        elif not isinstance(part, Span) or not (part.has("and") or is_mark(part, ",")):
            break


def _spread_amount(parts: Sequence[Part], index: int, amount: Amount, things: Sequence[Thing]) -> None:
    reach = _reach(parts, index)
    if reach is not None:
        asked = [
            thing
            for thing in things
            if not thing.is_retracted
            and (thing.item or thing.brand or thing.candidates or _stands_alone(parts, thing))
            and not (thing.is_reason and thing.item is None)
        ]
        behind = [thing for thing in asked if thing.first >= amount.last]
        before = [thing for thing in asked if thing.last <= amount.first]
        targets = [thing for thing in (before or behind) if not _own(thing, amount)][-reach:]
    elif amount.is_each:
        targets = _listed_before(parts, index) or _listed_behind(parts, index) or _listed_before_comma(parts, index)
    else:
        return
    for thing in things:
        if amount in thing.amounts:
            thing.amounts.remove(amount)
    for thing in targets:
        thing.amounts.append(amount)


def _stands_alone(parts: Sequence[Part], thing: Thing) -> bool:
    """`moong, matki, chana sab ek ek kilo`: a word that nobody knows, alone between the commas of a list."""
    at = parts.index(thing)
    sides = [parts[at - 1] if at else None, parts[at + 1] if at + 1 < len(parts) else None]
    return all(side is not None and is_mark(side, ",") for side in sides)


def _own(thing: Thing, amount: Amount) -> bool:
    """Whether the thing has an amount of the same kind of its own."""
    return any(own is not amount and own.facts & amount.facts for own in thing.amounts)


def _reach(parts: Sequence[Part], index: int) -> int | None:
    """How many things a word like sab, dono or each says the amount of; None without such a word."""
    before = _neighbour(parts, index, -1)
    behind = _neighbour(parts, index, 1)
    for word in (before, behind):
        if word is None:
            continue
        if word.has("all"):
            return 99
        if word.has("each"):
            return 99
        if word.has("both"):
            return 2
        if word.has("three"):
            return 3
    return None


def _neighbour(parts: Sequence[Part], index: int, step: int) -> Span | None:
    """The word next to a part, past link words and "hi"."""
    at = index + step
    while 0 <= at < len(parts):
        part = parts[at]
        if not isinstance(part, Span) or part.kind == BREAK or is_mark(part, ",.?!;"):
            return None
        if not part.kinds.isdisjoint(ALL):
            return part
        if not (part.has("link", "of", "still_only", "filler") and len(part.text) < 5):
            return None
        at += step
    return None


def _listed_before(parts: Sequence[Part], index: int) -> list[Thing]:
    """Things right before a doubled amount that have none of their own."""
    found: list[Thing] = []
    for part in reversed(parts[:index]):
        if isinstance(part, Thing):
            if part.amounts:
                break
            found.append(part)
        elif (
            isinstance(part, Amount) or part.kind == BREAK or (gap_cost(part) > 3 if found else is_mark(part, ",;.?!"))
        ):
            break
    return found[::-1]


def _listed_before_comma(parts: Sequence[Part], index: int) -> list[Thing]:
    """`thoda mirch, thoda haldi, sau sau gram`: the doubled amount closes the list."""
    if index and is_mark(parts[index - 1], ",") and (index + 1 == len(parts) or is_mark(parts[index + 1], ",;.?!")):
        return _listed_before(parts, index - 1)
    return []


def _listed_behind(parts: Sequence[Part], index: int) -> list[Thing]:
    """Things behind a doubled amount, up to one with an amount of its own."""
    found: list[Thing] = []
    for part in parts[index + 1 :]:
        if isinstance(part, Thing):
            if part.amounts:
                break
            found.append(part)
        elif isinstance(part, Amount) or (found and gap_cost(part) > 3):
            break
    return found


def says_all(parts: Sequence[Part], index: int) -> bool:
    """Whether a word for all stands before a part, or before the amounts before it."""
    at = index
    while at > 0 and isinstance(parts[at - 1], Amount):
        at -= 1
    before = _neighbour(parts, at, -1)
    return before is not None and before.has("all")


def _is_brand_of_all(thing: Thing, spans: Sequence[Span]) -> bool:
    """A bare brand: nothing but its name, and no amount."""
    return (
        thing.brand is not None
        and not thing.amounts
        and thing.last - thing.first == 1
        and spans[thing.first].kind == "brand"
    )


def _spread_brand(said: Thing, things: Sequence[Thing]) -> None:
    for thing in things:
        if thing is not said and thing.brand is None and (thing.item or thing.candidates):
            thing.brand = said.brand
    said.is_retracted = True
