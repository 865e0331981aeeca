"""Collisions: what of a card belongs to another wish already, or is there twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from rapidfuzz import fuzz, process

from parchi.domain.reading import CUSTOMER, Reading
from parchi.workbench.checking.likeness import NEAR, SHORT, plain_of
from parchi.workbench.checking.sentences import Told, read_told
from parchi.workbench.checking.yaml_files import Project, pairs, parts, value_of, word_of
from parchi.workbench.teaching.card import Card

SURE = 0.9
"""From this confidence on another wish wins a sentence."""
NOBODYS = "out_of_scope"

Read = Callable[[str, str], Reading]


def collisions(card: Card, project: Project, read: Read | None = None) -> list[str]:
    """Why a card cannot be taken into a project, each with the remedy; `read` is the present model."""
    told = read_told(project)
    return [
        *_names(card, project),
        *_owned(card, told),
        *_within(card),
        *(() if read is None else _won(card, read)),
    ]


def _names(card: Card, project: Project) -> Iterator[str]:
    domain = project.node(project.root / "domain.yml")
    if card.intent in {word_of(part) for part in parts(value_of(domain, "intents"))}:
        yield f"there is an intent {card.intent} already: choose another name, or add sentences to it in data/nlu"
    for file in project.files("data/responses/*.yml"):
        if card.reply_id in {id for id, _, _ in pairs(value_of(project.node(file), "responses"))}:
            yield f"{project.below(file)} has a reply {card.reply_id} already: choose another name"
    if not (project.root / f"data/nlu/en/{card.topic}.yml").exists():
        topics = ", ".join(sorted(file.stem for file in project.files("data/nlu/en/*.yml")))
        yield f"there is no topic {card.topic}: it is one of {topics}"


def _owned(card: Card, told: Sequence[Told]) -> Iterator[str]:
    """Sentences that stand in the data already, nearly or wholly."""
    plain = [sentence.plain for sentence in told]
    for text, _, _ in card.all_sentences():
        mine = plain_of(text)
        found = process.extractOne(mine, plain, scorer=fuzz.ratio, score_cutoff=NEAR)
        if found is None:
            continue
        owner = told[found[2]]
        if owner.plain == mine or min(len(mine), len(owner.plain)) >= SHORT:
            yield (
                f"“{text}” is {owner.intent}'s (“{owner.text}”, {owner.file}:{owner.line}): "
                "leave it out, or take it out there"
            )


def _within(card: Card) -> Iterator[str]:
    seen: dict[str, bool] = {}
    for text, _, is_test in card.all_sentences():
        key = plain_of(text)
        if key in seen:
            both = "in sentences and in tests" if seen[key] != is_test else "twice"
            yield f"“{text}” is on the card {both}: leave it in one place"
        seen[key] = is_test


def _won(card: Card, read: Read) -> Iterator[str]:
    for text, _, _ in card.all_sentences():
        reading = read(text, CUSTOMER)
        if reading.intent not in (NOBODYS, card.intent) and reading.confidence >= SURE:
            yield (
                f"“{text}” is surely {reading.intent} ({reading.confidence:.0%}): people mean that by it; "
                "say what is new about the wish, or leave it out"
            )
