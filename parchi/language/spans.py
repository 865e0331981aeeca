"""A span: a stretch of a message and what it is: an item, a brand, a number, a unit, a cue, a filler or unknown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from parchi.language.lexicon import Lexicon, Match, Name
from parchi.language.remembered import Remembered
from parchi.language.senses import Sense
from parchi.language.tokens import BREAK, BULLET, LIST_NUMBER, MARK, NUMBER, Token, tokenise

FUNCTION = "function"
UNKNOWN = "unknown"
_PLAIN = frozenset({BREAK, BULLET, LIST_NUMBER})
MEASURES = ("kg", "g", "l", "ml")
_RUPEE_SIGNS = ("₹", "@")
_OVER_NAMES = frozenset({"unit", "number", "quarter", "times", "link", "of", "and", "negation", "all", "point", "wala"})
"""Senses that win over an item of the same length that is only spelled alike."""


Sign = tuple[str, str, tuple[Sense, ...], Name | None]
"""Kind, text, senses and name: what is told of a span by itself is remembered by these."""

_NO_KINDS = frozenset[str]()
_KINDS: Remembered[tuple[Sense, ...], frozenset[str]] = Remembered(
    lambda senses: frozenset(sense.kind for sense in senses)
)


class Span(NamedTuple):
    """Tokens `first` to `last` (exclusive); `start` and `end` are offsets in the text as written."""

    kind: str
    text: str
    """Normalised and lower-cased."""
    senses: tuple[Sense, ...]
    name: Name | None
    first: int
    last: int
    start: int
    end: int
    kinds: frozenset[str]
    """The kinds of its senses."""
    value: float | None
    """The number that digits say."""
    is_sure: bool

    @property
    def sign(self) -> Sign:
        """What it is, wherever it stands."""
        return self[:4]

    def sense(self, kind: str) -> Sense | None:
        """The sense of this kind, if the span has it."""
        for sense in self.senses:
            if sense.kind == kind:
                return sense
        return None

    def has(self, *kinds: str) -> bool:
        """Whether the span has a sense of one of the kinds."""
        return not self.kinds.isdisjoint(kinds)

    def only(self, *kinds: str) -> Span:
        """The same span with only these senses left."""
        return self.meaning(tuple(sense for sense in self.senses if sense.kind in kinds))

    def without(self, kind: str) -> Span:
        """The same span without the senses of a kind."""
        return self.meaning(tuple(sense for sense in self.senses if sense.kind != kind))

    def meaning(self, senses: tuple[Sense, ...]) -> Span:
        """The same span with other senses."""
        return self._replace(senses=senses, kinds=_KINDS[senses])


def tag(text: str, lexicon: Lexicon) -> list[Span]:
    """The spans of a message, in order, without gaps but for spaces and pictographs."""
    tokens = tokenise(text)
    heard = lexicon.hear(tokens)
    may_name, walk = heard.may_name(), lexicon.senses.book.walk
    spans: list[Span] = []
    at = 0
    while at < len(tokens):
        kind = tokens[at].kind
        if kind in _PLAIN:
            span = _span(kind, tokens, at, at + 1)
        else:
            name = lexicon.match(tokens, heard, at) if may_name[at] else None
            span = _span_at(tokens, at, name, walk(heard.functions, at))
        spans.append(span)
        at = span.last
    return spans


def _span_at(
    tokens: Sequence[Token], at: int, name: Match | None, function: tuple[int, tuple[Sense, ...]] | None
) -> Span:
    token = tokens[at]
    if name is not None:
        end = at + name.length
        if function is None:
            return _span(name.name.kind, tokens, at, end, (), name.name, None, name.is_sure)
        if _wins(name, function, at) and not _counts(tokens, at, function):
            senses = function[1] if function[0] == end else ()
            return _span(name.name.kind, tokens, at, end, senses, name.name, None, name.is_sure)
    if function is not None and token.kind != NUMBER:
        also = name.name if name is not None and at + name.length == function[0] else None
        return _span(FUNCTION, tokens, at, function[0], function[1], also)
    if token.kind == NUMBER:
        return _span(NUMBER, tokens, at, at + 1, (), None, _number(token.text))
    if token.text in _RUPEE_SIGNS:
        return _span(FUNCTION, tokens, at, at + 1, (Sense("unit", 1, "rupee"),))
    return _span(token.kind if token.kind == MARK else UNKNOWN, tokens, at, at + 1)


def _counts(tokens: Sequence[Token], at: int, function: tuple[int, tuple[Sense, ...]]) -> bool:
    """`500 gram dal do` is of dal and not of gram dal: a unit of measure behind digits is that."""
    is_behind_digits = at > 0 and tokens[at - 1].kind == NUMBER
    return is_behind_digits and any(sense.unit in MEASURES for sense in function[1])


def _wins(name: Match, function: tuple[int, tuple[Sense, ...]], at: int) -> bool:
    """Whether a name is meant rather than the function phrase that begins at the same word."""
    if at + name.length != function[0]:
        return at + name.length > function[0]
    if not _KINDS[function[1]].isdisjoint(_OVER_NAMES) and not (name.is_listed and name.length > 1):
        return False
    return name.is_listed


def _span(
    kind: str,
    tokens: Sequence[Token],
    first: int,
    last: int,
    senses: tuple[Sense, ...] = (),
    name: Name | None = None,
    value: float | None = None,
    is_sure: bool = True,
) -> Span:
    begin = tokens[first]
    kinds = _KINDS[senses] if senses else _NO_KINDS
    if last == first + 1:
        return Span(kind, begin.text, senses, name, first, last, begin.start, begin.end, kinds, value, is_sure)
    text = " ".join([token.text for token in tokens[first:last]])
    return Span(kind, text, senses, name, first, last, begin.start, tokens[last - 1].end, kinds, value, is_sure)


def _number(text: str) -> float:
    above, _, below = text.partition("/")
    return float(above) / float(below) if below else float(above)
