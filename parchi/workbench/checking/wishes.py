"""What is wrong with the wishes: names that nothing knows, phrases that say nothing, or two things at once."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path

from parchi.language.wishes import ELLIPSES, phrase_of
from parchi.workbench.checking.finding import Finding, Weight
from parchi.workbench.checking.yaml_files import Project

KNOWN = Path("data/lexicon/wishes.csv")
Row = tuple[int, dict[str, str]]


def check_wishes(project: Project) -> Iterator[Finding]:
    """Everything about data/lexicon/<language>/wishes.csv, against the wishes that data/lexicon/wishes.csv names."""
    known = {row["wish"]: row for _, row in _rows(project, KNOWN)}
    for line, row in _rows(project, KNOWN):
        if row["longest"] and not row["longest"].isdecimal():
            yield Finding(
                KNOWN, line, "wish-longest", f"“{row['longest']}” is no number of words",
                "write how many words a message may have that says this wish, or leave it empty",
            )  # fmt: skip
    for file in project.files("data/lexicon/*/wishes.csv"):
        rows = list(_rows(project, file.relative_to(project.root)))
        for line, row in rows:
            yield from _of_row(project.below(file), line, row, known)
        yield from _twice(project.below(file), rows)
        yield from _excluding(project.below(file), rows, known)
        yield from _unsaid(project.below(file), rows, known)


def _rows(project: Project, file: Path) -> Iterator[Row]:
    """The rows with their lines; a row that is short has empty cells."""
    reader = csv.DictReader(project.text(project.root / file).splitlines())
    for row in reader:
        yield reader.line_num, {key: (value or "").strip() for key, value in row.items() if key}


def _of_row(file: Path, line: int, row: dict[str, str], known: dict[str, dict[str, str]]) -> Iterator[Finding]:
    wish = row.get("wish", "")
    if wish not in known:
        near = get_close_matches(wish, known, n=1)
        hint = f"perhaps {near[0]} is meant: {known[near[0]]['means']}" if near else f"{KNOWN} names them all"
        yield Finding(file, line, "wish-unknown", f"there is no wish “{wish}”, so nothing listens to it", hint)
    for phrase in row.get("phrases", "").split(";"):
        if not phrase_of(wish, phrase).steps:
            yield Finding(
                file, line, "phrase-empty", f"{wish} has a phrase without words",
                "write what people say there, or take the “;” out that has nothing before or behind it",
            )  # fmt: skip
        else:
            yield from _wrong_signs(file, line, phrase.strip())


def _wrong_signs(file: Path, line: int, phrase: str) -> Iterator[Finding]:
    parts = phrase.removeprefix("=").split()
    remedy = ""
    if parts[0] in ELLIPSES or parts[-1] in ELLIPSES:
        remedy = "an ellipsis stands between two words: what is said before and behind a phrase never counts"
    elif any("*" in part[:-1] for part in parts):
        remedy = "a star stands at the end of a word, for all words that begin so"
    elif any(len(part) > 1 and (part[0] == "'") != (part[-1] == "'") for part in parts):
        remedy = "put an ' on both sides of the word that counts in this spelling only, or on none"
    elif "=" in phrase[1:]:
        remedy = "an = stands before the first word, where the phrase is the whole message"
    if remedy:
        yield Finding(file, line, "phrase-sign", f"“{phrase}” has a sign where it means nothing", remedy)


def _twice(file: Path, rows: list[Row]) -> Iterator[Finding]:
    first: dict[str, int] = {}
    for line, row in rows:
        if row.get("wish") in first:
            yield Finding(
                file, line, "wish-twice", f"{row['wish']} has a row at line {first[row['wish']]} already",
                "write all its phrases into that row, with “;” between them",
            )  # fmt: skip
        first.setdefault(row.get("wish", ""), line)


def _excluding(file: Path, rows: list[Row], known: dict[str, dict[str, str]]) -> Iterator[Finding]:
    """A phrase that says two wishes of which only one can be meant."""
    first: dict[tuple[object, ...], tuple[str, str]] = {}
    for line, row in rows:
        wish = row.get("wish", "")
        question = known.get(wish, {}).get("question")
        for phrase in row.get("phrases", "").split(";") if question else ():
            meant = phrase_of(wish, phrase)
            sounds = tuple((step.key, step.text if step.is_spelt else "", step.is_beginning) for step in meant.steps)
            earlier, written = first.setdefault((question, meant.is_whole, sounds), (wish, phrase.strip()))
            if meant.steps and earlier != wish:
                yield Finding(
                    file, line, "wishes-exclude", f"“{phrase.strip()}” says {wish}, and “{written}” {earlier}",
                    f"only one of them can be meant ({question}): keep it where people mean it, or add words to one",
                )  # fmt: skip


def _unsaid(file: Path, rows: list[Row], known: dict[str, dict[str, str]]) -> Iterator[Finding]:
    said = {row.get("wish", "") for _, row in rows}
    lacking = [wish for wish in known if wish not in said]
    if lacking:
        shown = ", ".join(lacking[:5]) + (f" and {len(lacking) - 5} more" if len(lacking) > 5 else "")
        yield Finding(
            file, max((line for line, _ in rows), default=1), "wish-unsaid", f"no row says {shown}",
            f"add a row for each; {KNOWN} tells what they mean", Weight.warning,
        )  # fmt: skip
