"""Words with two senses, settled by neighbours: `do` is two or give, `tin` three or a tin, `pav` 250 g or a bun."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from parchi.language.giving import GIVE, is_verb, number_or_give
from parchi.language.lexicon import ITEM
from parchi.language.neighbours import has, is_edge, is_measure, is_number, is_thing, span_at, value_of
from parchi.language.spans import FUNCTION, UNKNOWN, Span
from parchi.language.tokens import BREAK, BULLET, LIST_NUMBER, MARK, NUMBER

_EDGES = (BREAK, BULLET, LIST_NUMBER, MARK)
_FEW_QUARTERS = 3.0
_UNSETTLED = frozenset(
    {
        "number_of_place", "pronoun", "number", "quarter", "number_word", "times", "article",
    }
)  # fmt: skip
"""Senses of the words that are looked at; fillers are, where they are a thing or a unit besides."""


def settle(spans: Sequence[Span], counted: AbstractSet[str | None]) -> list[Span]:
    """The same spans, each with the senses that its neighbours leave it.

    `counted` are the items that are sold by number and come in no tins.
    """
    settled = list(spans)
    for index in range(len(settled)):
        span = settled[index]
        kinds = span.kinds
        is_filler_besides = GIVE in kinds and (span.kind == ITEM or "unit" in kinds)
        if kinds.isdisjoint(_UNSETTLED) and not is_filler_besides:
            continue
        if span.has("number_of_place") and is_number(span_at(settled, index + 1)):
            settled[index] = span.only("number_of_place")
        elif span.has("pronoun") and _points(settled, index):
            settled[index] = span.meaning(())
        elif span.kind == ITEM and span.has(GIVE) and _is_put(settled, index):
            settled[index] = span.only(GIVE, "stem")._replace(kind=FUNCTION, name=None)
        elif span.has("number") and span.has("unit"):
            settled[index] = _number_or_unit(settled, index, counted)
        elif span.has("number") and span.name is not None and span.name.words == span.text:
            settled[index] = _number_or_thing(settled, index)
        elif span.has("number") and span.has(GIVE):
            settled[index] = number_or_give(settled, index)
        elif span.has("quarter"):
            settled[index] = _quarter_or_thing(settled, index)
        elif span.has("unit") and span.has(GIVE):
            settled[index] = _unit_or_filler(settled, index)
        elif span.has("number_word"):
            settled[index] = _number_word(settled, index)
        elif span.has("times"):
            settled[index] = _times(settled, index)
        elif span.has("article"):
            settled[index] = _article(settled, index)
    return settled


def _points(spans: Sequence[Span], index: int) -> bool:
    """`the green one`, `(small one)`: the word stands for a thing."""
    if not is_edge(span_at(spans, index + 1)) and not has(span_at(spans, index + 1), "filler", "purpose"):
        return False
    for span in reversed(spans[max(0, index - 3) : index]):
        if span.has("the", "point") or span.text == "(":
            return True
        if span.kind in _EDGES or is_number(span):
            return False
    return False


def _is_put(spans: Sequence[Span], index: int) -> bool:
    """`nimbu bhi daal dena` asks to put lemons in; `ek kilo daal dena`, `pyaz aur daal do` ask for dal."""
    before, after = span_at(spans, index - 1), span_at(spans, index + 1)
    at = index - 1
    if before is not None and before.kind == FUNCTION and before.kinds <= {GIVE, "too"}:
        at -= 1
        before = span_at(spans, at)
    if has(before, "unit"):
        # "rajma 500 gram dal do": the amount is of the thing before.
        is_number_before = is_number(span_at(spans, at - 1))
        at -= 3 if has(span_at(spans, at - 2), "link") else 2
        is_amount = is_number_before and is_thing(span_at(spans, at))
        if is_amount and has(span_at(spans, index - 1), "too"):
            return has(after, GIVE)
        has_none_before = not has(span_at(spans, at - 1), "unit") and not is_number(span_at(spans, at - 1))
        return is_amount and has_none_before and has(after, GIVE)
    return is_thing(before) and has(after, GIVE)


def _number_or_unit(spans: Sequence[Span], index: int, counted: AbstractSet[str | None]) -> Span:
    """`tin kilo` and `do tin kele` are three, `ek tin ghee` and `tin ka dabba` are tins."""
    before, after = span_at(spans, index - 1), span_at(spans, index + 1)
    is_measured = before is not None and is_measure(before)
    is_counted = is_number(before) or is_measured or has(before, "link", "size", "article", "wala")
    is_counted = is_counted or (is_thing(before) and is_number(span_at(spans, index - 2)) and is_edge(after))
    if is_number(before) and after is not None and after.name is not None and after.name.item in counted:
        return spans[index].only("number")
    is_multiplied = has(after, "times") or (after is not None and after.text == "*")
    if (is_counted and not has(after, "unit")) or is_multiplied or (after is not None and after.kind == NUMBER):
        return spans[index].only("unit")
    return spans[index].only("number")


def _number_or_thing(spans: Sequence[Span], index: int) -> Span:
    """`dhai kilo` is two and a half, `dhai 500 g` and `1 packet dhai` are curd."""
    span, before, after = spans[index], span_at(spans, index - 1), span_at(spans, index + 1)
    thing = _as_thing(span)
    if thing is None or has(after, "unit", "quarter", "times", "wala") or is_thing(after):
        return span
    is_counted = (after is not None and after.kind == NUMBER) or is_number(after) or has(before, "unit")
    return thing if is_counted else span


def _quarter_or_thing(spans: Sequence[Span], index: int) -> Span:
    """`paav kilo`, `ek paav jeera` are a quarter; `12 paav`, `pav 8` are buns."""
    span, before, after = spans[index], span_at(spans, index - 1), span_at(spans, index + 1)
    quarter, thing = span.only("quarter")._replace(kind=FUNCTION), _as_thing(span)
    if after is not None and (after.has("bhar") or is_measure(after) or after.text == span.text):
        return quarter
    if thing is None:
        return quarter
    if is_number(before):
        value = value_of(before)
        has_thing = _thing_before(spans, index - 1) or is_thing(after)
        return quarter if value is not None and value <= _FEW_QUARTERS and has_thing else thing
    if has(before, "unit", "article"):
        return thing
    if is_thing(after) and (before is None or is_edge(before)):
        return quarter
    if is_thing(before) and is_edge(after) and not is_edge(before):
        return quarter
    return thing


def _as_thing(span: Span) -> Span | None:
    """The span as the item that it names besides."""
    return span.meaning(())._replace(kind=span.name.kind) if span.name else None


def _thing_before(spans: Sequence[Span], index: int) -> bool:
    """Whether a thing stands before without an amount of its own."""
    before = span_at(spans, index - 1)
    return is_thing(before)


def _unit_or_filler(spans: Sequence[Span], index: int) -> Span:
    """`can you send`, `pack kar do` against `a can`, `3 pack`."""
    before, after = span_at(spans, index - 1), span_at(spans, index + 1)
    counted = is_number(before) or has(before, "article", "size", "link", "wala", "unit", "per")
    if counted or (is_thing(before) and not is_verb(after) and not has(after, "change_after")):
        return spans[index].only("unit")
    return spans[index] if has(after, "of") or (is_number(after) and is_thing(before)) else spans[index].only(GIVE)


def _number_word(spans: Sequence[Span], index: int) -> Span:
    """`number 3`, `3 number`; else the word is a no or nothing."""
    span, before, after = spans[index], span_at(spans, index - 1), span_at(spans, index + 1)
    if after is not None and after.kind == NUMBER and not has(span_at(spans, index + 2), "unit"):
        return span.only("number_word")
    if not span.has("only_after") and (is_number(before) or has(before, "ordinal") or is_number(after)):
        return span.only("number_word")
    return span.without("number_word")


def _times(spans: Sequence[Span], index: int) -> Span:
    """`x 3`, `2 x`, `2 baar`; a hundred and a thousand are told from it by their value."""
    sense = spans[index].sense("times")
    if sense and sense.value:
        is_word_besides = spans[index].has(GIVE)
        is_hundreds = is_number(span_at(spans, index - 1)) and has(span_at(spans, index + 1), "unit")
        return spans[index].without("times") if is_word_besides and not is_hundreds else spans[index]
    if is_number(span_at(spans, index + 1)) or is_number(span_at(spans, index - 1)):
        return spans[index].only("times", "times_behind")
    return spans[index].without("times")


def _is_listed_unknown(spans: Sequence[Span], index: int) -> bool:
    """`foil, a plunger, one umbrella`: a word that nobody knows, alone between the marks of a list."""
    word, end = span_at(spans, index + 1), span_at(spans, index + 2)
    is_listed = any(span.kind == MARK and span.text == "," for span in spans)
    return (
        is_listed and word is not None and word.kind == UNKNOWN and is_edge(span_at(spans, index - 1)) and is_edge(end)
    )


def _article(spans: Sequence[Span], index: int) -> Span:
    """`a packet`, `an apple`, `a 10 kg bag` count one; any other `a` counts nothing."""
    after = span_at(spans, index + 1)
    if has(after, "size"):
        after = span_at(spans, index + 2)
    if is_number(after) or is_thing(after) or has(after, "unit", "pair") or _is_listed_unknown(spans, index):
        return spans[index].only("article")
    return spans[index].meaning(())
