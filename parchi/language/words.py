"""A word of a message: the function word that it is or is a slip of, and the steps that it may be in names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from typing import NamedTuple

from rapidfuzz.distance import OSA

from parchi.language.phrases import Edges
from parchi.language.senses import Senses
from parchi.language.spelling import spelling_key
from parchi.language.stems import stems
from parchi.language.tokens import WORD, Token
from parchi.language.vocabulary import Vocabulary

REMEMBERED = 50_000
"""Words whose reading is kept, so that memory is bounded whatever people write."""
FUZZY = 1.0
"""What guessing a word costs on top of its distance: any known spelling comes before any guess."""


class Word(NamedTuple):
    """A token as the lexicon sees it."""

    steps: Edges
    """What it may be in names."""
    function: str
    """The function word that it is, or is a slip of; else itself."""
    is_known: bool = True
    """Whether it is written exactly as a listed word."""
    may_be_half: bool = False
    """Whether it may be half of a word: no function word is."""


class Heard(NamedTuple):
    """The words of a message, each of their sides in the order said."""

    steps: Sequence[Edges]
    functions: Sequence[str]
    is_known: Sequence[bool]
    may_be_half: Sequence[bool]

    def may_name(self) -> list[bool]:
        """Whether a name may begin at a word: where all are known, none does at a word without steps."""
        if not all(self.is_known):
            return [True] * len(self.steps)
        return [bool(steps) or half for steps, half in zip(self.steps, self.may_be_half, strict=True)]


class Words:
    """Reads tokens by what the shop's names and the languages' function words are called."""

    def __init__(
        self, heard: Mapping[str, Set[str]], printed: Set[str], senses: Senses, vocabulary: Vocabulary
    ) -> None:
        """`heard` are the words of names by spelling key; `printed` stand on packs and are nothing by themselves."""
        self._heard = heard
        self._printed = printed
        self._senses = senses
        self._vocabulary = vocabulary
        self._read: dict[str, Word] = {}

    def hear(self, tokens: Sequence[Token]) -> Heard:
        """The tokens as words; no text is a word in one message and a number or a mark in another."""
        read = self._read
        words = [read.get(token.text) or self._word(token) for token in tokens]
        return Heard(*zip(*words, strict=True)) if words else Heard((), (), (), ())

    def _word(self, token: Token) -> Word:
        word = self._of_text(token.text) if token.kind == WORD else Word(((token.text, 0.0),), token.text)
        if len(self._read) < REMEMBERED:
            self._read[token.text] = word
        return word

    def _of_text(self, text: str) -> Word:
        key = spelling_key(text)
        is_function = text in self._senses.words()
        steps = [(key, 0.0)] if self._may_name(text, text, key) else []
        for stem, cost in stems(text, self._senses.plurals):
            other = spelling_key(stem)
            if self._may_name(text, stem, other) and all(other != step for step, _ in steps):
                steps.append((other, cost))
        function = text
        if not is_function:
            if not steps:
                function = self._same_sound(text, key)
            if not steps and function == text:
                function, guessed = self._guess(text)
                steps.extend(guessed)
        if text in self._printed and all(key != step for step, _ in steps):
            steps.append((key, 0.0))
        is_known = is_function or text in self._heard.get(key, ()) or text in self._senses.ordinary
        return Word(tuple(steps), function, is_known, not is_function)

    def _may_name(self, text: str, stem: str, key: str) -> bool:
        """Whether a word may be one of a name: an everyday word only as it is listed, not by its sound alone."""
        heard = self._heard.get(key, ())
        return bool(heard) and (text not in self._senses.ordinary or stem in heard)

    def _same_sound(self, text: str, key: str) -> str:
        """The function word that sounds the same, if it looks alike too."""
        function = self._senses.by_key.get(key, text)
        return function if OSA.distance(text, function) <= 1 + len(text) // 6 else text

    def _guess(self, text: str) -> tuple[str, list[tuple[str, float]]]:
        """The nearest function word if it is nearest of all, and the nearest steps of names."""
        near = self._vocabulary.near(text)
        if not near:
            return text, []
        is_function = near[0].word in self._senses.words() and spelling_key(near[0].word) not in self._heard
        if text in self._senses.ordinary:
            return near[0].word if is_function and self._is_filler(near[0].word) else text, []
        if is_function and FUZZY * near[0].distance <= 1.0:
            return near[0].word, []
        steps: dict[str, float] = {}
        for guess in near[:8]:
            key = spelling_key(guess.word)
            if key in self._heard and guess.word in self._heard[key]:
                steps.setdefault(key, FUZZY + guess.distance)
        return text, list(steps.items())

    def _is_filler(self, word: str) -> bool:
        return all(sense.kind == "filler" for sense in self._senses.book.exact([word]))
