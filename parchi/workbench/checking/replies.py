"""What is wrong with the replies of data/responses: languages, placeholders, ids, and who says them."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from pathlib import Path

import yaml

from parchi.language.languages import ENGLISH, in_devanagari, languages
from parchi.workbench.checking.finding import Finding, Weight
from parchi.workbench.checking.yaml_files import Project, line_of, pairs, parts, value_of, word_of

REPLY = re.compile(r"utter_\w+")
_NAMED = re.compile(r"[\"'](utter_\w*)(\{)?")
_PLACEHOLDER = re.compile(r"\{\w+\}")
_WORD = re.compile(r"[^\W\d_]{2,}")
_DEVANAGARI = re.compile(r"[\u0900-\u097f]")
_SENTENCE = 3
"""Replies of fewer words may be alike in two languages: "OK", "Total: ₹40"."""


def check_replies(project: Project) -> Iterator[Finding]:
    """Everything about replies."""
    places: dict[str, tuple[Path, int]] = {}
    for file in project.files("data/responses/*.yml"):
        for id, key, variations in pairs(value_of(project.node(file), "responses")):
            where = project.below(file), line_of(key)
            if id in places and places[id][0] != where[0]:
                other = "{}:{}".format(*places[id])
                yield Finding(*where, "reply-twice", f"{id} stands at {other} too", "keep one, or rename one")
            places.setdefault(id, where)
            yield from _check_variations(project, file, id, key, variations)
    yield from _check_sayers(project, places)


def _check_variations(project: Project, file: Path, id: str, key: yaml.Node, node: yaml.Node) -> Iterator[Finding]:
    texts: dict[str, tuple[str, int]] = {}
    for variation in parts(node):
        language, text = _language(variation), value_of(variation, "text")
        line = line_of(variation)
        if language not in languages():
            yield Finding(
                project.below(file), line, "reply-language", f"{id}: “{language}” is no language here",
                f"the language is one of {', '.join(languages())}",
            )  # fmt: skip
        elif not word_of(text).strip():
            yield Finding(
                project.below(file), line, "reply-empty", f"{id} says nothing in {language}", "write its text"
            )
        else:
            texts.setdefault(language, (word_of(text), line))
    where = project.below(file), line_of(key)
    for language in (language for language in languages() if language not in texts):
        first = "the text without a condition, the first one" if language == "en" else "a text with the condition"
        yield Finding(*where, "reply-missing", f"{id} has no text in {language}", f"add {first} for {language}")
    yield from (
        Finding(project.below(file), line, rule, f"{id}: {what}", remedy, weight)
        for line, rule, what, remedy, weight in _compared(texts)
    )


def _compared(texts: dict[str, tuple[str, int]]) -> Iterator[tuple[int, str, str, str, Weight]]:
    """What differs between the languages of a reply, or is not in its language."""
    english = texts.get("en", ("", 0))[0]
    for language, (text, line) in texts.items():
        try:
            mine, wanted = _placeholders(text), _placeholders(english)
        except ValueError:
            yield line, "placeholder", "a brace is open or alone", "write {name}, with both braces", Weight.error
            continue
        if english and mine != wanted and not _PLACEHOLDER.fullmatch(text):
            differing = ", ".join(sorted(f"{{{name}}}" for name in mine ^ wanted))
            what = f"{language} and English differ in {differing}"
            yield line, "placeholder", what, "use the same names in braces in all three", Weight.error
        if "\n\n" in text:
            yield line, "blank-line", f"a blank line in {language}", "take it out: a reply is one block", Weight.warning
        words = _WORD.findall(_PLACEHOLDER.sub(" ", text))
        if language in in_devanagari() and len(words) >= _SENTENCE and not _DEVANAGARI.search(text):
            what = f"the {language} text is not in Devanagari"
            yield line, "untranslated", what, f"write it in {language}", Weight.error
        if language != ENGLISH and len(words) > _SENTENCE and text == english:
            yield line, "untranslated", f"{language} is the English text", f"write it in {language}", Weight.warning


def _check_sayers(project: Project, places: dict[str, tuple[Path, int]]) -> Iterator[Finding]:
    """Replies that code or rules name and nobody wrote, and replies that nobody says."""
    said: set[str] = set()
    beginnings: set[str] = set()
    for file in (*project.files("parchi/**/*.py"), *project.files("actions/*.py")):
        for number, line in enumerate(project.text(file).splitlines(), start=1):
            for name, brace in _NAMED.findall(line):
                (beginnings if brace else said).add(name)
                if not brace and name not in places and re.search(rf"(say|said)\(\s*[\"']{name}[\"']", line):
                    yield _unknown(project, file, number, name)
    for file in (*project.files("data/rules/*.yml"), *project.files("data/stories/*.yml")):
        said.update(REPLY.findall(project.text(file)))
    # Code adds to a name too: "utter_option" and "_loose".
    beginnings |= said - places.keys()
    for id, (below, at) in places.items():
        if said and id not in said and not any(id.startswith(beginning) for beginning in beginnings - {"utter_"}):
            yield Finding(
                below, at, "reply-unsaid", f"nothing says {id}", "take it out, or let an action say it", Weight.warning
            )


def _unknown(project: Project, file: Path, line: int, id: str) -> Finding:
    return Finding(
        project.below(file), line, "reply-unknown", f"{id} is said here and stands nowhere",
        "write it into data/responses in three languages, or correct its name",
    )  # fmt: skip


def _language(variation: yaml.Node) -> str:
    for condition in parts(value_of(variation, "condition")):
        if word_of(value_of(condition, "name")) == "language":
            return word_of(value_of(condition, "value"))
    return "en"


def _placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
