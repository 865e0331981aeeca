"""Parts: a message as the things, the amounts and the words between them, in the order said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from parchi.language.amount_reader import read_amount
from parchi.language.amounts import Amount
from parchi.language.lexicon import Lexicon
from parchi.language.naming import name_things
from parchi.language.neighbours import THINGS, is_thing
from parchi.language.numbers import read_number
from parchi.language.spans import UNKNOWN, Span
from parchi.language.things import Part, Thing, is_mark
from parchi.language.tokens import MARK, NUMBER

_WORDLIKE = frozenset({*THINGS, UNKNOWN})
_SIGNED = frozenset({NUMBER, MARK})
"""Kinds of spans that may begin an amount without a sense."""
_POINTING = frozenset({"number_word", "ordinal", "number"})
"""Senses of the words that a pointer may begin with."""
_JOINTS = frozenset({"link", "of", "wala", "size"})
"""Senses of the words that may stand inside the name of a thing."""


def read_parts(spans: Sequence[Span], lexicon: Lexicon) -> list[Part]:
    """The message as things, amounts and what stands between them."""
    parts: list[Part] = []
    at = 0
    while at < len(spans):
        span = spans[at]
        said = _said_at(spans, at) if span.kinds or span.kind in _SIGNED else None
        if said:
            parts.append(said)
            at = said.last
        elif _is_wordlike(span):
            end = _chunk_end(spans, at)
            parts.extend(name_things(spans, at, end, lexicon))
            _note(parts, spans[at:end])
            at = end
        else:
            if "purpose" in span.kinds and parts and isinstance(parts[-1], Thing):
                parts[-1].is_reason = True
            parts.append(span)
            at += 1
    return _with_other_sizes(_with_listed_pointers(_with_prices(parts), spans), spans)


def _said_at(spans: Sequence[Span], at: int) -> Thing | Amount | None:
    """The pointer or the amount that begins at a span."""
    return _pointer(spans, at) or (None if is_thing(spans[at]) else read_amount(spans, at))


def _with_prices(parts: list[Part]) -> list[Part]:
    """`ginger for 20 rupees, chillies for 10`: where one thing is asked for by money, "for" leads to money."""
    if not any(isinstance(part, Amount) and part.price is not None for part in parts):
        return parts
    found: list[Part] = []
    for index, part in enumerate(parts):
        before = parts[index - 1] if index else None
        is_money = isinstance(before, Span) and before.has("for_money") and _ends_there(parts, index)
        if is_money and isinstance(part, Amount) and part.facts == {"count"}:
            part = replace(part, count=None, price=part.count)
        found.append(part)
    return found


def _ends_there(parts: Sequence[Part], index: int) -> bool:
    return index + 1 == len(parts) or _divides(parts[index + 1])


def _with_other_sizes(parts: list[Part], spans: Sequence[Span]) -> list[Part]:
    """`das wali maggi 5 aur bees wali 2`: a price and a count alone are of the thing before, in another size."""
    if len([part for part in parts if isinstance(part, Amount) and part.price is not None]) < 2:
        return parts
    found: list[Part] = []
    for index, part in enumerate(parts):
        found.append(part)
        said = parts[index - 2 : index + 1] if index > 1 else []
        if _is_other_size(said) and _ends_there(parts, index):
            before = next((each for each in reversed(found) if isinstance(each, Thing)), None)
            sizes = [each for each in parts[: index - 2] if isinstance(each, Amount) and each.price is not None]
            if before is not None and before.item and sizes and isinstance(part, Amount):
                begin = said[1].first if isinstance(said[1], Amount) else part.first
                start, end = spans[begin].start, spans[part.last - 1].end
                found.append(replace(before, first=part.first, last=part.last, start=start, end=end, amounts=[]))
    return found


def _is_other_size(said: Sequence[Part]) -> bool:
    """Whether this is a comma or an "and", and then nothing but a price and a count."""
    if len(said) < 3 or not _divides(said[0]):
        return False
    facts = sorted("".join(part.facts) for part in said[1:] if isinstance(part, Amount))
    return facts == ["count", "price"]


def _divides(part: Part) -> bool:
    return isinstance(part, Span) and (part.has("and") or is_mark(part, ",;"))


def _with_listed_pointers(parts: list[Part], spans: Sequence[Span]) -> list[Part]:
    """`item 3 aur 4`, `2, 3 aur 5 number`: bare numbers listed with a pointer point too."""
    if not any(isinstance(part, Thing) and part.is_pointer for part in parts):
        return parts
    for step in (1, -1):
        order = range(len(parts)) if step > 0 else range(len(parts) - 1, -1, -1)
        for index in order:
            part = parts[index]
            at = index + 2 * step
            if not (isinstance(part, Thing) and part.is_pointer and 0 <= at < len(parts)):
                continue
            between, other = parts[index + step], parts[at]
            if not isinstance(between, Span) or not (between.has("and") or between.text == ","):
                continue
            behind = parts[at + 1] if at + 1 < len(parts) else None
            if isinstance(other, Amount) and other.facts == {"count"} and not (step > 0 and isinstance(behind, Thing)):
                number = int(other.count or 0)
                start, end = spans[other.first].start, spans[other.last - 1].end
                parts[at] = Thing(other.first, other.last, start, end, number=number, is_pointer=True, is_known=False)
    return parts


def _note(parts: Sequence[Part], chunk: Sequence[Span]) -> None:
    """How a thing is wanted may be said behind its amount: "chicken 1 kg boneless"."""
    note = next((span for span in chunk if "note" in span.kinds and not is_thing(span)), None)
    last = next((part for part in reversed(parts) if isinstance(part, Thing)), None) if note else None
    if note and last is not None and last.note is None:
        last.note = note.text


def _pointer(spans: Sequence[Span], at: int) -> Thing | None:
    """`item 3`, `4 number wala`, `dusra wala`: a line of a list."""
    span = spans[at]
    if span.kind != NUMBER and span.kinds.isdisjoint(_POINTING):
        return None
    number, end = None, at
    if span.has("number_word") and at + 1 < len(spans) and not is_thing(spans[at + 1]):
        read = read_number(spans, at + 1)
        number, end = (read.value, read.end) if read else (None, at)
    elif span.has("ordinal"):
        ordinal = span.sense("ordinal")
        number, end = (ordinal.value if ordinal else None), at + 1
        if end < len(spans) and spans[end].has("number_word"):
            end += 1
    elif span.kind == NUMBER or span.has("number"):
        read = read_number(spans, at)
        if read and read.end < len(spans) and spans[read.end].has("number_word") and not _leads(spans, read.end):
            number, end = read.value, read.end + 1
        elif read and read.end < len(spans) and spans[read.end].has("ordinal_behind") and _points(spans, read.end + 1):
            number, end = read.value, read.end + 2
    if number is None or number != int(number):
        return None
    while end < len(spans) and spans[end].has("wala", "link"):
        end += 1
    if span.has("ordinal") and not _stands_for_a_line(spans, at, end):
        return None
    return Thing(at, end, span.start, spans[end - 1].end, number=int(number), is_pointer=True, is_known=False)


def _points(spans: Sequence[Span], at: int) -> bool:
    """`2nd one`, `3rd wala`: the word behind stands for a thing."""
    return at < len(spans) and spans[at].has("pronoun", "wala", "number_word")


def _leads(spans: Sequence[Span], at: int) -> bool:
    """Whether the word for number belongs to what follows: "1042 item 3"."""
    return at + 1 < len(spans) and (spans[at + 1].kind == NUMBER or spans[at + 1].has("number"))


def _stands_for_a_line(spans: Sequence[Span], at: int, end: int) -> bool:
    """`pehle` is also "before": only with wala, number or one is it a line."""
    return end > at + 1 or (end < len(spans) and spans[end].has("pronoun"))


def _is_wordlike(span: Span) -> bool:
    return span.kind in _WORDLIKE or "note" in span.kinds


def _chunk_end(spans: Sequence[Span], begin: int) -> int:
    """Where words that may name things end, of which the first is one; they may hold links, walas and sizes."""
    end = begin + 1
    for at in range(end, len(spans)):
        span = spans[at]
        if _is_wordlike(span):
            end = at + 1
        elif not _joins_words(span) or _leads_to_amount(spans, at):
            break
    return end


def _joins_words(span: Span) -> bool:
    return not span.kinds.isdisjoint(_JOINTS) and "unit" not in span.kinds


def _leads_to_amount(spans: Sequence[Span], at: int) -> bool:
    """`doodh ki 2 thaili`: the link word leads to an amount, not to more words of the thing."""
    if "link" not in spans[at].kinds or at + 1 >= len(spans) or is_thing(spans[at + 1]):
        return False
    return read_amount(spans, at + 1) is not None
