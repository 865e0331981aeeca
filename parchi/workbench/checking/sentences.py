"""What is wrong with the sentences of data/nlu: shape, copies, contradictions, languages, balance."""

from __future__ import annotations

import json
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from parchi.language.language_id import LanguageGuide
from parchi.language.languages import in_devanagari, languages
from parchi.language.lexicon import Lexicon
from parchi.language.lines import read_lines
from parchi.workbench.checking.finding import Finding, Weight
from parchi.workbench.checking.likeness import alike, near_copies, plain_of
from parchi.workbench.checking.yaml_files import Project, line_of, parts, value_of, word_of

LEAST = 20
"""Sentences of an intent in a language."""
DEVELOPMENT = "development"
EVERYBODYS = 5
"""Test messages of so few words are what everybody says: only the very same is a copy."""
_DEVANAGARI = re.compile(r"[\u0900-\u097f]")
_LATIN = re.compile(r"[A-Za-z]")
_PHONE = re.compile(r"(?<!\d)(?:\+?91[ -]?|0)?[6-9]\d{4}[ -]?\d{5}(?!\d)")
TELLING = 4
"""Sentences of fewer words are said in any language: "hai", "order done"."""
_SURE = 2.0
"""From this logarithm of odds on, the words of a sentence are another folder's."""


@dataclass(frozen=True)
class Told:
    """A sentence with its place."""

    text: str
    plain: str
    intent: str
    language: str
    file: Path
    line: int


def read_told(project: Project) -> list[Told]:
    """All sentences; what has not the shape of sentences is among the project's findings."""
    return [told for language in languages() for file in project.files(f"data/nlu/{language}/*.yml")
            for told in _of_file(project, file, language)]  # fmt: skip


def check_sentences(told: Sequence[Told], guide: LanguageGuide, lexicon: Lexicon) -> Iterator[Finding]:
    """Everything about single sentences, and about their numbers."""
    for sentence in told:
        yield from _signs(sentence)
        yield from _script(sentence)
    yield from _other_language(told, guide, lexicon)
    yield from _numbers(told)


def check_copies(told: Sequence[Told]) -> Iterator[Finding]:
    """The same or nearly the same sentence twice, and most of all under two intents."""
    for language in languages():
        mine = [sentence for sentence in told if sentence.language == language]
        for earlier, later, likeness in alike([s.plain for s in mine], [s.plain for s in mine]):
            if earlier < later:
                yield from _copy(mine[earlier], mine[later], likeness)


def check_tests(project: Project, told: Sequence[Told]) -> Iterator[Finding]:
    """Sentences that are nearly a message of the test sets: learning what is examined."""
    plain = [sentence.plain for sentence in told]
    for file in project.files("tests/nlu/*.jsonl"):
        rows = _rows(project, file)
        for at, row, likeness in near_copies(plain, [plain_of(text) for _, text, _ in rows]):
            line, text, intent = rows[row]
            # "any deals this week" is what everybody says; only the development messages may not be learned at all.
            is_everybodys = len(plain_of(text).split()) <= EVERYBODYS or intent != told[at].intent
            if is_everybodys and file.stem != DEVELOPMENT:
                continue
            yield Finding(
                told[at].file, told[at].line, "test-copy",
                f"“{told[at].text}” is {_likeness(likeness)} “{text}” ({project.below(file)}:{line})",
                "say the same in quite other words: what is examined must not be learned by heart",
            )  # fmt: skip


def _of_file(project: Project, file: Path, language: str) -> Iterator[Told]:
    node = project.node(file)
    if node is None:
        return
    blocks = value_of(node, "nlu")
    if blocks is None:
        project.findings.append(_shape(project, file, 1, "there is no “nlu:”", "begin the file as its neighbours do"))
    for block in parts(blocks):
        intent, examples = word_of(value_of(block, "intent")), value_of(block, "examples")
        if not intent or examples is None:
            message = "a block needs “- intent: NAME” and “examples: |”"
            project.findings.append(_shape(project, file, line_of(block), message, "complete it, or take it out"))
            continue
        for offset, line in enumerate(word_of(examples).splitlines(), start=1):
            at = line_of(examples) + offset
            if line.startswith("- ") and line[2:].strip():
                text = line[2:].strip()
                yield Told(text, plain_of(text), intent, language, project.below(file), at)
            elif line.strip():
                project.findings.append(
                    _shape(project, file, at, f"“{line.strip()}” is no sentence", "put “- ” before it")
                )


def _shape(project: Project, file: Path, line: int, what: str, remedy: str) -> Finding:
    return Finding(project.below(file), line, "shape", what, remedy)


def _signs(sentence: Told) -> Iterator[Finding]:
    if re.search(r"\]\s*[({]", sentence.text):
        yield Finding(
            sentence.file, sentence.line, "annotation", f"“{sentence.text}” marks an entity",
            "take the brackets out: what is named is read as a whole, nothing is marked in sentences",
        )  # fmt: skip
    if _PHONE.search(sentence.text):
        yield Finding(
            sentence.file, sentence.line, "phone-number", "this looks like somebody's phone number",
            "take it out, or write another number of another length",
        )  # fmt: skip


def _script(sentence: Told) -> Iterator[Finding]:
    has_devanagari, has_latin = bool(_DEVANAGARI.search(sentence.text)), bool(_LATIN.search(sentence.text))
    is_devanagari, others = sentence.language in in_devanagari(), in_devanagari()
    if not is_devanagari and has_devanagari and not has_latin:
        yield _misplaced(sentence, others, Weight.error)
    if is_devanagari and has_latin and not has_devanagari:
        yield _misplaced(sentence, set(languages()) - others, Weight.error)


def _other_language(told: Sequence[Told], guide: LanguageGuide, lexicon: Lexicon) -> Iterator[Finding]:
    """English among Hinglish and the other way round, where both its words and the signs of languages say so.

    So with any two languages of one script.
    """
    words: dict[str, Counter[str]] = defaultdict(Counter)
    for sentence in told:
        words[sentence.language].update(sentence.plain.split())
    for sentence in told:
        said = sentence.plain.split()
        others = [other for other in _of_script(sentence.language) if other != sentence.language]
        likely = [other for other in others if _odds(said, words[other], words[sentence.language]) >= _SURE]
        if len(said) < TELLING or not likely:
            continue
        spans = read_lines(sentence.text, lexicon).spans
        other = guide.language(spans)
        if other in likely and guide.has_sign(spans, other):
            yield _misplaced(sentence, [other], Weight.warning)


def _of_script(language: str) -> list[str]:
    is_devanagari = language in in_devanagari()
    return [other for other in languages() if (other in in_devanagari()) == is_devanagari]


def _odds(words: Sequence[str], other: Counter[str], own: Counter[str]) -> float:
    """How much rather the words are the other folder's; the sentence itself does not count for its own."""
    in_other, in_own = other.total() or 1, own.total() or 1
    return sum(math.log((other[word] + 0.5) / in_other / ((own[word] - 0.5) / in_own)) for word in words)


def _misplaced(sentence: Told, languages: Iterable[str], weight: Weight) -> Finding:
    return Finding(
        sentence.file, sentence.line, "wrong-folder", f"“{sentence.text}” is not {sentence.language}",
        f"move it to {' or '.join(f'data/nlu/{language}' for language in sorted(languages))}", weight,
    )  # fmt: skip


def _numbers(told: Sequence[Told]) -> Iterator[Finding]:
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    first: dict[tuple[str, str], Told] = {}
    for sentence in told:
        counts[sentence.intent][sentence.language] += 1
        first.setdefault((sentence.intent, sentence.language), sentence)
    for intent, by_language in counts.items():
        anywhere = next(first[intent, language] for language in languages() if (intent, language) in first)
        for language in languages():
            count, place = by_language[language], first.get((intent, language), anywhere)
            if count == 0:
                yield Finding(
                    place.file, place.line, "language-missing", f"{intent} has no sentence in {language}",
                    f"write at least {LEAST} into data/nlu/{language}/{place.file.name}",
                )  # fmt: skip
            elif count < LEAST:
                yield Finding(
                    place.file, place.line, "few-sentences", f"{intent} has {count} sentences in {language}",
                    f"write {LEAST - count} more: fewer than {LEAST} are not learned well",
                )  # fmt: skip
            elif count * 4 < max(by_language.values()):
                yield Finding(
                    place.file, place.line, "language-balance",
                    f"{intent} has {count} sentences in {language}, {max(by_language.values())} in another language",
                    f"write more in {language}, or it will be understood worse there", Weight.warning,
                )  # fmt: skip


def _copy(earlier: Told, later: Told, likeness: int) -> Iterator[Finding]:
    place = f"{earlier.file}:{earlier.line}"
    if earlier.intent != later.intent:
        weight = Weight.error if likeness == 100 else Weight.warning
        yield Finding(
            later.file, later.line, "two-intents",
            f"“{later.text}” ({later.intent}) is {_likeness(likeness)} “{earlier.text}” ({earlier.intent}, {place})",
            "leave it where it belongs: nothing can mean two things", weight,
        )  # fmt: skip
    elif likeness == 100:
        yield Finding(
            later.file, later.line, "sentence-twice", f"“{later.text}” stands at {place} already", "take it out here"
        )


def _likeness(likeness: int) -> str:
    return "the same as" if likeness == 100 else "nearly the same as"


def _rows(project: Project, file: Path) -> list[tuple[int, str, str]]:
    """Line, text and intent of each message of a test set; a line that cannot be read is a finding."""
    rows = []
    for number, line in enumerate(project.text(file).splitlines(), start=1):
        if not line.strip():
            continue
        try:
            told: dict[str, Any] = json.loads(line)
            rows.append((number, str(told["text"]), str(told["intent"])))
        except (ValueError, KeyError, TypeError):
            project.findings.append(
                Finding(
                    project.below(file), number, "test-shape", "this line is no message of a test",
                    'write {"text": "…", "language": "hi", "intent": "…", "also": [], "lines": []} on one line',
                )
            )  # fmt: skip
    return rows
