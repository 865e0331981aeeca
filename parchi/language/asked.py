"""The things asked for: which of the things a message names become lines, and with what on them."""

from __future__ import annotations

from collections.abc import Sequence

from parchi.domain.reading import Line
from parchi.language.amounts import Amount
from parchi.language.beside import settle_beside
from parchi.language.cues import ASK, CHANGE
from parchi.language.lexicon import Lexicon
from parchi.language.other_amounts import is_replaced
from parchi.language.purposes import mark_purposes
from parchi.language.quantities import asked_of
from parchi.language.shop_reports import numbered, priced_at, without_order_number
from parchi.language.spans import Span
from parchi.language.swaps import ADD, REMOVE
from parchi.language.things import Part, Thing, is_mark
from parchi.language.tokens import BREAK

_ACTS = {
    "add_items": ADD, "change_quantity": CHANGE, "remove_items": REMOVE, "ask_price": ASK, "ask_availability": ASK,
    "choose_option": ADD,
}  # fmt: skip
_COMMAS = ",;+&|/"
_SHORTEST_UNKNOWN = 3
"""Unknown words of fewer letters are of an address or slips, not things."""


def add_lines(
    text: str, parts: Sequence[Part], things: Sequence[Thing], also: Sequence[str], lexicon: Lexicon
) -> tuple[Line, ...]:
    """The lines of a message that asks for things."""
    mark_purposes(parts)
    asked = _exactly([thing for thing in things if not thing.is_retracted and _is_asked(thing, parts)])
    firm = [thing for thing in asked if not thing.is_purpose and _is_firm(thing, parts)]
    asked = [thing for thing in asked if thing in firm or not firm]
    asked = _once(asked)
    settle_beside(asked, lexicon)
    lines = [_line(text, thing, _act(thing, "add_items", also), lexicon) for thing in asked]
    if not lines:
        lines = _pointing(text, parts, ADD, lexicon)
    return tuple(lines)


def named_lines(
    text: str,
    parts: Sequence[Part],
    things: Sequence[Thing],
    intent: str,
    also: Sequence[str],
    lexicon: Lexicon,
    *,
    is_shop: bool,
) -> tuple[Line, ...]:
    """The lines of a message that changes, removes, asks about or reports things."""
    if intent == "choose_option":
        named = [thing for thing in things if thing.item or thing.brand]
        if any(thing.is_pointer and thing.number is not None for thing in things):
            return ()
    else:
        named = [thing for thing in things if thing.is_known or thing.is_pointer]
        if not named:
            named = [thing for thing in things if _is_claimed_unknown(thing)]
    if intent in ("change_quantity",):
        named = [thing for thing in named if not thing.is_retracted]
    if intent in ("change_quantity", "ask_price", "ask_availability"):
        mark_purposes(parts)
        kept = [thing for thing in named if not thing.is_purpose]
        named = kept or named
    named = [thing for thing in named if (thing.is_listed and not thing.is_filler) or thing.amounts] or named
    if intent == "report_missing" and not any(thing.is_known or thing.is_pointer for thing in named):
        named = numbered(parts)
    if intent in ("report_missing", "set_out_of_stock"):
        named = [without_order_number(thing) for thing in named]
    named = _once(named)
    settle_beside(named, lexicon)
    if intent == "set_price":
        named = [priced_at(thing) for thing in named]
    lines = [_line(text, thing, None if is_shop else _act(thing, intent, also), lexicon) for thing in named]
    if not lines and intent == "change_quantity":
        lines = _pointing(text, parts, None if is_shop else CHANGE, lexicon)
    if not lines and intent in ("remove_items", "ask_price", "ask_availability"):
        lines = _pointing(text, parts, None if is_shop else _ACTS[intent], lexicon)
    return tuple(lines)


def _is_asked(thing: Thing, parts: Sequence[Part]) -> bool:
    if not thing.is_known and not thing.is_pointer and len(thing.text) < _SHORTEST_UNKNOWN and not thing.is_long:
        return False
    if thing.is_ordinary and any(isinstance(part, Thing) and part.is_known and part is not thing for part in parts):
        return False
    if thing.amounts or thing.act == ADD:
        return True
    if thing.is_pointer:
        return thing.act is not None or len([part for part in parts if isinstance(part, Thing)]) == 1
    is_named = bool(thing.item or thing.brand or thing.candidates) or (thing.is_known and thing.act is not None)
    is_item = is_named and not thing.is_filler
    if is_item or _stands_in_list(thing, parts):
        return True
    return not any(isinstance(part, Thing) and (part.amounts or (part.item and part.is_listed)) for part in parts)


def _is_firm(thing: Thing, parts: Sequence[Part]) -> bool:
    """Whether it is no slip of something else: a name as listed, one with an amount, one alone between commas."""
    return bool(thing.amounts) or thing.is_listed or (len(thing.text) > 4 and _stands_in_list(thing, parts))


def _stands_in_list(thing: Thing, parts: Sequence[Part]) -> bool:
    """An unknown word is a thing where it stands alone between the commas of a list of things."""
    index = parts.index(thing)
    before = parts[index - 1] if index else None
    behind = parts[index + 1] if index + 1 < len(parts) else None
    if not (_is_border(before) and _is_border(behind)) or (before is None and behind is None):
        return False
    if before is not None and is_mark(before, ".") and any(is_mark(part, ",") or _is_and(part) for part in parts):
        # Where commas list the things, a sentence of its own is none of them.
        return False
    if thing.end - thing.start > 30 or thing.last - thing.first > 3:
        return False
    known = sum(isinstance(part, Thing) and part.is_known for part in parts)
    unknown = sum(isinstance(part, Thing) and not part.is_known for part in parts)
    return known >= 2 * unknown and known >= 2


def _is_and(part: Part) -> bool:
    return isinstance(part, Span) and part.has("and")


def _is_border(part: Part | None) -> bool:
    if part is None:
        return True
    if not isinstance(part, Span):
        return False
    is_plain = part.has("and", "vague", "article", "too")
    return part.kind in (BREAK, "bullet", "list_number") or is_mark(part, _COMMAS + ".") or is_plain


def _is_claimed_unknown(thing: Thing) -> bool:
    """Unknown words are the thing meant where an amount or a cue is about them."""
    return bool(thing.amounts) or thing.act is not None


def _once(things: Sequence[Thing]) -> list[Thing]:
    """A thing said twice but asked for once, and a general word before the exact one, are one line."""
    kept: list[Thing] = []
    for index, thing in enumerate(things):
        others = [*kept, *things[index + 1 :]]
        if not thing.amounts and any(_is_covered(thing, other, other in kept) for other in others):
            continue
        kept.append(thing)
    return kept


def _exactly(things: Sequence[Thing]) -> list[Thing]:
    """`ek kilo dal, dal arhar ki`: the exact word behind says which of the general one is meant."""
    kept: list[Thing] = []
    for thing in things:
        general = next((other for other in kept if _is_told_by(other, thing)), None)
        if general is None:
            kept.append(thing)
        else:
            general.item, general.candidates, general.brand = thing.item, (), thing.brand
    return kept


def _is_told_by(general: Thing, exact: Thing) -> bool:
    if general.item or general.brand or exact.item is None or exact.amounts or not general.amounts:
        return False
    return exact.item in general.candidates and exact.act == general.act


def _is_covered(thing: Thing, other: Thing, is_before: bool) -> bool:
    if other is thing or other.is_retracted or thing.is_pointer or (other.act != thing.act and thing.act == REMOVE):
        return False
    if thing.item and thing.item == other.item and thing.brand in (None, other.brand):
        return bool(other.amounts) or is_before or (thing.brand is None and other.brand is not None)
    return thing.item is None and thing.brand is None and other.item is not None and other.item in thing.candidates


def _act(thing: Thing, intent: str, also: Sequence[str]) -> str | None:
    """The act of a line: what the intent says, unless a cue near it asks for another that the message has."""
    main = _ACTS.get(intent)
    if thing.act is None or thing.act == main:
        return main
    if thing.act == REMOVE and intent in ("add_items", "change_quantity"):
        return REMOVE
    others = {_ACTS.get(other) for other in also}
    return thing.act if thing.act in others else main


def _pointing(text: str, parts: Sequence[Part], act: str | None, lexicon: Lexicon) -> list[Line]:
    """A line that names nothing: "make it 4", "nahi, dhai kilo", "ek aur"."""
    amounts = [
        part
        for index, part in enumerate(parts)
        if isinstance(part, Amount) and not part.is_idle and not is_replaced(parts, index)
    ]
    pointers = [part for part in parts if isinstance(part, Span) and part.has("point")]
    if not amounts and not pointers:
        return []
    words = text[pointers[0].start : pointers[0].end] if pointers else ""
    if len(amounts) > 1 and amounts[-1].facts & amounts[0].facts:
        amounts = [amounts[-1]]
    return [Line(words, act=act, **asked_of(None, amounts, lexicon)._asdict())]


def _line(text: str, thing: Thing, act: str | None, lexicon: Lexicon) -> Line:
    """One thing as a line of the contract."""
    candidates = thing.candidates
    if thing.item is None and not candidates and thing.brand:
        candidates = tuple(sorted(lexicon.makes.get(thing.brand, ())))
    elif thing.item is None and not candidates and not thing.is_pointer:
        candidates = lexicon.closest(text[thing.start : thing.end].lower())
    pack, quantity, unit, price = asked_of(thing.item, thing.amounts, lexicon)
    return Line(
        words=text[thing.start : thing.end],
        item=thing.item,
        brand=thing.brand,
        pack=pack,
        quantity=quantity,
        unit=unit,
        price=price,
        act=act,
        number=thing.number,
        note=thing.note,
        candidates=() if thing.item else candidates,
        is_sure=thing.is_sure and thing.item is not None,
    )
