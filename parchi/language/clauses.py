"""A clause: one of several things that a message says, such as "aloo hata do" and "pyaz 5 kilo"."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from parchi.language.amounts import Amount
from parchi.language.cues import ASK, CHANGE
from parchi.language.intents import Chances
from parchi.language.lines import LineReading
from parchi.language.spans import Span
from parchi.language.swaps import ADD, REMOVE
from parchi.language.things import Thing
from parchi.language.tokens import BREAK, MARK, MOOD

ADD_ITEMS, CHANGE_QUANTITY, REMOVE_ITEMS = "add_items", "change_quantity", "remove_items"
ASK_PRICE, ASK_AVAILABILITY, PLACE_ORDER = "ask_price", "ask_availability", "place_order"
COMPLAIN, CHOOSE_OPTION = "complain", "choose_option"

FIRST = (ADD_ITEMS, CHANGE_QUANTITY, REMOVE_ITEMS)
"""What a message is about wherever it says any of it, the first before the others."""

ACTING = frozenset({*FIRST, ASK_PRICE, ASK_AVAILABILITY, PLACE_ORDER})
BESIDE = frozenset(
    {
        "ask_credit", "ask_delivery", "ask_offers", "ask_payment", "ask_shop", "ask_timing", "cancel_order",
        "change_language", "claim_payment", "clear_basket", COMPLAIN, "order_status", PLACE_ORDER, "reorder",
        "set_preference", "share_place", "show_basket", "stop_messages", "talk_to_human",
    }
)  # fmt: skip
"""What a clause without things may say beside another; greetings and thanks around a wish are manners."""

_WISHES = {ADD: ADD_ITEMS, REMOVE: REMOVE_ITEMS, CHANGE: CHANGE_QUANTITY}
_SURE = 0.8
"""A clause has few words: only a clear one says something of its own."""
_LIKELY = 0.5
_FEW_WORDS = 3
"""Beside the names of things: with fewer a clause complains of nothing."""
_ENDS = frozenset(",.?!;|" + MOOD)
_STOPS = frozenset(".?!;\n" + MOOD)


class Clause(NamedTuple):
    """Spans `first` to `last` (exclusive), and the things named in them."""

    first: int
    last: int
    things: tuple[Thing, ...]


Judge = Callable[[Sequence[Span]], Chances]
"""What a stretch of a message would mean if it stood alone."""


def clauses_of(reading: LineReading) -> list[Clause]:
    """The message cut at marks, line ends and "aur"."""
    things = [thing for thing in reading.things if _is_meant(thing)]
    inside = [False] * len(reading.spans)
    amounts = [(part.first, part.last) for part in reading.parts if isinstance(part, Amount)]
    for first, last in [*((thing.first, thing.last) for thing in things), *amounts]:
        inside[first:last] = [True] * (last - first)
    cuts = [at for at, span in enumerate(reading.spans) if not inside[at] and _divides(span)]
    closing = [at for at, span in enumerate(reading.spans) if "closing" in span.kinds]
    clauses = []
    for first, last in zip([0, *(cut + 1 for cut in cuts)], [*cuts, len(reading.spans)], strict=True):
        middle = _closing(closing, first, last, inside) if closing else last
        for begin, end in ((first, middle), (middle, last)):
            if begin < end:
                clauses.append(Clause(begin, end, tuple(thing for thing in things if begin <= thing.first < end)))
    return clauses


def _closing(closing: Sequence[int], first: int, last: int, inside: Sequence[bool]) -> int:
    """Where words that close the list begin behind the things of a clause ("1 kilo pyaz bas"); `last` where none do."""
    behind = max((at for at in range(first, last) if inside[at]), default=last) + 1
    return next((at for at in closing if behind <= at < last), last)


def said_in(reading: LineReading, chances: Chances, judge: Judge) -> list[str]:
    """The intents of a message in the order said; only the likeliest of the whole where clauses say nothing clear."""
    whole, chance = chances.intent, chances.chance
    if whole == CHOOSE_OPTION and any(thing.is_pointer and thing.act == REMOVE for thing in reading.things):
        return [REMOVE_ITEMS]
    if whole == CHANGE_QUANTITY and _is_a_list(reading):
        whole = ADD_ITEMS
    if whole not in ACTING and whole not in BESIDE:
        return [whole]
    clauses = clauses_of(reading)
    if whole not in ACTING and len(clauses) < 2:
        return [whole]
    said: list[str] = []
    for clause in clauses:
        said.extend(_of_clause(reading, clause, whole, chance, judge, alone=len(clauses) == 1))
    said = list(dict.fromkeys(said))
    if whole == ADD_ITEMS and chance >= _LIKELY and ADD_ITEMS not in said and not _is_of_earlier(reading, clauses):
        return [whole]
    if whole in said or any(intent in FIRST for intent in said):
        return said
    return [whole, *said] if chance < _SURE and said else [whole]


def _is_a_list(reading: LineReading) -> bool:
    """`chawal 10 kilo nahi nahi 15 kilo aur dal 2 kilo`: several amounts, and nothing that asks to change one."""
    wanted = [thing for thing in reading.things if thing.is_known and thing.amounts and not thing.is_retracted]
    is_asked = any(
        span.has("asked_before", "change_before", "change_after", "instead_after", "instead_before")
        for span in reading.spans
    )
    return len(wanted) > 1 and not is_asked and all(thing.act is None for thing in wanted)


def main_intent(said: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """The intent of a message that says these, and the others in the order said."""
    chosen = next((intent for intent in FIRST if intent in said), said[0])
    return chosen, tuple(intent for intent in said if intent != chosen)


def _is_meant(thing: Thing) -> bool:
    """Whether the message wants something of a thing; unknown words without an amount are as likely no thing at all."""
    is_meant = thing.is_pointer or thing.amounts or (thing.act == ASK and not thing.is_ordinary)
    names_one = bool(thing.item or thing.brand or thing.candidates or is_meant)
    return names_one and not thing.is_retracted and not thing.is_purpose


def _divides(span: Span) -> bool:
    if span.kind in (BREAK, MARK):
        return span.kind == BREAK or span.text[:1] in _ENDS
    return "and" in span.kinds and not span.name


def _of_clause(
    reading: LineReading, clause: Clause, whole: str, chance: float, judge: Judge, *, alone: bool
) -> Iterator[str]:
    spans = reading.spans[clause.first : clause.last]
    if not any(thing.is_known or thing.is_pointer for thing in clause.things):
        said = [] if alone else list(_of_words(spans, whole, judge))
        if said or not clause.things:
            yield from said
            return
    if whole in (ADD_ITEMS, COMPLAIN) and not alone and _is_complaint(reading, clause, judge):
        for thing in clause.things:
            thing.is_retracted = True
        yield COMPLAIN
        return
    for thing in clause.things:
        if thing.act is not None:
            asked = _question(spans, whole) if thing.act == ASK else _WISHES[thing.act]
            if whole in ACTING or judge(spans).intent == asked:
                yield asked
        elif (
            whole == ADD_ITEMS
            or (whole == REMOVE_ITEMS and _is_put_right(reading, thing))
            or (thing.amounts and (whole == PLACE_ORDER or _is_instead(reading, whole)))
        ):
            yield ADD_ITEMS
        elif whole == CHANGE_QUANTITY and thing.amounts and not alone and any(span.has("too") for span in spans):
            thing.act = ADD
            yield ADD_ITEMS
        elif alone or (whole == CHANGE_QUANTITY and chance >= _LIKELY) or not thing.amounts:
            yield whole
        elif judge(spans).intent == ADD_ITEMS:
            yield ADD_ITEMS


def _is_complaint(reading: LineReading, clause: Clause, judge: Judge) -> bool:
    """`kal ki bread me fungus tha. 2 packet doodh bhejna`: what was bad is not what is wanted."""
    first, last = _sentence(reading.spans, clause)
    others = [thing for thing in reading.things if not first <= thing.first < last]
    spans = reading.spans[first:last]
    if not any(thing.amounts for thing in others) or any(thing.act for thing in clause.things):
        return False
    if len(spans) < len(clause.things) + _FEW_WORDS:
        return False
    intent, chance, *_ = judge(spans)
    return intent == COMPLAIN and chance >= (_SURE if any(thing.amounts for thing in clause.things) else _LIKELY)


def _sentence(spans: Sequence[Span], clause: Clause) -> tuple[int, int]:
    """Where the sentence of a clause begins and ends, exclusive."""
    ends = [at for at, span in enumerate(spans) if span.kind in (BREAK, MARK) and span.text[:1] in _STOPS]
    first = max((at + 1 for at in ends if at < clause.first), default=0)
    return first, min((at for at in ends if at >= clause.last), default=len(spans))


def _is_put_right(reading: LineReading, thing: Thing) -> bool:
    """`panchmeva nahi, sirf kismis`: the first is taken back, so that the other is what is wanted."""
    is_only = thing.first > 0 and reading.spans[thing.first - 1].has("only")
    return is_only or any(other.is_retracted and other.act == REMOVE for other in reading.things)


def _is_instead(reading: LineReading, whole: str) -> bool:
    """Whether other things are taken out, so that one with an amount comes in their place."""
    acts = {thing.act for thing in reading.things if thing.is_known}
    return whole in (REMOVE_ITEMS, CHANGE_QUANTITY) and REMOVE in acts and CHANGE not in acts


def _is_of_earlier(reading: LineReading, clauses: Sequence[Clause]) -> bool:
    """Whether all things named are to be removed, or were ordered earlier and are to be changed."""
    things = [thing for clause in clauses for thing in clause.things]
    if any(span.has("asked_before") for span in reading.spans) and any(thing.act == CHANGE for thing in things):
        return True
    return bool(things) and all(thing.act == REMOVE and not thing.amounts for thing in things)


def _of_words(spans: Sequence[Span], whole: str, judge: Judge) -> Iterator[str]:
    """What a clause without things says, where it is clear; one word alone may say that the list is complete."""
    words = sum(span.kind != MARK for span in spans)
    if words:
        intent, chance, *_ = judge(spans)
        if intent in BESIDE and chance >= _SURE and (words > 1 or intent == PLACE_ORDER):
            yield intent
        elif intent == ADD_ITEMS and chance >= _SURE and whole in (ASK_PRICE, ASK_AVAILABILITY):
            # "tel kitne ka hai, ek bhej do"
            yield intent


def _question(spans: Sequence[Span], whole: str) -> str:
    """Which of the two questions about a thing."""
    if any(span.has("ask_price") for span in spans):
        return ASK_PRICE
    if any(span.has("ask_there") for span in spans):
        return ASK_AVAILABILITY
    return whole if whole in (ASK_PRICE, ASK_AVAILABILITY) else ASK_AVAILABILITY
