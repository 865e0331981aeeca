"""Noise: misspelt and differently romanised words of the items, and how often the right item is still found."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from parchi.language.lexicon import Lexicon
from parchi.language.lines import finish_lines, read_lines
from parchi.language.spelling import is_devanagari, spelling_key

_KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_ROMANISATIONS = (
    ("aa", "a"), ("a", "aa"), ("ee", "i"), ("i", "ee"), ("oo", "u"), ("u", "oo"), ("v", "w"), ("w", "v"),
    ("z", "j"), ("j", "z"), ("ph", "f"), ("f", "ph"), ("kh", "k"), ("dh", "d"), ("bh", "b"), ("gh", "g"), ("th", "t"),
    ("chh", "ch"), ("ch", "chh"), ("tt", "t"), ("kk", "k"), ("ll", "l"), ("mm", "m"), ("nn", "n"), ("dd", "d"),
    ("ai", "e"), ("au", "o"), ("sh", "s"), ("ya", "iya"), ("iya", "ia"),
)  # fmt: skip
_MATRAS = "ािीुूेैोौंृ"


@dataclass
class Noise:
    """Counts over all misspellings tried."""

    tried: int = 0
    right: int = 0
    wrong: int = 0
    failures: list[tuple[str, str, str | None]] = field(default_factory=list)
    """The misspelling, the word, and what was found instead (None: nothing)."""

    @property
    def found_share(self) -> float:
        """Misspellings that found the right item first."""
        return self.right / self.tried

    @property
    def wrong_share(self) -> float:
        """Misspellings that found a different item."""
        return self.wrong / self.tried


def measure(lexicon: Lexicon, words: Sequence[tuple[str, str]], per_word: int, seed: int = 1) -> Noise:
    """Try `per_word` misspellings of each (word, item)."""
    chance, noise = random.Random(seed), Noise()
    known = dict(words)
    for word, item in words:
        for written in set(misspellings(word, per_word, chance)):
            other = known.get(written) or found_item(lexicon, written, is_listed=True)
            if other not in (None, item):
                continue
            found = found_item(lexicon, written)
            noise.tried += 1
            noise.right += found == item
            noise.wrong += found not in (None, item)
            if found != item:
                noise.failures.append((written, word, found))
    return noise


def found_item(lexicon: Lexicon, written: str, *, is_listed: bool = False) -> str | None:
    """The item of a word read alone; only listed spellings where asked."""
    reading = read_lines(written, lexicon)
    if is_listed and any(not thing.is_listed for thing in reading.things):
        return None
    lines = finish_lines(reading, "add_items", (), "customer", lexicon)
    return lines[0].item if len(lines) == 1 else None


def misspellings(word: str, count: int, chance: random.Random) -> Iterator[str]:
    letters = len(word.replace(" ", ""))
    for turn in range(count):
        if letters <= 3 or turn % 3 == 0:
            romanised = _romanised(word, chance)
            if romanised != word:
                yield romanised
            continue
        written = word
        for _ in range(1 if letters <= 6 else 2):
            written = _slip(written, chance)
        if written != word:
            yield written


def _romanised(word: str, chance: random.Random) -> str:
    if is_devanagari(word):
        return word
    options = [pair for pair in _ROMANISATIONS if pair[0] in word]
    if not options:
        return word
    source, target = chance.choice(options)
    at = chance.choice([i for i in range(len(word)) if word.startswith(source, i)])
    return word[:at] + target + word[at + len(source) :]


def _slip(word: str, chance: random.Random) -> str:
    """One slip of the finger behind the first letter: a letter lost, doubled, swapped, or its neighbour on the keys."""
    places = [i for i in range(1, len(word)) if word[i] != " "]
    if not places:
        return word
    at, kind = chance.choice(places), chance.randrange(4)
    if kind == 0:
        return word[:at] + word[at + 1 :]
    if kind == 1:
        return word[:at] + word[at] + word[at:]
    if kind == 2 and at + 1 < len(word) and word[at + 1] != " ":
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return word[:at] + _neighbour(word[at], chance) + word[at + 1 :]


def _neighbour(letter: str, chance: random.Random) -> str:
    if letter in _MATRAS:
        return chance.choice(_MATRAS)
    for row in _KEYS:
        if letter in row:
            at = row.index(letter)
            return chance.choice([row[i] for i in (at - 1, at + 1) if 0 <= i < len(row)])
    return letter


def words_of(lexicon_folder: Path, lexicon: Lexicon) -> list[tuple[str, str]]:
    """Every listed word that names one item, each with it; words that differ only in spelling once."""
    import csv

    found: dict[tuple[str, str], str] = {}
    with (lexicon_folder / "words.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if found_item(lexicon, row["word"]) == row["item"]:
                key = " ".join(spelling_key(part) for part in row["word"].split())
                found.setdefault((key, row["item"]), row["word"])
    return [(word, item) for (_, item), word in found.items()]


def main(arguments: Sequence[str]) -> None:
    """Print how the listed words stand noise: python -m parchi.workbench.noise [SHOP_FOLDER [PER_WORD]]."""
    folder = Path(arguments[0] if arguments else "data/shop")
    lexicon = Lexicon.load(folder)
    words = words_of(folder, lexicon)
    noise = measure(lexicon, words, int(arguments[1]) if len(arguments) > 1 else 4)
    print(
        f"{len(words)} words, {noise.tried} misspellings: {noise.found_share:.1%} right, {noise.wrong_share:.1%} wrong"
    )
    for written, word, got in random.Random(2).sample(noise.failures, min(60, len(noise.failures))):
        print(f"  {written!r} for {word!r} -> {got}")


if __name__ == "__main__":
    main(sys.argv[1:])
