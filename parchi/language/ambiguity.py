"""Words with two senses, settled by neighbours: `do` is two or give, `tin` three or a tin, `pav` 250 g or a bun."""

from __future__ import annotations

from collections.abc import Sequence

from parchi.language.lexicon import BRAND, ITEM, OUTSIDE
from parchi.language.spans import FUNCTION, UNKNOWN, Span
from parchi.language.tokens import BREAK, BULLET, LIST_NUMBER, MARK, NUMBER

COUNTING = frozenset({"number", "more", "less", "half_more", "times", "pair"})
THINGS = (ITEM, BRAND, OUTSIDE)
_EDGES = (BREAK, BULLET, LIST_NUMBER, MARK)
_GIVE = "filler"
_FEW_QUARTERS = 3.0
_UNSETTLED = frozenset(
    {
        "number_of_place", "pronoun", "number", "quarter", "number_word", "times", "article",
    }
)  # fmt: skip
"""Senses of the words that are looked at; fillers are, where they are a thing or a unit besides."""
_OF_A_THING = ("link", "wala", "size", "unit")


def settle(spans: Sequence[Span]) -> list[Span]:
    """The same spans, each with the senses that its neighbours leave it."""
    settled = list(spans)
    for index in range(len(settled)):
        span = settled[index]
        kinds = span.kinds
        is_filler_besides = _GIVE in kinds and (span.kind == ITEM or "unit" in kinds)
        if kinds.isdisjoint(_UNSETTLED) and not is_filler_besides:
            continue
        if span.has("number_of_place") and is_number(_at(settled, index + 1)):
            settled[index] = span.only("number_of_place")
        elif span.has("pronoun") and _points(settled, index):
            settled[index] = span.meaning(())
        elif span.kind == ITEM and span.has(_GIVE) and _is_put(settled, index):
            settled[index] = span.only(_GIVE, "stem")._replace(kind=FUNCTION, name=None)
        elif span.has("number") and span.has("unit"):
            settled[index] = _number_or_unit(settled, index)
        elif span.has("number") and span.name is not None and span.name.words == span.text:
            settled[index] = _number_or_thing(settled, index)
        elif span.has("number") and span.has(_GIVE):
            settled[index] = _number_or_give(settled, index)
        elif span.has("quarter"):
            settled[index] = _quarter_or_thing(settled, index)
        elif span.has("unit") and span.has(_GIVE):
            settled[index] = _unit_or_filler(settled, index)
        elif span.has("number_word"):
            settled[index] = _number_word(settled, index)
        elif span.has("times"):
            settled[index] = _times(settled, index)
        elif span.has("article"):
            settled[index] = _article(settled, index)
    return settled


def is_number(span: Span | None) -> bool:
    """Whether the span says a number, in digits or words."""
    return span is not None and (span.kind == NUMBER or (span.kind == FUNCTION and not span.kinds.isdisjoint(COUNTING)))


def is_thing(span: Span | None) -> bool:
    """Whether the span names something."""
    return span is not None and span.kind in THINGS


def _at(spans: Sequence[Span], index: int) -> Span | None:
    return spans[index] if 0 <= index < len(spans) else None


def _has(span: Span | None, *kinds: str) -> bool:
    return span is not None and span.has(*kinds)


def _is_edge(span: Span | None) -> bool:
    return span is None or span.kind in _EDGES or span.has("and")


def _points(spans: Sequence[Span], index: int) -> bool:
    """`the green one`, `(small one)`: the word stands for a thing."""
    if not _is_edge(_at(spans, index + 1)) and not _has(_at(spans, index + 1), "filler", "purpose"):
        return False
    for span in reversed(spans[max(0, index - 3) : index]):
        if span.has("the", "point") or span.text == "(":
            return True
        if span.kind in _EDGES or is_number(span):
            return False
    return False


def _is_put(spans: Sequence[Span], index: int) -> bool:
    """`nimbu bhi daal dena` asks to put lemons in; `ek kilo daal dena`, `pyaz aur daal do` ask for dal."""
    before, after = _at(spans, index - 1), _at(spans, index + 1)
    if before is not None and before.kind == FUNCTION and {sense.kind for sense in before.senses} == {_GIVE}:
        before = _at(spans, index - 2)
    if _has(before, "unit"):
        # "rajma 500 gram dal do": the amount is of the thing before.
        is_amount = is_number(_at(spans, index - 2)) and is_thing(_at(spans, index - 3))
        has_none_before = not _has(_at(spans, index - 4), "unit") and not is_number(_at(spans, index - 4))
        return is_amount and has_none_before and _has(after, _GIVE)
    return is_thing(before) and _has(after, _GIVE)


def _number_or_unit(spans: Sequence[Span], index: int) -> Span:
    """`tin kilo` is three kilos, `ek tin` and `tin ka dabba` are tins."""
    before, after = _at(spans, index - 1), _at(spans, index + 1)
    is_measured = before is not None and _is_measure(before)
    is_counted = is_number(before) or is_measured or _has(before, "link", "size", "article", "wala")
    is_counted = is_counted or (is_thing(before) and is_number(_at(spans, index - 2)) and _is_edge(after))
    if (is_counted and not _has(after, "unit")) or (after is not None and after.kind == NUMBER):
        return spans[index].only("unit")
    return spans[index].only("number")


def _number_or_thing(spans: Sequence[Span], index: int) -> Span:
    """`dhai kilo` is two and a half, `dhai 500 g` and `1 packet dhai` are curd."""
    span, before, after = spans[index], _at(spans, index - 1), _at(spans, index + 1)
    thing = _as_thing(span)
    if thing is None or _has(after, "unit", "quarter", "times", "wala") or is_thing(after):
        return span
    is_counted = (after is not None and after.kind == NUMBER) or is_number(after) or _has(before, "unit")
    return thing if is_counted else span


def _number_or_give(spans: Sequence[Span], index: int) -> Span:
    """`do kilo`, `do bread` are two; `doodh do`, `de do`, `2 kilo do` ask to give."""
    before, after = _at(spans, index - 1), _at(spans, index + 1)
    number, give = spans[index].only("number"), spans[index].only(_GIVE)
    if _has(after, "unit", "times", "quarter", "wala", "ordinal") or _has(before, "more", "less", "half_more"):
        return number
    if is_number(before):
        # "ek do packet" was settled above; "bread ek do" asks to give one, "do teen" begins a range.
        return number if _goes_on(after) or is_thing(after) else give
    if _has(before, "unit") and (_is_told_to_give(after) or (is_thing(after) and _closes_a_thing(spans, index))):
        return number
    if _has(before, "unit") or _is_verb(before):
        return give
    if is_number(after):
        return number if _goes_on(after) else give
    if is_thing(after) or (_has(after, "size") and not is_thing(before)):
        return number
    if _has(after, "remove_after", "change_after"):
        return number
    if is_thing(before):
        return number if _is_told_to_give(after) or _counts_behind_things(spans, index) else give
    if after is not None and after.kind == UNKNOWN and (before is None or _is_edge(before)):
        return number
    if _has(before, "and") and not _is_edge(after):
        return number
    if _has(before, "wala", "link") and _counts_behind_things(spans, index):
        return number
    return give


def _closes_a_thing(spans: Sequence[Span], index: int) -> bool:
    """`horlicks ki ek botal do kurkure`: the unit before is of a thing that stands before it."""
    at = index - 2
    while at > 0 and (is_number(spans[at]) or spans[at].has("link", "size")):
        at -= 1
    return at >= 0 and is_thing(spans[at]) and is_number(spans[index - 2])


def _goes_on(span: Span | None) -> bool:
    """Whether a number word goes on counting from two: "do teen", "do dhai"."""
    value = _value(span) if span is not None and span.kind != NUMBER else None
    return value is not None and value > 2


def _is_verb(span: Span | None) -> bool:
    """A word that `do` completes to an order: bhej do, de do, likh do."""
    return span is not None and span.kind == FUNCTION and span.has("stem")


def _is_told_to_give(span: Span | None) -> bool:
    """`refil do dena`: the giving is said by the next word, so `do` is two."""
    return (
        span is not None
        and span.kind == FUNCTION
        and {sense.kind for sense in span.senses} == {_GIVE}
        and len(span.text) > 2
    )


def _counts_behind_things(spans: Sequence[Span], index: int) -> bool:
    """Whether other things of the message have their number behind them: "doodh do, bread teen"."""
    if not _is_edge(_at(spans, index + 1)):
        return False
    is_last = all(span.kind == MARK for span in spans[index + 1 :])
    return any(
        at != index
        and is_number(span)
        and not span.has(_GIVE)
        # "aloo 1 kilo, doodh do" asks to give milk; only in the middle of a list is it two.
        and not (is_last and _has(_at(spans, at + 1), "unit"))
        and _stands_behind(spans, at)
        for at, span in enumerate(spans)
    )


def _stands_behind(spans: Sequence[Span], at: int) -> bool:
    """Whether a number closes what is said of the thing before it."""
    end = at + 2 if _has(_at(spans, at + 1), "unit") else at + 1
    begin = at - 1
    while begin > 0 and not is_thing(spans[begin]) and (is_number(spans[begin]) or _has(spans[begin], *_OF_A_THING)):
        begin -= 1
    return begin >= 0 and is_thing(spans[begin]) and _is_edge(_at(spans, end))


def _quarter_or_thing(spans: Sequence[Span], index: int) -> Span:
    """`paav kilo`, `ek paav jeera` are a quarter; `12 paav`, `pav 8` are buns."""
    span, before, after = spans[index], _at(spans, index - 1), _at(spans, index + 1)
    quarter, thing = span.only("quarter")._replace(kind=FUNCTION), _as_thing(span)
    if after is not None and (after.has("bhar") or (after.has("unit") and _is_measure(after))):
        return quarter
    if thing is None:
        return quarter
    if is_number(before):
        value = _value(before)
        has_thing = _thing_before(spans, index - 1) or is_thing(after)
        return quarter if value is not None and value <= _FEW_QUARTERS and has_thing else thing
    if _has(before, "unit", "article"):
        return thing
    if is_thing(after) and (before is None or _is_edge(before)):
        return quarter
    if is_thing(before) and _is_edge(after) and not _is_edge(before):
        return quarter
    return thing


def _as_thing(span: Span) -> Span | None:
    """The span as the item that it names besides."""
    return span.meaning(())._replace(kind=span.name.kind) if span.name else None


def _is_measure(span: Span) -> bool:
    return any(sense.kind == "unit" and sense.unit in ("kg", "g", "l", "ml") for sense in span.senses)


def _value(span: Span | None) -> float | None:
    if span is None:
        return None
    number = span.sense("number")
    return number.value if number else span.value


def _thing_before(spans: Sequence[Span], index: int) -> bool:
    """Whether a thing stands before without an amount of its own."""
    before = _at(spans, index - 1)
    return is_thing(before)


def _unit_or_filler(spans: Sequence[Span], index: int) -> Span:
    """`can you send`, `pack kar do` against `a can`, `3 pack`."""
    before, after = _at(spans, index - 1), _at(spans, index + 1)
    counted = is_number(before) or _has(before, "article", "size", "link", "wala", "unit", "per")
    if counted or (is_thing(before) and not _is_verb(after) and not _has(after, "change_after")):
        return spans[index].only("unit")
    return spans[index] if _has(after, "of") or (is_number(after) and is_thing(before)) else spans[index].only(_GIVE)


def _number_word(spans: Sequence[Span], index: int) -> Span:
    """`number 3`, `3 number`; else the word is a no or nothing."""
    span, before, after = spans[index], _at(spans, index - 1), _at(spans, index + 1)
    if after is not None and after.kind == NUMBER and not _has(_at(spans, index + 2), "unit"):
        return span.only("number_word")
    if not span.has("only_after") and (is_number(before) or _has(before, "ordinal") or is_number(after)):
        return span.only("number_word")
    return span.without("number_word")


def _times(spans: Sequence[Span], index: int) -> Span:
    """`x 3`, `2 x`, `2 baar`; a hundred and a thousand are told from it by their value."""
    sense = spans[index].sense("times")
    if sense and sense.value:
        return spans[index]
    if is_number(_at(spans, index + 1)) or is_number(_at(spans, index - 1)):
        return spans[index].only("times", "times_behind")
    return spans[index].without("times")


def _is_listed_unknown(spans: Sequence[Span], index: int) -> bool:
    """`foil, a plunger, one umbrella`: a word that nobody knows, alone between the marks of a list."""
    word, end = _at(spans, index + 1), _at(spans, index + 2)
    is_listed = any(span.kind == MARK and span.text == "," for span in spans)
    return is_listed and word is not None and word.kind == UNKNOWN and _is_edge(_at(spans, index - 1)) and _is_edge(end)


def _article(spans: Sequence[Span], index: int) -> Span:
    """`a packet`, `an apple`, `a 10 kg bag` count one; any other `a` counts nothing."""
    after = _at(spans, index + 1)
    if _has(after, "size"):
        after = _at(spans, index + 2)
    if is_number(after) or is_thing(after) or _has(after, "unit", "pair") or _is_listed_unknown(spans, index):
        return spans[index].only("article")
    return spans[index].meaning(())
