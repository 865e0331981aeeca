"""A story as a chat: what was said by whom, and at its end the turn that went wrong, wanted beside got."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from parchi.workbench.stories import Story
from parchi.workbench.story_played import Played
from parchi.workbench.story_wants import Difference

COLUMN = 56


def chat(story: Story, played: Sequence[Played]) -> str:
    """The whole conversation; a turn that is not as wanted is marked and explained."""
    return "\n".join([f"{story.name}  ({story.file})", *(line for turn in played for line in _turn(turn))])


def _turn(played: Played) -> Iterator[str]:
    mark = "✗" if played.differences else " "
    yield ""
    yield from _bubble(f"{mark} {played.turn.speaker or 'time'} »", played.said)
    for message in played.heard:
        buttons = "  ".join(f"[{title}]" for title in message.buttons)
        yield from _bubble(f"    « {message.to}:", message.text + (f"\n{buttons}" if buttons else ""))
    for difference in played.differences:
        yield from _table(difference)


def _bubble(who: str, text: str) -> Iterator[str]:
    first, *rest = text.splitlines() or [""]
    yield f"{who} {first}"
    yield from (" " * (len(who) + 1) + line for line in rest)


def _table(difference: Difference) -> Iterator[str]:
    """Wanted on the left, got on the right."""
    yield f"  ✗ {difference.what}"
    yield f"    {'wanted':<{COLUMN}} got"
    for wanted, got in zip_longest(_wrapped(difference.wanted), _wrapped(difference.got), fillvalue=""):
        yield f"    {wanted:<{COLUMN}} {got}"


def _wrapped(value: object) -> list[str]:
    parts = [str(part) for part in value] if isinstance(value, list) else str(value).splitlines()
    return [line for part in parts for line in textwrap.wrap(part, COLUMN - 2) or [""]]
