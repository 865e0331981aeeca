"""A spelling key: where Devanagari and every usual romanisation of a word meet."""

from __future__ import annotations

import re
from functools import lru_cache

_LETTERS = {
    "क": "k", "ख": "kh", "ग": "g", "घ": "gh", "ङ": "n", "च": "ch", "छ": "ch", "ज": "j", "झ": "jh", "ञ": "n",
    "ट": "t", "ठ": "th", "ड": "d", "ढ": "dh", "ण": "n", "त": "t", "थ": "th", "द": "d", "ध": "dh", "न": "n",
    "प": "p", "फ": "ph", "ब": "b", "भ": "bh", "म": "m", "य": "y", "र": "r", "ल": "l", "ळ": "l", "व": "v",
    "श": "sh", "ष": "sh", "स": "s", "ह": "h",
}  # fmt: skip
_VOWELS = {
    "अ": "a", "आ": "aa", "इ": "i", "ई": "ee", "उ": "u", "ऊ": "oo", "ऋ": "ri", "ए": "e", "ऐ": "ai", "ओ": "o",
    "औ": "au", "ऑ": "o", "ऍ": "e", "ऎ": "e", "ऒ": "o",
}  # fmt: skip
_SIGNS = {
    "ा": "aa", "ि": "i", "ी": "ee", "ु": "u", "ू": "oo", "ृ": "ri", "े": "e", "ै": "ai", "ो": "o", "ौ": "au",
    "ॉ": "o", "ॅ": "e", "ॆ": "e", "ॊ": "o",
}  # fmt: skip
_VIRAMA, _ANUSVARA, _VISARGA = "्", "ं", "ः"
_NASAL = "N"
_DEVANAGARI = re.compile("[\u0900-\u097f]")
_VOWEL_LETTERS = "aeiou"

_FOLDS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), by)
    for pattern, by in (
        (r"[^a-z]", ""),
        (r"x", "ks"),
        (r"q", "k"),
        (r"ph", "f"),
        (r"w", "v"),
        (r"t?ch+", "C"),
        (r"ck", "k"),
        (r"sc(?=[eiy])", "s"),
        (r"c(?=[eiy])", "s"),
        (r"c", "k"),
        (r"C", "c"),
        (r"sh", "s"),
        (r"z", "j"),
        (r"(?<=[bcdfgjklmnprstv])h+", ""),
        (r"h+(?=[bcdfgjklmnprstv])", ""),
        (r"(?<=.)h+$", ""),
        (r"aa+", "a"),
        (r"ee+|ii+", "i"),
        (r"oo+|uu+|ou", "u"),
        (r"iy(?=[aeiou])", "i"),
        (r"(?<=[bcdfghjklmnprstv])y", "i"),
        (r"a[iy](?![aou])|e[iy](?![aou])", "e"),
        (r"a[u]|av(?=[bcdfgjklmnprst])", "o"),
        (r"n(?=[pbf])|(?<=[aeiou])m(?=[bcdfgjkprst])", "n"),
        (r"(.)\1+", r"\1"),
    )
)


@lru_cache(maxsize=65536)
def spelling_key(word: str) -> str:
    """The key of one normalised word: aata, atta, ata and आटा have the same."""
    latin = _romanised(word) if _DEVANAGARI.search(word) else word.lower()
    key = latin
    for pattern, by in _FOLDS:
        key = pattern.sub(by, key)
    return key or word


@lru_cache(maxsize=65536)
def skeleton(word: str) -> str:
    """The key without its vowels, for shorthand: "nmk" is namak."""
    key = spelling_key(word)
    return key[:1] + "".join(letter for letter in key[1:] if letter not in _VOWEL_LETTERS)


def is_devanagari(word: str) -> bool:
    """Whether the word is written in Devanagari."""
    return _DEVANAGARI.search(word) is not None


def _romanised(word: str) -> str:
    """Devanagari in Latin letters as it is spoken: the unwritten vowel drops out where nobody says it."""
    sounds = _sounds(word)
    for index in range(len(sounds) - 1, -1, -1):
        consonant, vowel = sounds[index]
        if vowel != "A":
            continue
        is_last = index == len(sounds) - 1
        spoken_before = index > 0 and (sounds[index - 1][1] != "" or sounds[index - 1][0] == _NASAL)
        spoken_after = not is_last and sounds[index + 1][0] != "" and sounds[index + 1][1] != ""
        if consonant and index and (is_last or (spoken_before and spoken_after)):
            sounds[index] = (consonant, "")
    return "".join(consonant.lower() + ("a" if vowel == "A" else vowel) for consonant, vowel in sounds)


def _sounds(word: str) -> list[tuple[str, str]]:
    """Consonant and vowel of each letter; "A" is the vowel that is not written, "" is none."""
    sounds: list[tuple[str, str]] = []
    for letter in word:
        if letter in _LETTERS:
            sounds.append((_LETTERS[letter], "A"))
        elif letter in _VOWELS:
            sounds.append(("", _VOWELS[letter]))
        elif sounds and letter in _SIGNS:
            sounds[-1] = (sounds[-1][0], _SIGNS[letter])
        elif sounds and letter == _VIRAMA:
            sounds[-1] = (sounds[-1][0], "")
        elif letter == _ANUSVARA:
            sounds.append((_NASAL, ""))
        elif letter == _VISARGA:
            sounds.append(("h", ""))
        elif "a" <= letter <= "z":
            sounds.append((letter, ""))
    return sounds
