"""The closest items: what unknown words may have meant, for a question back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from parchi.language.names import Made, Name
from parchi.language.phrases import PhraseBook
from parchi.language.product_index import ProductIndex
from parchi.language.spelling import spelling_key
from parchi.language.tokens import NUMBER, tokenise
from parchi.language.vocabulary import Near, Vocabulary

MOST_WORDS = 0.6
"""The share of the words' weight that a product must have to be meant by them."""


class Closest:
    """Looks among the names of items and brands, and among the names printed on packs."""

    def __init__(self, names: PhraseBook[Name], vocabulary: Vocabulary, made: Sequence[Made]) -> None:
        self._names = names
        self._vocabulary = vocabulary
        self._made = made
        self._products = ProductIndex(f"{each.brand} {each.name}" for each in made)
        self.items = lru_cache(maxsize=4096)(self._items)
        """(text, limit) → the items whose names come nearest, printed ones first."""

    def _items(self, text: str, limit: int) -> tuple[str, ...]:
        heard = sorted((near.distance, item) for near in self._heard_in(text) for item in self._items_of(near.word))
        return tuple(dict.fromkeys([*self._printed_like(text, limit), *(item for _, item in heard)]))[:limit]

    def _printed_like(self, text: str, limit: int) -> list[str]:
        """The items of the products whose printed names have most of the words, in any spelling."""
        found = self._products.find(text, limit)
        return [self._made[each.product].item for each in found if each.share >= MOST_WORDS]

    def _heard_in(self, text: str) -> Iterator[Near]:
        """The words themselves and the known ones near to them."""
        for token in tokenise(text):
            if token.kind != NUMBER:
                yield Near(token.text, 0.0)
                yield from self._vocabulary.near(token.text)

    def _items_of(self, word: str) -> Iterator[str]:
        for name in self._names.exact([spelling_key(word)]):
            yield from filter(None, (name.item, *name.candidates))
