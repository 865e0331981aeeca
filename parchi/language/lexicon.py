"""The lexicon: what customers call the items and brands of the shop."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz.distance import OSA

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
from parchi.language.phrases import PhraseBook
from parchi.language.senses import Sense, Senses
from parchi.language.spelling import spelling_key
from parchi.language.stems import stems
from parchi.language.tokens import NUMBER, WORD, Token, tokenise
from parchi.language.vocabulary import Vocabulary

REMEMBERED = 50_000
"""Words whose reading is kept, so that memory is bounded whatever people write."""
_FUZZY = 1.0
"""What guessing a word costs on top of its distance: any known spelling comes before any guess."""
_CONTAINERS = frozenset({"packet", "bottle", "box", "bunch", "pouch", "jar", "tin", "tray", "can", "carton"})
_LONGEST = 5
"""Words of the longest name that is still looked for as a whole."""
_SHORTEST_WHOLE = 6
_AMOUNT_KINDS = frozenset({"number", "unit", "quarter", "more", "less", "half_more", "and", "negation"})


@dataclass(frozen=True)
class Word:
    """A token as the lexicon sees it: the function word it is (or is a slip of), and the steps it may be in names."""

    function: str
    steps: tuple[tuple[str, float], ...]
    is_known: bool = True
    """Whether it is written exactly as a listed word."""


@dataclass(frozen=True)
class Heard:
    """A message as the lexicon hears it: for every token the steps it may be in names, and its function word."""

    steps: list[tuple[tuple[str, float], ...]]
    functions: list[str]
    is_known: list[bool]


Ways = tuple[int, list[tuple[float, list[Name]]]]
"""Where a name ends, and the names it may be with their costs, cheapest first."""


class Lexicon:
    """Names by spelling key, function words by spelling, guesses for the rest."""

    def __init__(self, items: Sequence[Item], names: Sequence[Name], senses: Senses) -> None:
        self.items = {item.item: item for item in items}
        self.senses = senses
        self.makes: dict[str, set[str]] = defaultdict(set)
        """The items that brands are listed with."""
        self._names: PhraseBook[Name] = PhraseBook()
        self._heard: dict[str, set[str]] = defaultdict(set)
        self._whole_names: dict[str, list[Name]] = defaultdict(list)
        self._listed = {(name.words, name.item) for name in names}
        self._listed_words = {name.words for name in names}
        for name in names:
            self._add(name)
        self._words: dict[str, Word] = {}
        self._decided: dict[tuple[str, str], Match] = {}
        """Names met before by what was written and how it was found; where they end is another matter each time."""
        self._printed: set[str] = set()
        """Words that stand on packs: steps of the names printed there, and nothing by themselves."""
        self._wholes = Vocabulary(self._whole_names)
        self._vocabulary = Vocabulary([*(w for heard in self._heard.values() for w in heard), *senses.words()])
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
        """The tokens as steps to walk."""
        words = [self._word(token) for token in tokens]
        return Heard([w.steps for w in words], [w.function for w in words], [w.is_known for w in words])

    def match(self, tokens: Sequence[Token], heard: Heard, begin: int) -> Match | None:
        """The longest name that begins at a token."""
        found = self._names.longest(heard.steps, begin) if heard.steps[begin] else None
        how = "listed"
        if (found is None or found[0] == begin + 1) and (joined := self._joined(tokens, begin)):
            found, how = joined, "joined"
        if not all(heard.is_known[begin : begin + _LONGEST]):
            misspelt = self._misspelt(tokens, heard, begin, found[0] if found else begin)
            found, how = (misspelt, "misspelt") if misspelt else (found, how)
        if found is None:
            return None
        end, ways = found
        written = tokens[begin].text if end == begin + 1 else " ".join([token.text for token in tokens[begin:end]])
        match = self._decided.get((written, how))
        if match is None:
            match = decided([settled(names, written, end, cost) for cost, names in ways], written)
            is_everyday = len(written) > 3 and written in self.senses.ordinary and written not in self.senses.heads
            if match.cost == 0 and not match.is_listed and is_everyday:
                # "card" is a word of "sim card" and not curd, whose name in Devanagari sounds alike.
                return None
            if len(self._decided) < REMEMBERED:
                self._decided[written, how] = match
        return match if match.end == end else match._replace(end=end)

    def function(self, heard: Heard, begin: int) -> tuple[int, tuple[Sense, ...]] | None:
        """The longest function phrase that begins at a token, with its senses."""
        return self.senses.longest(heard.functions, begin)

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
            ends_in_unit = ends_in_unit or (tokens[-1].text != "patta" and (rest, name.item) in self._listed)
        return ends_in_unit or (tokens[-1].kind == NUMBER and len(tokens[-1].text) < 3)

    def _word(self, token: Token) -> Word:
        if token.kind != WORD:
            return Word(token.text, ((token.text, 0.0),))
        word = self._words.get(token.text)
        if word is None:
            word = self._read_word(token.text)
            if len(self._words) < REMEMBERED:
                self._words[token.text] = word
        return word

    def _read_word(self, text: str) -> Word:
        key = spelling_key(text)
        steps = [(key, 0.0)] if self._may_name(text, text, key) else []
        for stem, cost in stems(text):
            other = spelling_key(stem)
            if self._may_name(text, stem, other) and all(other != step for step, _ in steps):
                steps.append((other, cost))
        function = text
        if text not in self.senses.words():
            if not steps:
                function = self._same_sound(text, key)
            if not steps and function == text:
                function, guessed = self._guess(text)
                steps.extend(guessed)
        if text in self._printed and all(key != step for step, _ in steps):
            steps.append((key, 0.0))
        is_known = text in self._heard.get(key, ()) or text in self.senses.words() or text in self.senses.ordinary
        return Word(function, tuple(steps), is_known)

    def _may_name(self, text: str, stem: str, key: str) -> bool:
        """Whether a word may be one of a name: an everyday word only as it is listed, not by its sound alone."""
        heard = self._heard.get(key, ())
        return bool(heard) and (text not in self.senses.ordinary or stem in heard)

    def _same_sound(self, text: str, key: str) -> str:
        """The function word that sounds the same, if it looks alike too."""
        function = self.senses.by_key.get(key, text)
        return function if OSA.distance(text, function) <= 1 + len(text) // 6 else text

    def _guess(self, text: str) -> tuple[str, list[tuple[str, float]]]:
        """The nearest function word if it is nearest of all, and the nearest steps of names."""
        near = self._vocabulary.near(text)
        if not near:
            return text, []
        is_function = near[0].word in self.senses.words() and spelling_key(near[0].word) not in self._heard
        if text in self.senses.ordinary:
            return near[0].word if is_function and self._is_filler(near[0].word) else text, []
        if is_function and _FUZZY * near[0].distance <= 1.0:
            return near[0].word, []
        steps: dict[str, float] = {}
        for guess in near[:8]:
            key = spelling_key(guess.word)
            if key in self._heard and guess.word in self._heard[key]:
                steps.setdefault(key, _FUZZY + guess.distance)
        return text, list(steps.items())

    def _is_filler(self, word: str) -> bool:
        return all(sense.kind == "filler" for sense in self.senses.book.exact([word]))

    def _misspelt(self, tokens: Sequence[Token], heard: Heard, begin: int, reached: int) -> Ways | None:
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

    def _near_whole(self, together: str) -> list[tuple[float, list[Name]]]:
        if len(together) < _SHORTEST_WHOLE:
            return []
        near = self._wholes.near(together)
        return [(_FUZZY + guess.distance, self._whole_names[guess.word]) for guess in near[:6]]

    def _is_amount(self, word: str) -> bool:
        return any(sense.kind in _AMOUNT_KINDS for sense in self.senses.book.exact([word]))

    def _joined(self, tokens: Sequence[Token], begin: int) -> Ways | None:
        """A name that is one word in the lexicon and two in the message: "sabu dana"."""
        if begin + 1 >= len(tokens):
            return None
        first, second = tokens[begin], tokens[begin + 1]
        functions = self.senses.words()
        if first.kind != WORD or second.kind != WORD or first.text in functions or second.text in functions:
            return None
        together = first.text + second.text
        if len(together) < 6 or second.start - first.end > 1:
            return None
        names = self._names.exact([spelling_key(together)])
        return (begin + 2, [(0.1, names)]) if names else None


def _step(token: Token) -> str:
    return spelling_key(token.text) if token.kind == WORD else token.text
