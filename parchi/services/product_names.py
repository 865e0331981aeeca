"""A product's name: which of several products a customer's words point at."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import TypeVar

from parchi.domain.basket import Wish
from parchi.domain.catalogue import Item, ItemWord, Product
from parchi.domain.naming import is_same_brand
from parchi.language.normaliser import normalise
from parchi.language.spelling import spelling_key

T = TypeVar("T")
_WORD = re.compile(r"[0-9]+|[a-z']+|[\u0900-\u097f]+")


@lru_cache(maxsize=16384)
def name_keys(text: str) -> frozenset[str]:
    """The spelling keys of the words of a name, in whatever script."""
    words: list[str] = _WORD.findall(normalise(text).lower())
    return frozenset(word if word.isdigit() else spelling_key(word.replace("'", "")) for word in words)


def is_called(said: str, words: Mapping[str, Sequence[ItemWord]]) -> bool:
    """Whether what was said is really a word for one of these items, and not only like one that is; words by item."""
    keys = name_keys(said)
    return any(keys & name_keys(each.word) for of_item in words.values() for each in of_item)


def generic_keys(item: Item | None) -> frozenset[str]:
    """The keys of an item's own names: they fit all of its products."""
    if item is None:
        return frozenset()
    return name_keys(item.english) | name_keys(item.hindi) | name_keys(item.item.replace("-", " "))


def is_item_named(item: Item, keys: frozenset[str]) -> bool:
    """Whether the keys of a text have all words of the item's English or Hindi name."""
    return any(name and name <= keys for name in (name_keys(item.english), name_keys(item.hindi)))


def is_plain(product: Product, generic: frozenset[str]) -> bool:
    """Whether a loose product is just the item, by its name: "Tomato", and not "Cherry Tomato"."""
    name = {key.removesuffix("s") for key in name_keys(product.name)}
    return product.is_loose and name <= {key.removesuffix("s") for key in generic}


def is_of_brand(product: Product, brand: str) -> bool:
    """Whether a product is of a brand; a line of products counts as one ("Good Day" of Britannia)."""
    if is_same_brand(product.brand, brand):
        return True
    return bool(name_keys(brand)) and product.brand is not None and name_keys(brand) <= name_keys(product.name)


def narrowed_by_words(
    wish: Wish, options: Sequence[T], generic: frozenset[str], product: Callable[[T], Product]
) -> list[T]:
    """Those whose names have most of the customer's words; all where the words do not tell them apart."""
    said = name_keys(wish.words) - generic - name_keys(wish.brand or "")
    return best_named(said, options, lambda option: product(option).name)


def best_named(said: frozenset[str], options: Sequence[T], name: Callable[[T], str]) -> list[T]:
    """Those whose names have most of these keys; all where none has any."""
    if not said:
        return list(options)
    scores = [len(said & name_keys(name(option))) for option in options]
    most = max(scores, default=0)
    return [option for option, score in zip(options, scores, strict=True) if score == most]
