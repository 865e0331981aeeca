"""A token: one word, number or mark of a message, and where it stands in the text as written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from parchi.language.normaliser import Normalised, normalise_with_origins
from parchi.language.tables import rows_of_all

WORD = "word"
NUMBER = "number"
MARK = "mark"
BREAK = "break"
BULLET = "bullet"
LIST_NUMBER = "list_number"
MOOD = "☺"
"""The text of any pictograph between words."""


class Token(NamedTuple):
    """`text` is normalised and lower-cased; `start` and `end` are offsets in the text as written."""

    text: str
    start: int
    end: int
    kind: str


_PATTERN = re.compile(
    r"(?P<number>\d{1,3}(?:,\d{2,3})*,\d{3}(?!\d)|\d+/\d+|\d+\.\d+|\.\d+(?!\d*\.)|\d+)"
    r"|(?P<word>[^\W\d_\u0900-\u097f]+(?:'[^\W\d_\u0900-\u097f]+)*|[\u0900-\u0963\u0971-\u097f]+)"
    r"|(?P<break>\n)"
    r"|(?P<mark>\.{2,}|[^\s\w])"
)
_FRACTION = re.compile(r"(\d+)/(\d+)$")
_ARROWS, _PICTOGRAPHS = 0x2190, 0x1F000
"""From here on Unicode has signs and no letters; and those that say a mood or show a thing."""
_INSIDE_WORDS = frozenset("-'_")
_BULLETS = frozenset("-*•·▪●○►>+→✓✔☑~")
_LIST_NUMBER = re.compile(r"[ ]*\(?(\d{1,2})[ ]?([.):\]-])(?!\d)[ ]*(?=\S)")
_OPENING_NUMBER = re.compile(r"^[ ]*\(?\d", re.MULTILINE)
_INLINE_NUMBER = re.compile(r"(?<![\d.\w])\(?(\d{1,2})[.)](?!\d)[ ]*(?=[^\W\d])")
_BELOW_ZERO = re.compile(r"-\d+(?![\d./])(?=[^\n]*$)")
"""One line that begins with "-3" asks for less than nothing; in a list of lines the dash is a bullet."""
_BARE_NUMBER = re.compile(r"[ ]*(\d{1,2})[ ]+(?=[^\W\d])")


def tokenise(text: str) -> list[Token]:
    """The tokens of a message; of emoji those between two words, where they end a sentence as often as not."""
    normalised = normalise_with_origins(text)
    plain = normalised.text
    lowered = plain.lower() if normalised.origins is None else ""
    is_as_written = len(lowered) == len(plain)
    listed = _list_numbers(plain)
    tokens: list[Token] = []
    position = 0
    while match := _PATTERN.search(plain, position):
        begin, position = match.span()
        kind = match.lastgroup or MARK
        if kind == WORD:
            if begin and plain[begin - 1].isdigit() and (glued := _glued().match(match[0])):
                position = begin + glued.end()
        elif begin in listed:
            kind, position = LIST_NUMBER, listed[begin]
        elif kind == NUMBER:
            fraction = _FRACTION.match(match[0])
            if fraction and not 0 < int(fraction[1]) < int(fraction[2]) <= 10:
                position = begin + len(fraction[1])
        elif kind == MARK:
            if _is_left_out(plain, begin, position) and not _parts_words(plain, begin, position, tokens):
                continue
            if match[0] in _BULLETS and _opens_line(plain, begin):
                below_zero = _BELOW_ZERO.match(plain)
                kind, position = (NUMBER, below_zero.end()) if below_zero else (BULLET, position)
        if is_as_written:
            text, start, end = lowered[begin:position], begin, position
        else:
            text = plain[begin:position].lower()
            start, end = _place(normalised, begin, position, kind)
        tokens.append(Token(MOOD if ord(text[0]) > _PICTOGRAPHS else _plain(text, kind), start, end, kind))
    return tokens


@lru_cache(maxsize=1)
def _glued() -> re.Pattern[str]:
    """A unit between a number and the thing, all in one: "2kgpyaz"; the words are those of glued.csv.

    Never the beginning of a longer unit: "2gram" is no g; but "2kgsugar" is sugar. Of "kg" and "kgs" the shorter.
    """
    words = {word for row in rows_of_all("glued.csv") for word in row["words"].split(";")}
    one = sorted(words - {f"{word}s" for word in words}, key=lambda word: (-len(word), word))
    longer = {word: [each[len(word) :] for each in one if each != word and each.startswith(word)] for word in one}
    units = (word + "".join(f"(?!{rest})" if rest[1:] else rf"(?!{rest}s?\b)" for rest in longer[word]) for word in one)
    plural = "s??" if words - set(one) else ""
    return re.compile(rf"(?:{'|'.join(units)}){plural}(?=[^\W\d_]{{3}}|[\u0904-\u0939][\u0900-\u097f])", re.IGNORECASE)


def _plain(text: str, kind: str) -> str:
    if kind == WORD:
        return text.replace("'", "")
    if kind == NUMBER:
        return text.replace(",", "")
    return text.strip() if kind == LIST_NUMBER else text


def _place(normalised: Normalised, begin: int, end: int, kind: str) -> tuple[int, int]:
    """Where a token stands in the text as written."""
    # A nukta behind the last letter was left out of the normalised text but belongs to the word.
    last = normalised.origin(end - 1) + 1
    return normalised.origin(begin), max(last, normalised.origin(end)) if kind == WORD else last


def _is_left_out(text: str, begin: int, end: int) -> bool:
    """A hyphen inside a word, or a pictograph."""
    mark = text[begin:end]
    if mark in _INSIDE_WORDS and begin and end < len(text):
        return _is_letter(text[begin - 1]) and _is_letter(text[end])
    return ord(mark[0]) > _ARROWS and mark not in _BULLETS


def _parts_words(text: str, begin: int, end: int, before: Sequence[Token]) -> bool:
    """Whether a pictograph stands behind a word and before another or a number."""
    behind = text[end:].lstrip()
    return ord(text[begin]) > _PICTOGRAPHS and bool(before) and before[-1].kind == WORD and behind[:1].isalnum()


def _is_letter(character: str) -> bool:
    return character.isalpha() or "\u0900" <= character <= "\u0963"


def _opens_line(text: str, begin: int) -> bool:
    before = text[:begin].rstrip(" ")
    return (not before or before.endswith("\n")) and begin + 1 < len(text)


def _list_numbers(text: str) -> dict[int, int]:
    """Where numbers of a list begin, with where they end: "1) doodh", "2. bread"."""
    does_open = _OPENING_NUMBER.search(text) is not None
    opening = _numbers_of_lines(text) if does_open else {}
    inside = _numbers_inside(text) if "." in text or ")" in text else {}
    if len(inside) > len(opening):
        return inside
    return opening or (_bare_numbers(text) if does_open else {})


def _numbers_of_lines(text: str) -> dict[int, int]:
    """Numbers with a mark that open lines: any one with a bracket or full stop, with "-" or ":" only in sequence."""
    found: list[tuple[int, int, int, str]] = []
    for begin, line in _lines(text):
        match = _LIST_NUMBER.match(line)
        if match:
            found.append((begin + _indent(line), begin + match.end(), int(match[1]), match[2]))
    in_sequence = len(found) > 1 and [number for *_, number, _ in found] == _counting(found[0][2], len(found))
    return {begin: end for begin, end, _, mark in found if in_sequence or mark in ".)]"}


def _numbers_inside(text: str) -> dict[int, int]:
    """A list written in one line: "1. doodh 2. bread 3. anda"."""
    matches = list(_INLINE_NUMBER.finditer(text))
    if len(matches) < 2 or [int(match[1]) for match in matches] != _counting(1, len(matches)):
        return {}
    return {match.start(): match.end() for match in matches}


def _bare_numbers(text: str) -> dict[int, int]:
    """Numbers that only count the lines: every line opens with the next one and most say an amount besides."""
    matches = [(begin, _BARE_NUMBER.match(line), line) for begin, line in _lines(text)]
    numbered = [(begin, match, line) for begin, match, line in matches if match]
    if len(numbered) < 3 or len(numbered) < len(matches) - 1:
        return {}
    if [int(match[1]) for _, match, _ in numbered] != _counting(1, len(numbered)):
        return {}
    with_amount = sum(any(letter.isdigit() for letter in line[match.end() :]) for _, match, line in numbered)
    if 3 * with_amount < 2 * len(numbered):
        return {}
    return {begin + _indent(line): begin + match.end() for begin, match, line in numbered}


def _lines(text: str) -> list[tuple[int, str]]:
    """The lines that say something, with where they begin."""
    lines, begin = [], 0
    for line in text.split("\n"):
        if line.strip():
            lines.append((begin, line))
        begin += len(line) + 1
    return lines


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _counting(first: int, length: int) -> list[int]:
    return list(range(first, first + length))
