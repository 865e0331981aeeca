"""A thing: what one line is about, put together from names, brands and the words around them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from parchi.language.ambiguity import is_thing
from parchi.language.amounts import Amount, read_amount
from parchi.language.lexicon import BRAND, ITEM, OUTSIDE, Lexicon, Name
from parchi.language.numbers import read_number
from parchi.language.spans import UNKNOWN, Span
from parchi.language.tokens import MARK, NUMBER

_FLAVOURS = ("fruits", "vegetables", "dry-fruits", "spices")


@dataclass(eq=False)
class Thing:
    """Spans `first` to `last` (exclusive); `start` and `end` bound its words in the text as written."""

    first: int
    last: int
    start: int
    end: int
    item: str | None = None
    brand: str | None = None
    candidates: tuple[str, ...] = ()
    note: str | None = None
    number: int | None = None
    """The list line that is pointed at."""
    is_known: bool = True
    """False for words that name nothing the lexicon has."""
    is_listed: bool = True
    """False where its name was guessed from a misspelling."""
    is_sure: bool = True
    is_pointer: bool = False
    text: str = ""
    """The normalised text of its head word."""
    amounts: list[Amount] = field(default_factory=list)
    is_filler: bool = False
    """Whether its name is also an everyday word: without an amount it is that."""
    is_bare_brand: bool = False
    """Whether nothing but a brand was said."""
    is_choice: bool = False
    """Whether another brand will do as well."""
    is_retracted: bool = False
    is_purpose: bool = False
    is_reason: bool = False
    """Whether a word of purpose follows it at once: "achar ke liye"."""
    act: str | None = None
    """What a cue word near it asks for: remove, change or ask."""

    @property
    def is_long(self) -> bool:
        """Whether it has several words."""
        return self.last - self.first > 1

    def grow(self, span: Span, index: int) -> None:
        """Take one more span's words in."""
        self.last = index + 1
        self.end = span.end


Part = Thing | Amount | Span


def read_parts(spans: Sequence[Span], lexicon: Lexicon) -> list[Part]:
    """The message as things, amounts and what stands between them."""
    parts: list[Part] = []
    at = 0
    while at < len(spans):
        pointer = _pointer(spans, at)
        if pointer:
            parts.append(pointer)
            at = pointer.last
            continue
        amount = None if _is_name_of_digits(spans[at]) else read_amount(spans, at)
        if amount:
            parts.append(amount)
            at = amount.last
            continue
        end = _chunk_end(spans, at)
        if end > at:
            parts.extend(_things(spans, at, end, lexicon))
            _note(parts, spans[at:end])
            at = end
            continue
        if spans[at].has("purpose") and parts and isinstance(parts[-1], Thing):
            parts[-1].is_reason = True
        parts.append(spans[at])
        at += 1
    return _with_listed_pointers(parts, spans)


def _with_listed_pointers(parts: list[Part], spans: Sequence[Span]) -> list[Part]:
    """`item 3 aur 4`, `2, 3 aur 5 number`: bare numbers listed with a pointer point too."""
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
    notes = [span for span in chunk if span.has("note") and not is_thing(span)]
    things = [part for part in parts if isinstance(part, Thing)]
    if notes and things and things[-1].note is None:
        things[-1].note = notes[0].text


def _is_name_of_digits(span: Span) -> bool:
    return is_thing(span)


def _pointer(spans: Sequence[Span], at: int) -> Thing | None:
    """`item 3`, `4 number wala`, `dusra wala`: a line of a list."""
    span = spans[at]
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
    if number is None or number != int(number):
        return None
    while end < len(spans) and spans[end].has("wala", "link"):
        end += 1
    if span.has("ordinal") and not _stands_for_a_line(spans, at, end):
        return None
    return Thing(at, end, span.start, spans[end - 1].end, number=int(number), is_pointer=True, is_known=False)


def _leads(spans: Sequence[Span], at: int) -> bool:
    """Whether the word for number belongs to what follows: "1042 item 3"."""
    return at + 1 < len(spans) and (spans[at + 1].kind == NUMBER or spans[at + 1].has("number"))


def _stands_for_a_line(spans: Sequence[Span], at: int, end: int) -> bool:
    """`pehle` is also "before": only with wala, number or one is it a line."""
    return end > at + 1 or (end < len(spans) and spans[end].has("pronoun"))


def _is_wordlike(span: Span) -> bool:
    return is_thing(span) or span.kind == UNKNOWN or span.has("note")


def _chunk_end(spans: Sequence[Span], begin: int) -> int:
    """Where the words that may name things end; they may hold links, walas and sizes but not begin or end with them."""
    end = at = begin
    while at < len(spans):
        span = spans[at]
        if _is_wordlike(span):
            end = at + 1
        elif at == begin or not _joins_words(span) or _leads_to_amount(spans, at):
            break
        at += 1
    return end


def _joins_words(span: Span) -> bool:
    """Whether a word may stand inside the name of a thing."""
    return span.has("link", "of", "wala", "size") and not span.has("unit")


def _leads_to_amount(spans: Sequence[Span], at: int) -> bool:
    """`doodh ki 2 thaili`: the link word leads to an amount, not to more words of the thing."""
    if not spans[at].has("link") or at + 1 >= len(spans) or is_thing(spans[at + 1]):
        return False
    return read_amount(spans, at + 1) is not None


def _things(spans: Sequence[Span], begin: int, end: int, lexicon: Lexicon) -> list[Thing]:
    things: list[Thing] = []
    linked = False
    for index in range(begin, end):
        span = spans[index]
        last = things[-1] if things else None
        if span.has("note") and not is_thing(span):
            if last is not None:
                last.note = span.text
        elif is_thing(span):
            if last is not None and _turn(last, span, index, lexicon, spans[index + 1 : index + 2]):
                pass
            elif last is None or not _merge(
                last, span, index, lexicon, linked=linked, following=_next(spans, index, end)
            ):
                things.append(_new(span, index))
        elif span.kind == UNKNOWN:
            _take_unknown(things, span, index, lexicon)
        elif last is not None and span.has("wala") and not is_thing(span):
            # "bharte wala", "chhota wala": only what follows a word of the thing belongs to it.
            last.grow(span, index)
        linked = span.has("link", "of")
    return [thing for thing in things if thing.start < thing.end]


def _turn(last: Thing, span: Span, index: int, lexicon: Lexicon, behind: Sequence[Span]) -> bool:
    """`tel sarson ka` is sarson ka tel; only with its link word are the two one thing."""
    if not (behind and behind[0].has("link", "wala") and last.is_known and last.brand is None):
        return False
    turned = lexicon.turned(span.text, last.text)
    if turned is None or turned.item is None:
        return False
    _take(last, span, index, turned.item, turned)
    return True


def _next(spans: Sequence[Span], index: int, end: int) -> Span | None:
    return spans[index + 1] if index + 1 < end else None


def _new(span: Span, index: int) -> Thing:
    name = span.name or Name(OUTSIDE, span.text)
    return Thing(
        index,
        index + 1,
        span.start,
        span.end,
        item=name.item,
        brand=name.brand,
        candidates=name.candidates,
        is_listed=span.is_sure and name.words == span.text,
        is_sure=span.is_sure,
        text=name.words,
        is_bare_brand=name.kind == BRAND,
        is_filler=span.has("filler", "purpose", "size"),
    )


def _take_unknown(things: list[Thing], span: Span, index: int, lexicon: Lexicon) -> None:
    """Unknown words qualify the thing before them, or begin one that nobody knows."""
    if not things:
        things.append(Thing(index, index + 1, span.start, span.end, is_known=False, text=span.text))
        return
    last = things[-1]
    last.grow(span, index)
    turned = lexicon.turned(span.text, last.text) if last.is_known and last.brand is None else None
    if turned and turned.item:
        last.item, last.candidates, last.text = turned.item, (), turned.words
        return
    if lexicon.senses.heads.get(span.text) == "outside" and last.is_known and last.item:
        last.candidates, last.item = (last.item,), None
        if len(things) > 1 and things[-2].last == last.first and things[-2].item and things[-2].brand is None:
            # "ginger garlic paste" is one thing of two.
            before = things.pop(-2)
            last.first, last.start, last.candidates = before.first, before.start, (before.item or "", *last.candidates)


def _merge(last: Thing, span: Span, index: int, lexicon: Lexicon, *, linked: bool, following: Span | None) -> bool:
    """Whether the span belongs to the thing before it; if so it is taken in."""
    name = span.name
    if name is None:
        return False
    if not last.is_known:
        return _name_unknown(last, span, index, name, lexicon, linked=linked)
    if name.kind == BRAND:
        return _merge_brand(last, span, index, name, lexicon, following)
    if last.brand and last.text and _is_brand_only(last) and _makes(lexicon, last.brand, last.item, name):
        chosen = _item_of_brand(last, name)
        _take(last, span, index, chosen, name)
        return True
    if name.kind == ITEM and (last.item or last.candidates):
        merged = _compound(last, span, name, lexicon, linked=linked)
        if merged is not None:
            _take(last, span, index, merged or None, name)
            return True
    return False


def _take(thing: Thing, span: Span, index: int, item: str | None, name: Name) -> None:
    thing.grow(span, index)
    thing.is_bare_brand = thing.is_bare_brand and name.kind == BRAND
    thing.candidates = () if item else (name.candidates or tuple(filter(None, (thing.item, name.item))))
    thing.item = item
    thing.text = name.words
    thing.is_sure = thing.is_sure and span.is_sure
    thing.is_listed = thing.is_listed and span.is_sure


def _name_unknown(thing: Thing, span: Span, index: int, name: Name, lexicon: Lexicon, *, linked: bool) -> bool:
    """`ratlami sev` is sev of a kind; `moringa ka tel` is an oil that nobody listed."""
    thing.grow(span, index)
    thing.is_known, thing.text = True, name.words
    thing.item, thing.brand, thing.candidates = name.item, name.brand, name.candidates
    thing.is_sure, thing.is_listed = span.is_sure, span.is_sure
    if linked and name.kind == ITEM and lexicon.senses.heads.get(span.text) in ("outside", "linked") and name.item:
        thing.item, thing.candidates = None, (name.item,)
    return True


def _is_brand_only(thing: Thing) -> bool:
    return thing.last - thing.first >= 1 and thing.brand is not None


def _makes(lexicon: Lexicon, brand: str, item: str | None, name: Name) -> bool:
    """Whether an item after a brand is that brand's: it makes it, or makes nothing else that is known."""
    if item is None or name.item == item or (name.item is None and name.kind == ITEM):
        return True
    if name.item in lexicon.makes[brand]:
        return True
    return bool(name.item) and lexicon.category(item) == lexicon.category(name.item)


def _item_of_brand(last: Thing, name: Name) -> str | None:
    if name.item is None and last.item and last.item in name.candidates:
        return last.item
    return name.item


def _merge_brand(last: Thing, span: Span, index: int, name: Name, lexicon: Lexicon, following: Span | None) -> bool:
    """A brand behind its item ("basmati dawat"), or a product line behind its maker ("britannia good day")."""
    if last.brand is not None:
        is_line = last.item is None and name.item is not None and last.last == index
        if is_line or name.brand == last.brand:
            _take(last, span, index, name.item or last.item, name)
            return True
        return False
    item_next = following.name if following is not None and following.kind == ITEM else None
    if item_next and name.brand and _makes(lexicon, name.brand, name.item, item_next):
        return False
    is_own = name.item is None or name.item == last.item or name.item in last.candidates
    if not is_own and not (last.item and name.brand and last.item in lexicon.makes[name.brand]):
        return False
    last.grow(span, index)
    last.brand = name.brand
    if last.item is None and name.item in last.candidates:
        last.item, last.candidates = name.item, ()
    return True


def _compound(last: Thing, span: Span, name: Name, lexicon: Lexicon, *, linked: bool) -> str | None:
    """The item of two names side by side; None where they are two things, "" for a thing of its own."""
    if last.item is None and name.item in last.candidates:
        return name.item
    if last.item and last.item in name.candidates:
        return last.item
    if name.item and name.item == last.item:
        return name.item
    if last.item and name.item and _is_kind_of(lexicon, name.item, last.item):
        return name.item
    head = lexicon.senses.heads.get(span.text)
    if head == "same" and last.item:
        return last.item
    if head == "ours" and name.item and (linked or _is_flavour(last, lexicon)):
        return name.item
    if last.brand and lexicon.senses.heads.get(last.text.split()[-1]) == "ours" and _is_flavour(_new(span, 0), lexicon):
        return last.item
    is_other = (head == "outside" and (linked or _is_flavour(last, lexicon))) or (head == "linked" and linked)
    return "" if is_other and last.item else None


def _is_flavour(thing: Thing, lexicon: Lexicon) -> bool:
    """Whether a name may say what another thing tastes of: "apple juice", "chocolate cake"."""
    return thing.item == "chocolate" or lexicon.category(thing.item) in _FLAVOURS


def _is_kind_of(lexicon: Lexicon, special: str, general: str) -> bool:
    """`chawal basmati`: basmati rice is a kind of rice."""
    words = lexicon.items[special].english.lower().split()
    return special != general and lexicon.items[general].english.lower() in (words[-1], " ".join(words[1:]))


def spans_between(parts: Iterable[Part]) -> list[Span]:
    """The parts that are neither thing nor amount."""
    return [part for part in parts if isinstance(part, Span)]


def is_mark(part: Part, marks: str) -> bool:
    """Whether the part is one of the punctuation marks."""
    return isinstance(part, Span) and part.kind == MARK and part.text[:1] in marks
