"""A turn as it was played: what was said and heard, what came of it, and what is not as wanted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from parchi.workbench.stories import Turn
from parchi.workbench.story_wants import Difference, Message


class Impossible(Exception):
    """A turn that cannot happen where the story has come to."""


@dataclass
class Played:
    """One turn as it went: what was said, who heard what, and what is not as wanted."""

    turn: Turn
    said: str
    heard: list[Message] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    state: Mapping[str, Any] = field(default_factory=dict)
    """The first customer afterwards, as `parchi inspect` shows one."""
