"""Naming: names, brands and unknown words side by side become the things they name together."""

from __future__ import annotations

from collections.abc import Sequence

from parchi.language.lexicon import BRAND, ITEM, OUTSIDE, Lexicon, Name
from parchi.language.neighbours import is_thing
from parchi.language.spans import UNKNOWN, Span
from parchi.language.spelling import spelling_key
from parchi.language.things import Thing

_FLAVOURS = ("fruits", "vegetables", "dry-fruits", "spices")


def name_things(spans: Sequence[Span], begin: int, end: int, lexicon: Lexicon) -> list[Thing]:
    """The things that the words from `begin` to `end` name."""
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
        linked = span.has("link", "of", "wala")
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
        is_listed=span.is_sure and (name.words == span.text or _sounds_listed(name.words, span.text)),
        is_sure=span.is_sure,
        text=name.words,
        is_bare_brand=name.kind == BRAND,
        is_filler=span.has("filler", "purpose", "size"),
    )


def _sounds_listed(listed: str, written: str) -> bool:
    """Whether several words are spelled alike, word by word: "phool gobi" is "phool gobhi"."""
    words = written.split()
    return len(words) > 1 and list(map(spelling_key, words)) == list(map(spelling_key, listed.split()))


def _take_unknown(things: list[Thing], span: Span, index: int, lexicon: Lexicon) -> None:
    """Unknown words qualify the thing before them, or begin one that nobody knows."""
    if not things:
        is_ordinary = span.text in lexicon.senses.ordinary
        begun = Thing(index, index + 1, span.start, span.end, is_known=False, is_ordinary=is_ordinary, text=span.text)
        things.append(begun)
        return
    last = things[-1]
    last.grow(span, index)
    last.is_ordinary = last.is_ordinary and span.text in lexicon.senses.ordinary
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
        chosen = _item_of_brand(last, name, lexicon)
        _take(last, span, index, chosen, name)
        return True
    if name.kind == OUTSIDE and last.last == index and (last.is_bare_brand or _is_of_outside(last, lexicon)):
        # "methi khakhra" is no methi, an "apsara eraser" no pencil.
        _take(last, span, index, None, name)
        return True
    if name.kind == ITEM and (last.item or last.candidates):
        merged = _compound(last, span, name, lexicon, linked=linked)
        if merged is not None:
            _take(last, span, index, merged or None, name)
            return True
    return False


def _is_of_outside(thing: Thing, lexicon: Lexicon) -> bool:
    """Whether what stands before a thing that nobody sells here may say of what kind it is."""
    return thing.brand is None and (thing.item is None or _is_flavour(thing, lexicon))


def _take(thing: Thing, span: Span, index: int, item: str | None, name: Name) -> None:
    thing.grow(span, index)
    thing.is_bare_brand = thing.is_bare_brand and name.kind == BRAND
    thing.candidates = () if item else (name.candidates or tuple(filter(None, (thing.item, name.item))))
    thing.item = item
    thing.text = name.words
    thing.is_sure = thing.is_sure and span.is_sure
    thing.is_listed = thing.is_listed and span.is_sure
    thing.is_filler = False


def _name_unknown(thing: Thing, span: Span, index: int, name: Name, lexicon: Lexicon, *, linked: bool) -> bool:
    """`ratlami sev` is sev of a kind; `moringa ka tel` is an oil that nobody listed."""
    thing.grow(span, index)
    thing.is_known, thing.is_ordinary, thing.text = True, False, name.words
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


def _item_of_brand(last: Thing, name: Name, lexicon: Lexicon) -> str | None:
    if name.item is None and last.item and last.item in name.candidates:
        return last.item
    made = lexicon.makes.get(last.brand or "", set())
    if name.item and lexicon.category(name.item) not in map(lexicon.category, made):
        # "johnson ka tel" is the one oil that Johnson's makes, though plain oil is for cooking.
        same = [item for item in made if _has_same_head(lexicon, item, name.item)]
        return same[0] if len(same) == 1 else name.item
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
    is_apart = item_next is not None and not _has_same_head(lexicon, last.item, item_next.item)
    if item_next and is_apart and name.brand and _makes(lexicon, name.brand, name.item, item_next):
        return False
    is_own = name.item is None or name.item == last.item or name.item in last.candidates
    is_own = is_own or _has_same_head(lexicon, last.item, name.item)
    if not is_own and not (last.item and name.brand and last.item in lexicon.makes[name.brand]):
        return False
    last.grow(span, index)
    last.brand = name.brand
    if name.item and last.item and lexicon.category(name.item) != lexicon.category(last.item):
        # "tel parachute" is for the hair.
        last.item = name.item
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
    if last.brand and _is_flavour(_new(span, 0), lexicon) and _has_flavours(last, span, lexicon):
        return last.item
    is_other = (head == "outside" and (linked or _is_flavour(last, lexicon))) or (head == "linked" and linked)
    return "" if is_other and last.item else None


def _is_flavour(thing: Thing, lexicon: Lexicon) -> bool:
    """Whether a name may say what another thing tastes of: "apple juice", "chocolate cake"."""
    return thing.item == "chocolate" or lexicon.category(thing.item) in _FLAVOURS


def _has_flavours(thing: Thing, span: Span, lexicon: Lexicon) -> bool:
    """`Good Day cashew`, `cerelac apple`: such packs name their flavour, in English where the item is not said."""
    heads = lexicon.senses.heads
    if heads.get(thing.text.split()[-1]) == "ours":
        return True
    if thing.item is None or span.name is None or span.name.item is None:
        return False
    kind, flavour = lexicon.items[thing.item], lexicon.items[span.name.item]
    is_english = span.text.rstrip("s") in [word.rstrip("s") for word in flavour.english.lower().split()]
    return is_english and heads.get(kind.english.lower().split()[-1]) == "ours"


def _has_same_head(lexicon: Lexicon, first: str | None, second: str | None) -> bool:
    """`tel sundrop`: sunflower oil and cooking oil are both oils."""
    if first is None or second is None:
        return False
    heads = [lexicon.items[item].english.lower().split()[-1] for item in (first, second)]
    return heads[0] == heads[1]


def _is_kind_of(lexicon: Lexicon, special: str, general: str) -> bool:
    """`chawal basmati`: basmati rice is a kind of rice."""
    words = lexicon.items[special].english.lower().split()
    return special != general and lexicon.items[general].english.lower() in (words[-1], " ".join(words[1:]))
