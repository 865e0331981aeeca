"""A thing: what one line of a message is about, with what is said of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from parchi.language.amounts import Amount
from parchi.language.spans import Span
from parchi.language.tokens import MARK


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
    is_ordinary: bool = False
    """Whether nobody sells it: an everyday word that only stands beside an amount."""
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
    """What a cue word near it asks for: add, remove, change or ask."""

    @property
    def is_long(self) -> bool:
        """Whether it has several words."""
        return self.last - self.first > 1

    def copy(self, amounts: list[Amount]) -> Thing:
        """The same thing with other amounts; written out, as every reading copies its things."""
        return Thing(
            self.first, self.last, self.start, self.end, self.item, self.brand, self.candidates, self.note, self.number,
            self.is_known, self.is_ordinary, self.is_listed, self.is_sure, self.is_pointer, self.text, amounts,
            self.is_filler, self.is_bare_brand, self.is_choice, self.is_retracted, self.is_purpose, self.is_reason,
            self.act,
        )  # fmt: skip

    def grow(self, span: Span, index: int) -> None:
        """Take one more span's words in."""
        self.last = index + 1
        self.end = span.end


Part = Thing | Amount | Span


def is_mark(part: Part, marks: str) -> bool:
    """Whether the part is one of the punctuation marks."""
    return isinstance(part, Span) and part.kind == MARK and part.text[:1] in marks
