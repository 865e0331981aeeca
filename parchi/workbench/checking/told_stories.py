"""What is wrong with the stories of testers: words that no story has, shops that are not there, names given twice."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path

import yaml

from parchi.workbench.checking.finding import Finding
from parchi.workbench.checking.yaml_files import Project, line_of, pairs, parts, value_of, word_of
from parchi.workbench.stories import SAID_KEYS, STORY_KEYS, Story, StoryError, read_story
from parchi.workbench.story_wants import HEARD_KEYS, ORDER_KEYS, STATE_KEYS
from parchi.workbench.story_yaml import data_of

STORIES = "tests/stories/*.yml"
KIRANAS = Path("tests/fixtures/shop/kiranas.csv")
NOBODY = frozenset({"customer", "operator"})
WORDS = sorted(STORY_KEYS | SAID_KEYS | STATE_KEYS | HEARD_KEYS | ORDER_KEYS | {"customer", "kirana", "pause", "reply"})


def check_stories(project: Project) -> Iterator[Finding]:
    """Everything about stories; each fault with the line of its turn."""
    kiranas = _kiranas(project)
    names: dict[str, str] = {}
    for file in project.files(STORIES):
        node = project.node(file)
        if node is not None and not isinstance(node, yaml.SequenceNode):
            yield Finding(
                project.below(file), 1, "story", "this is no list of stories", "begin each story with “- story: NAME”"
            )
        for part in parts(node):
            yield from _check_story(project.below(file), part, kiranas)
            name = word_of(value_of(part, "story"))
            if name in names:
                yield Finding(
                    project.below(file), line_of(part), "story-twice", f"a story “{name}” is in {names[name]} too",
                    "give one of them another name",
                )  # fmt: skip
            elif name:
                names[name] = f"{project.below(file)}:{line_of(part)}"


def _check_story(file: Path, node: yaml.Node, kiranas: frozenset[str]) -> Iterator[Finding]:
    try:
        story = read_story(file.name, data_of(node))
    except StoryError as error:
        remedy = f"compare with the stories beside it{_meant(error.key)}"
        yield Finding(file, _line(node, error.turn, error.key), "story", error.what, remedy)
        return
    for number, kirana in _named(story):
        if kiranas and kirana not in kiranas:
            near = get_close_matches(kirana, sorted(kiranas), 1)
            yield Finding(
                file, _line(node, number, None), "story-kirana", f"there is no kirana “{kirana}”",
                f"was “{near[0]}” meant?" if near else f"the kiranas of stories are {', '.join(sorted(kiranas))}",
            )  # fmt: skip


def _named(story: Story) -> Iterator[tuple[int | None, str]]:
    """The kiranas that a story names, each with the number of its turn."""
    yield from ((None, kirana) for kirana in story.stock)
    for number, turn in enumerate(story.turns, start=1):
        kind, _, rest = (turn.speaker or "").partition(" ")
        if kind == "kirana":
            yield number, rest.split(" ")[0]
        for name in (*turn.wants.shops, *turn.wants.heard):
            if name and name not in NOBODY and not name.startswith("customer "):
                yield number, name


def _line(story: yaml.Node, turn: int | None, key: str | None) -> int:
    """The line of a turn's word where it is found, of the turn, or of the story."""
    turns = list(parts(value_of(story, "turns")))
    node = turns[turn - 1] if turn is not None and turn <= len(turns) else story
    return next((line_of(found) for found in _keys(node) if found.value == key), line_of(node))


def _keys(node: yaml.Node | None) -> Iterator[yaml.Node]:
    for _, key, value in pairs(node):
        yield key
        yield from _keys(value)
    for part in parts(node):
        yield from _keys(part)


def _meant(key: str | None) -> str:
    near = get_close_matches(key or "", WORDS, 1)
    return f" (was “{near[0]}” meant?)" if near and near[0] != key else ""


def _kiranas(project: Project) -> frozenset[str]:
    rows = csv.DictReader(project.text(project.root / KIRANAS).splitlines())
    return frozenset(row["kirana"] for row in rows if row.get("kirana"))
