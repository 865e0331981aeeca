"""Recording: a conversation that took place becomes a story that a tester can read, correct and play again."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import yaml

from parchi.domain.recorded import Conversation, Recorded
from parchi.workbench.stories import Story, read_stories
from parchi.workbench.story_played import Played

PIN = [19.0771, 72.9986]
"""Whoever sends a pin is where the fixture shop is: nobody's home is written down."""
LONG = timedelta(minutes=1)
_SHOP = "kirana"
_DIGITS = re.compile(r"\d{7,}")

Told = dict[str, Any]
Play = Callable[[Story], list[Played]]


def turns_of(conversation: Conversation) -> list[Told]:
    """The turns as a story tells them, yet without what must be true; of a kirana it is still open which."""
    turns: list[Told] = []
    before = None
    for message in conversation.messages:
        if before is not None and message.at - before > LONG:
            turns.append({"pause": f"{round((message.at - before).total_seconds() / 60)} minutes"})
        before = message.at
        turns.append({_SHOP if message.is_shops else "customer": _said(message, conversation.orders)})
    return turns


def recorded_story(name: str, turns: Sequence[Told], play: Play, shop: Path, scratch: Path) -> Told:
    """The story as it goes on the fixture shop (a folder of its files), with what is true after each turn.

    `scratch` is a file for the story on its way.
    """
    told: Told = {"story": name, "turns": []}
    kiranas = _kiranas(shop)
    for turn in turns:
        if _SHOP in turn:
            turn = {f"{_SHOP} {_asked(_played(told, play, scratch), kiranas)}": turn[_SHOP]}
        told["turns"].append(dict(turn))
    state: Mapping[str, Any] = {}
    for turn, played in zip(told["turns"], _played(told, play, scratch), strict=False):
        turn |= _truths(state, played.state)
        state = played.state
    return told


def as_yaml(told: Told) -> str:
    """The story as it stands in a file of stories."""
    head = yaml.safe_dump({"story": told["story"]}, allow_unicode=True, width=1000).strip()
    lines = [f"- {head}", "  turns:"]
    for turn in told["turns"]:
        (speaker, said), *truths = turn.items()
        lines.append(f"  - {speaker}: {_flow(said)}")
        lines += (f"    {key}: {_flow(value)}" for key, value in truths)
    return "\n".join(lines) + "\n"


def _said(message: Recorded, orders: Sequence[tuple[str, str]]) -> str | Told:
    if message.is_pin:
        return {"pin": PIN}
    if message.button:
        return {"button": message.button}
    if message.media and not message.text:
        return {"photo" if message.media.startswith("image") else "voice": message.media}
    return _DIGITS.sub(lambda digits: "0" * len(digits[0]), _blanked(message.text, orders))


def _blanked(text: str, orders: Sequence[tuple[str, str]]) -> str:
    """Order numbers and codes as blanks, since another shop gives others."""
    for place, (number, code) in enumerate(orders, start=1):
        which = f" {place}" if len(orders) > 1 else ""
        text = re.sub(rf"\b{re.escape(number)}\b", f"{{order{which}}}", text)
        text = re.sub(rf"\b{re.escape(code)}\b", f"{{code{which}}}", text) if code else text
    return text


def _played(told: Told, play: Play, scratch: Path) -> list[Played]:
    if not told["turns"]:
        return []
    scratch.write_text(as_yaml(told), encoding="utf-8")
    return play(read_stories(scratch)[0])


def _asked(played: Sequence[Played], kiranas: Mapping[str, str]) -> str:
    """The kirana that has the customer's newest order; the first of the shop where there is none."""
    orders = played[-1].state["orders"] if played else []
    return kiranas[orders[0]["kirana"]] if orders else next(iter(kiranas.values()))


def _kiranas(shop: Path) -> dict[str, str]:
    with (shop / "kiranas.csv").open(encoding="utf-8", newline="") as file:
        return {row["name"]: row["kirana"] for row in csv.DictReader(file)}


def _truths(before: Mapping[str, Any], now: Mapping[str, Any]) -> Told:
    """What a turn changed: basket, question, order; `unchanged` where it changed none."""
    truths = {key: value for key, value in _facts(now).items() if _facts(before).get(key) != value}
    return truths or {"unchanged": True}


def _facts(state: Mapping[str, Any]) -> Told:
    if not state:
        return {"basket": "empty", "question": "none", "order": "none"}
    basket, orders = state["basket"], state["orders"]
    facts: Told = {
        "basket": [_line(line) for line in basket["lines"]] or "empty",
        "question": basket["open_question"] or "none",
        "order": orders[0]["status"] if orders else "none",
    }
    return facts | ({"orders": len(orders)} if len(orders) > 1 else {})


def _line(line: Mapping[str, Any]) -> str | Told:
    """A line as stories write it."""
    if line["sku"] is None:
        return {"item": line["item"], "sku": None}
    count = f"{line['packs']} x" if line["packs"] else f"{line['quantity']:g} {line['unit']}"
    return f"{count} {line['sku']} = {line['price_paise'] / 100:g}"


def _flow(value: Any) -> str:
    """A value on one line of YAML."""
    written = yaml.safe_dump(value, allow_unicode=True, default_flow_style=True, width=100_000, sort_keys=False)
    return "\n".join(line for line in str(written).splitlines() if line != "...").strip()


def append_story(told: Told, file: Path) -> None:
    """Write a story behind those of a file."""
    before = file.read_text(encoding="utf-8").rstrip() if file.exists() else "# Conversations that took place."
    file.write_text(f"{before}\n\n{as_yaml(told)}", encoding="utf-8")


def names_in(files: Iterable[Path]) -> Iterator[str]:
    """The names of the stories in those of the files that are there. Raises StoryError."""
    for file in filter(Path.exists, files):
        yield from (story.name for story in read_stories(file))
