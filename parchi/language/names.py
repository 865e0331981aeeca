"""A name: what customers call an item or a brand, and which name is meant where several sound alike."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from rapidfuzz.distance import OSA

from parchi.language.tokens import tokenise

ITEM = "item"
BRAND = "brand"
OUTSIDE = "outside"
GUESSED = 1.0
"""What a match costs at least whose words were guessed."""
_SURE = 2.05
_MARGIN = 0.12
"""Two guesses nearer to each other than this are no decision."""


@dataclass(frozen=True)
class Item:
    """A row of data/shop/items.csv."""

    item: str
    english: str
    hindi: str
    category: str
    measure: str


class Name(NamedTuple):
    """What a phrase names: an item, a brand (`item` is what everyone means by it) or a thing outside the shop."""

    kind: str
    words: str
    item: str | None = None
    brand: str | None = None
    candidates: tuple[str, ...] = ()


class Match(NamedTuple):
    """A name found in so many tokens; `cost` 0 is a listed spelling, more is a guess."""

    length: int
    name: Name
    cost: float
    is_listed: bool
    """Whether it is written exactly as listed."""

    @property
    def is_sure(self) -> bool:
        """Whether the words were near enough to act without asking."""
        return self.cost < _SURE


def settled(names: Sequence[Name], written: str, length: int, cost: float) -> Match:
    """One of the names of a path: the one written so, else the nearest, else none with all as candidates."""
    listed = [name for name in names if name.words == written]
    chosen = listed or list(names)
    if not listed and len({(name.item, name.brand) for name in chosen}) > 1:
        distances = [(OSA.distance(written, name.words), name) for name in chosen]
        least = min(distance for distance, _ in distances)
        chosen = [name for distance, name in distances if distance == least]
    brands = [name for name in chosen if name.kind == BRAND]
    chosen = brands or chosen
    if len({(name.item, name.brand) for name in chosen}) == 1:
        return Match(length, chosen[0], cost, bool(listed))
    items = tuple(sorted({name.item for name in chosen if name.item} | {c for name in chosen for c in name.candidates}))
    brand = chosen[0].brand if len({name.brand for name in chosen}) == 1 else None
    kind = BRAND if brand else ITEM
    return Match(length, Name(kind, written, None, brand, items), cost, bool(listed))


def decided(matches: Sequence[Match], written: str) -> Match:
    """The cheapest match; guesses that are as near as each other but mean different items are no decision."""
    best = matches[0]
    if best.cost < GUESSED:
        return best
    rivals = [match for match in matches if match.cost - best.cost < _MARGIN]
    meant = {(match.name.item, match.name.brand if match.name.item is None else None) for match in rivals}
    if len(meant) == 1:
        return best
    items = dict.fromkeys(item for match in rivals for item in (match.name.item, *match.name.candidates) if item)
    return Match(best.length, Name(ITEM, written, None, None, tuple(items)), best.cost + 1.0, False)


def rows_of(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


class Made(NamedTuple):
    """What a brand makes: a product's brand ("" for none), its item and its name as printed, without the pack."""

    brand: str
    item: str
    name: str


def made_by_brands(path: Path) -> list[Made]:
    """The products of the shop; a shop without a list of products has none."""
    return [Made(row["brand"], row["item"], row["name"]) for row in rows_of(path)] if path.exists() else []


def printed_names(made: Iterable[Made]) -> Iterator[Name]:
    """Names of several words as they are printed on packs; one that several items share names none of them."""
    found: dict[str, set[Made]] = defaultdict(set)
    for each in made:
        for words in {_plain(each.name), _plain(f"{each.brand} {each.name}")}:
            if " " in words:
                found[words].add(each)
    for words, sharing in found.items():
        if len({each.item for each in sharing}) == 1:
            brands = {each.brand for each in sharing}
            yield Name(ITEM, words, next(iter(sharing)).item, brands.pop() or None if len(brands) == 1 else None)


@dataclass(frozen=True)
class ShopWords:
    """What a shop of one's own is called by, beside the words that come with Parchi."""

    items: tuple[Item, ...] = ()
    words: tuple[tuple[str, str], ...] = ()
    """(item, word), the usual spelling first."""
    made: tuple[Made, ...] = ()

    def brand_names(self, known: Sequence[Name]) -> list[Name]:
        """Names of brands that nobody knows yet; one that makes a single thing means that thing."""
        heard = {name.brand for name in known if name.brand}
        made: dict[str, list[str]] = defaultdict(list)
        for each in self.made:
            if each.brand and each.brand not in heard and each.item not in made[each.brand]:
                made[each.brand].append(each.item)
        return [
            Name(BRAND, _plain(brand), items[0] if len(items) == 1 else None, brand) for brand, items in made.items()
        ]


def item_names(path: Path, own: Sequence[tuple[str, str]] = ()) -> list[Name]:
    """A word listed for several items names none of them for sure; a shop's own words go before those in the file."""
    items: dict[str, list[str]] = defaultdict(list)
    for item, word in own:
        if item not in items[_plain(word)]:
            items[_plain(word)].append(item)
    settled_by_shop = frozenset(items)
    for row in rows_of(path):
        words = _plain(row["word"])
        if words not in settled_by_shop and row["item"] not in items[words]:
            items[words].append(row["item"])
    return [
        Name(ITEM, words, named[0]) if len(named) == 1 else Name(ITEM, words, None, None, tuple(named))
        for words, named in items.items()
    ]


def brand_names(path: Path) -> list[Name]:
    if not path.exists():
        return []
    return [Name(BRAND, _plain(row["word"]), row["item"] or None, row["brand"]) for row in rows_of(path)]


def _plain(word: str) -> str:
    return " ".join(token.text for token in tokenise(word))
