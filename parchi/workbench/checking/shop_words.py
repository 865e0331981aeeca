"""What is wrong with the words of the catalogue: items that are not there, words that collide or sound alike."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from parchi.language.languages import languages
from parchi.language.spelling import spelling_key
from parchi.workbench.checking.finding import Finding, Weight
from parchi.workbench.checking.yaml_files import Project

ITEMS, WORDS, BRANDS = (Path("data/shop") / name for name in ("items.csv", "words.csv", "brands.csv"))
Row = tuple[int, dict[str, str]]


def check_words(project: Project) -> Iterator[Finding]:
    """Everything about items, their words and brands."""
    items = {row["item"] for _, row in _rows(project, ITEMS)}
    words, brands = list(_rows(project, WORDS)), list(_rows(project, BRANDS))
    for file, rows in ((WORDS, words), (BRANDS, brands)):
        for line, row in rows:
            yield from _unknown_names(file, line, row, items)
    yield from _twice(words)
    yield from _sounding_alike(words)


def _rows(project: Project, file: Path) -> Iterator[Row]:
    """The rows with their lines; a row that is short has empty cells."""
    reader = csv.DictReader(project.text(project.root / file).splitlines())
    for row in reader:
        yield reader.line_num, {key: (value or "").strip() for key, value in row.items() if key}


def _unknown_names(file: Path, line: int, row: dict[str, str], items: set[str]) -> Iterator[Finding]:
    if row.get("item") and row["item"] not in items:
        yield Finding(
            file, line, "item-unknown", f"there is no item “{row['item']}”",
            "correct its name, or write the item into data/shop/items.csv",
        )  # fmt: skip
    if row.get("language") not in languages():
        yield Finding(
            file, line, "word-language", f"“{row.get('language')}” is no language here",
            f"the language is one of {', '.join(languages())}",
        )  # fmt: skip
    if not row.get("word"):
        yield Finding(file, line, "word-empty", "a row without a word", "write the word, or take the row out")


def _twice(rows: Iterable[Row]) -> Iterator[Finding]:
    seen: dict[tuple[str, str], int] = {}
    for line, row in rows:
        key = row.get("item", ""), row.get("word", "").casefold()
        if key in seen:
            yield Finding(
                WORDS, line, "word-twice", f"“{row['word']}” stands at line {seen[key]} for {row['item']} already",
                "take it out here",
            )  # fmt: skip
        seen.setdefault(key, line)


def _sounding_alike(rows: list[Row]) -> Iterator[Finding]:
    """A word that sounds as another item's word does, and is not written for that item itself.

    A word that is listed for several items is asked back to the customer; one that only sounds like it would be
    taken for whichever comes first.
    """
    shared: dict[str, set[str]] = defaultdict(set)
    heard: dict[str, dict[str, tuple[str, int]]] = defaultdict(dict)
    for line, row in rows:
        shared[row.get("word", "").casefold()].add(row.get("item", ""))
        key = " ".join(spelling_key(part) for part in row.get("word", "").split())
        heard[key].setdefault(row.get("item", ""), (row.get("word", ""), line))
    for by_item in heard.values():
        listed = {word.casefold() for word, _ in by_item.values()}
        if len(by_item) < 2 or any(shared[word] >= set(by_item) for word in listed):
            continue
        (first, (word, _)), *others = by_item.items()
        for item, (other, line) in others:
            yield Finding(
                WORDS, line, "words-collide", f"“{other}” ({item}) sounds like “{word}” ({first})",
                "list the word for both items, then the customer is asked; or take one out", Weight.warning,
            )  # fmt: skip
