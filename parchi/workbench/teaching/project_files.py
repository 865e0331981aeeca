"""The files that a taught wish stands in, and how each is written in the style of the house."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import yaml

from parchi.language.languages import languages
from parchi.workbench.teaching.card import ACTION, Card

ACTIONS = Path("actions/taught.py")
TESTS = Path("tests/nlu/taught.jsonl")
STORIES = Path("tests/stories/taught.yml")
DOMAIN = Path("domain.yml")
HEADING = "  # taught by cards"
STORIES_HEADING = "# What was taught by cards.\n"


class NotTaught(Exception):
    """A wish that no card taught, and why it cannot be taken out or renamed by a command."""


def taught(root: Path) -> list[str]:
    """The intents that cards taught."""
    return re.findall(r'= shop_action\("(\w+)"', _text(root / ACTIONS))


def write_card(card: Card, root: Path) -> list[Path]:
    """Write a card into the files of a project; the files that changed, below its root."""
    changes = dict(_written(card, root))
    for file, text in changes.items():
        (root / file).parent.mkdir(parents=True, exist_ok=True)
        (root / file).write_text(text, encoding="utf-8")
    return list(changes)


def _written(card: Card, root: Path) -> Iterator[tuple[Path, str]]:
    for language in languages():
        file = Path(f"data/nlu/{language}/{card.topic}.yml")
        sentences = sorted(card.sentences[language], key=len)
        block = "".join(f"    - {text}\n" for text in sentences)
        yield file, f"{_text(root / file).rstrip()}\n\n- intent: {card.intent}\n  examples: |\n{block}"
    domain = _listed(_text(root / DOMAIN), "intents", card.intent)
    yield DOMAIN, _listed(domain, "actions", f"action_{card.intent}")
    file = Path(f"data/rules/{card.topic}.yml")
    words = card.intent.replace("_", " ")
    rule = f"  - rule: {words}\n    steps:\n      - intent: {card.intent}\n      - action: action_{card.intent}\n"
    yield file, f"{_text(root / file).rstrip()}\n\n{rule}"
    file = Path(f"data/responses/{card.topic}.yml")
    yield file, f"{_text(root / file).rstrip()}\n\n{_reply(card)}"
    actions = _text(root / ACTIONS)
    yield ACTIONS, actions + ("" if taught(root) else "\n\n") + _action(card)
    rows = [_row(card, text, language) for language in languages() for text in card.tests[language]]
    yield TESTS, _text(root / TESTS) + "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    yield STORIES, (_text(root / STORIES) or STORIES_HEADING) + _story(card)


def _listed(text: str, name: str, entry: str) -> str:
    """The domain with one more entry, at the end of a list under the heading of what was taught."""
    lines = text.splitlines()
    at = lines.index(f"{name}:") + 1
    while at < len(lines) and (lines[at].startswith("  ") or not lines[at].strip()):
        at += 1
    while not lines[at - 1].strip():
        at -= 1
    there = HEADING in lines[lines.index(f"{name}:") : at]
    lines[at:at] = [f"  - {entry}"] if there else [HEADING, f"  - {entry}"]
    return "\n".join(lines) + "\n"


def _reply(card: Card) -> str:
    texts = [f"  - text: {_quoted(card.reply['en'])}\n"]
    texts += (
        f"  - text: {_quoted(card.reply[language])}\n"
        f"    condition: [{{type: slot, name: language, value: {language}}}]\n"
        for language in languages()[1:]
    )
    return f"  {card.reply_id}:\n" + "".join(texts)


def _action(card: Card) -> str:
    name = "".join(part.title() for part in card.intent.split("_"))
    line = f'{name} = shop_action("{card.intent}", customer=saying("{card.reply_id}"))\n'
    return (
        f"# {_one_line(card.wants)}: a service is to be written in place of `saying`.\n{line}"
        if card.do == ACTION
        else line
    )


def _row(card: Card, text: str, language: str) -> dict[str, object]:
    return {"text": text, "language": language, "intent": card.intent, "also": [], "lines": []}


def _story(card: Card) -> str:
    said = _mapping({language: card.tests[language][0] for language in languages()})
    heard = _mapping({language: card.reply[language].split("\n")[0] for language in languages()})
    return (
        f"\n- story: {_one_line(card.wants)}\n  place: Vashi\n  turns:\n  - customer: {said}\n"
        f"    reply: {{contains: {heard}, messages: 1}}\n    order: none\n    basket: empty\n"
    )


def _mapping(texts: dict[str, str]) -> str:
    return "{" + ", ".join(f"{language}: {_quoted(text)}" for language, text in texts.items()) + "}"


def _quoted(text: str) -> str:
    """A text in double quotes, as YAML reads it, with its letters as they are."""
    return yaml.safe_dump(text, allow_unicode=True, default_style='"', width=10_000).strip()


def _one_line(text: str) -> str:
    return " ".join(text.replace(":", ",").replace("#", " ").split())


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8") if file.exists() else ""
