"""The lexicon: what customers call the items and brands of the shop."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from parchi.language.closest import Closest
from parchi.language.names import BRAND as BRAND
from parchi.language.names import ITEM as ITEM
from parchi.language.names import OUTSIDE as OUTSIDE
from parchi.language.names import Item as Item
from parchi.language.names import Match as Match
from parchi.language.names import Name as Name
from parchi.language.names import ShopWords as ShopWords
from parchi.language.names import (
    brand_names,
    decided,
    item_names,
    made_by_brands,
    printed_names,
    rows_of,
    settled,
)
from parchi.language.phrases import PhraseBook, Ways
from parchi.language.senses import Senses
from parchi.language.spelling import spelling_key
from parchi.language.tokens import NUMBER, WORD, Token, tokenise
from parchi.language.vocabulary import Vocabulary
from parchi.language.words import FUZZY, REMEMBERED, Heard, Words

_CONTAINERS = frozenset({"packet", "bottle", "box", "bunch", "pouch", "jar", "tin", "tray", "can", "carton"})
_LONGEST = 5
"""Words of the longest name that is still looked for as a whole."""
_SHORTEST_WHOLE = 6
_AMOUNT_KINDS = frozenset({"number", "unit", "quarter", "more", "less", "half_more", "and", "negation"})

_Reached = tuple[int, Ways[Name]]
"""Where a name ends, and the names it may be with their costs, cheapest first."""


class Lexicon:
    """Names by spelling key, function words by spelling, guesses for the rest."""

    def __init__(self, items: Sequence[Item], names: Sequence[Name], senses: Senses) -> None:
        self.items = {item.item: item for item in items}
        self.counted: frozenset[str | None] = frozenset(item.item for item in items if item.measure == "count")
        """The items that are sold by number."""
        self.senses = senses
        self.makes: dict[str, set[str]] = defaultdict(set)
        """The items that brands are listed with."""
        self._names: PhraseBook[Name] = PhraseBook()
        self._heard: dict[str, set[str]] = defaultdict(set)
        self._whole_names: dict[str, list[Name]] = defaultdict(list)
        self._listed = {(name.words, name.item) for name in names}
        self._listed_words = {name.words for name in names}
        self._listed_items = {name.words for name in names if name.kind == ITEM and " " not in name.words}
        for name in names:
            self._add(name)
        self._decided: dict[tuple[str, str], Match | None] = {}
        """Names met before by what was written and how it was found."""
        self._printed: set[str] = set()
        """Words that stand on packs: steps of the names printed there, and nothing by themselves."""
        self._wholes = Vocabulary(self._whole_names)
        self._vocabulary = Vocabulary([*(w for heard in self._heard.values() for w in heard), *senses.words()])
        self._words = Words(self._heard, self._printed, senses, self._vocabulary)
        self._closest = Closest(self._names, self._vocabulary, ())

    @classmethod
    def load(cls, folder: Path, lexicon: Path | None = None, own: ShopWords | None = None) -> Lexicon:
        """Read items.csv, words.csv and brands.csv of `folder`, and the function words beside it (data/lexicon).

        `own` is what the shop at hand calls its things, where it was loaded from a folder of its own.
        """
        own = own or ShopWords()
        senses = Senses.load(lexicon or folder.parent / "lexicon")
        items = [*(Item(**row) for row in rows_of(folder / "items.csv")), *own.items]
        names = [*item_names(folder / "words.csv", own.words), *brand_names(folder / "brands.csv")]
        names += own.brand_names(names)
        names += [Name(OUTSIDE, words) for words in senses.outside]
        found = cls(items, names, senses)
        made = [*made_by_brands(folder / "products.csv"), *own.made]
        for each in made:
            found.makes[each.brand].add(each.item)
        found._print(printed_names(made))
        found._closest = Closest(found._names, found._vocabulary, made)
        return found

    def hear(self, tokens: Sequence[Token]) -> Heard:
        """The tokens as words that may be steps of names."""
        return self._words.hear(tokens)

    def match(self, tokens: Sequence[Token], heard: Heard, begin: int) -> Match | None:
        """The longest name that begins at a token."""
        found = self._names.longest(heard.steps, begin) if heard.steps[begin] else None
        how = "listed"
        if heard.may_be_half[begin] and (found is None or found[0] == begin + 1):
            joined = self._joined(tokens, heard, begin)
            found, how = (joined, "joined") if joined else (found, how)
        if not all(heard.is_known[begin : begin + _LONGEST]):
            misspelt = self._misspelt(tokens, heard, begin, found[0] if found else begin)
            found, how = (misspelt, "misspelt") if misspelt else (found, how)
        if found is None:
            return None
        end, ways = found
        if end > begin + 1 and self._is_item_and_words(tokens, begin, end):
            end, ways = begin + 1, [(0.0, self._names.exact([_step(tokens[begin])]))]
        written = tokens[begin].text if end == begin + 1 else " ".join([token.text for token in tokens[begin:end]])
        if (written, how) in self._decided:
            return self._decided[written, how]
        match = self._decide(written, end - begin, ways)
        if len(self._decided) < REMEMBERED:
            self._decided[written, how] = match
        return match

    def _is_item_and_words(self, tokens: Sequence[Token], begin: int, end: int) -> bool:
        """`gud de` is jaggery and "give", though it sounds like Good Day."""
        first, rest = tokens[begin].text, tokens[begin + 1 : end]
        if first not in self._listed_items or not all(self.senses.book.exact([token.text]) for token in rest):
            return False
        return " ".join([token.text for token in tokens[begin:end]]) not in self._listed_words

    def _decide(self, written: str, length: int, ways: Ways[Name]) -> Match | None:
        match = decided([settled(names, written, length, cost) for cost, names in ways], written)
        is_everyday = len(written) > 3 and written in self.senses.ordinary and written not in self.senses.heads
        # "card" is a word of "sim card" and not curd, whose name in Devanagari sounds alike.
        return None if match.cost == 0 and not match.is_listed and is_everyday else match

    def turned(self, kind: str, head: str) -> Name | None:
        """The name that is listed the other way round: "sabun kapde ka" is "kapde ka sabun"."""
        tails = [spelling_key(word) for word in head.split()]
        for joint in (*self.senses.joints, ""):
            path = [spelling_key(kind), *([spelling_key(joint)] if joint else []), *tails]
            for name in self._names.exact(path):
                return name
        return None

    def closest(self, text: str, limit: int = 3) -> tuple[str, ...]:
        """The items whose names come nearest to unknown words, for a question back."""
        return self._closest.items(text, limit)

    def category(self, item: str | None) -> str:
        """The category of an item; empty for none."""
        return self.items[item].category if item in self.items else ""

    def measure(self, item: str | None) -> str:
        """How an item is measured: weight, volume, count or bunch; empty for none."""
        return self.items[item].measure if item in self.items else ""

    def _add(self, name: Name) -> None:
        tokens = tokenise(name.words)
        path = [_step(token) for token in tokens]
        if not path or (name.kind != OUTSIDE and self._says_amount(name, tokens)):
            return
        self._names.add(path, name)
        for token in tokens:
            if token.kind == WORD:
                self._heard[spelling_key(token.text)].add(token.text)
        if len(tokens) > 1 and all(token.kind == WORD for token in tokens):
            together = "".join(token.text for token in tokens)
            self._whole_names[together].append(name)
            if len(together) > 5:
                self._names.add([spelling_key(together)], name)
                self._heard[spelling_key(together)].add(together)
        if name.brand and name.item:
            self.makes[name.brand].add(name.item)

    def _print(self, names: Iterable[Name]) -> None:
        """Take in names as printed on packs, where nobody has listed them."""
        for name in names:
            tokens = self._without_amount(tokenise(name.words))
            path = [_step(token) for token in tokens]
            if len(tokens) > 1 and not self._names.exact(path):
                self._names.add(path, name._replace(words=" ".join(token.text for token in tokens)))
                self._printed.update(token.text for token in tokens)

    def _without_amount(self, tokens: Sequence[Token]) -> Sequence[Token]:
        """`Nan Pro 1` may be one Nan Pro, and `Sprite Can` a can of Sprite: amounts are read apart."""
        while tokens and (tokens[-1].kind == NUMBER or self._is_amount(tokens[-1].text)):
            tokens = tokens[:-1]
        return tokens

    def _says_amount(self, name: Name, tokens: Sequence[Token]) -> bool:
        """Whether a listed name holds a container or a count ("dahi ka dabba"): the amounts are read apart."""
        if len(tokens) < 2:
            return False
        last = self.senses.book.exact([tokens[-1].text])
        link = self.senses.book.exact([tokens[-2].text])
        is_linked = any(sense.kind == "unit" for sense in last) and any(sense.kind == "link" for sense in link)
        ends_in_unit = is_linked and " ".join(token.text for token in tokens[:-2]) in self._listed_words
        if any(sense.unit in _CONTAINERS for sense in last):
            rest = name.words.rsplit(" ", 1)[0]
            ends_in_unit = ends_in_unit or (rest, name.item) in self._listed
        return ends_in_unit or (tokens[-1].kind == NUMBER and len(tokens[-1].text) < 3)

    def _misspelt(self, tokens: Sequence[Token], heard: Heard, begin: int, reached: int) -> _Reached | None:
        """A name of several words that is nearest as a whole, where one of its words is no known one."""
        for end in range(min(begin + _LONGEST, len(tokens)), max(reached, begin + 1), -1):
            if all(heard.is_known[begin:end]) or any(token.kind != WORD for token in tokens[begin:end]):
                continue
            if any(heard.is_known[at] and self._is_amount(heard.functions[at]) for at in range(begin, end)):
                continue
            ways = self._near_whole("".join(token.text for token in tokens[begin:end]))
            if ways:
                return end, ways
        return None

    def _near_whole(self, together: str) -> Ways[Name]:
        if len(together) < _SHORTEST_WHOLE:
            return []
        near = self._wholes.near(together)
        return [(FUZZY + guess.distance, tuple(self._whole_names[guess.word])) for guess in near[:6]]

    def _is_amount(self, word: str) -> bool:
        return any(sense.kind in _AMOUNT_KINDS for sense in self.senses.book.exact([word]))

    def _joined(self, tokens: Sequence[Token], heard: Heard, begin: int) -> _Reached | None:
        """A name that is one word in the lexicon and two in the message: "sabu dana"."""
        if begin + 1 >= len(tokens) or not heard.may_be_half[begin + 1]:
            return None
        first, second = tokens[begin], tokens[begin + 1]
        together = first.text + second.text
        if len(together) < 6 or second.start - first.end > 1:
            return None
        names = self._names.exact([spelling_key(together)])
        return (begin + 2, [(0.1, names)]) if names else None


def _step(token: Token) -> str:
    return spelling_key(token.text) if token.kind == WORD else token.text
