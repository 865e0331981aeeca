"""A story's noise: the same conversation with slips of the fingers, or with webhooks that come twice or late."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, replace

from parchi.language.lexicon import Lexicon
from parchi.workbench.noise import found_item, misspellings
from parchi.workbench.stories import Story, Turn

MISSPELT, DOUBLED, LATE = "misspelt", "doubled", "late"
NOISES = (MISSPELT, DOUBLED, LATE)
_WORD = re.compile(r"[^\W\d_]{5,}")
_TRIES = 6


def disturbed(story: Story, noise: str, lexicon: Lexicon) -> Story | None:
    """The story with a noise; None where it has nothing that this noise could touch.

    `misspelt`: each thing that a customer names, one slip or another romanisation; words that the story wants to hear
    again stay. `doubled`: Twilio brings every message twice. `late`: Twilio brings every message once more behind the
    next one. What must be true stays as it is.
    """
    if noise == MISSPELT:
        slips = _Slips(lexicon, random.Random(story.name), _heard_again(story))
        turns = tuple(_misspelt_turn(turn, slips) for turn in story.turns)
    else:
        turns = tuple(_repeated_turn(turn, is_late=noise == LATE) for turn in story.turns)
    return replace(story, turns=turns) if turns != story.turns else None


def _repeated_turn(turn: Turn, *, is_late: bool) -> Turn:
    if turn.speaker is None:
        return turn
    said = turn.said
    return replace(turn, said=replace(said, is_late=True) if is_late else replace(said, deliveries=said.deliveries + 1))


def _heard_again(story: Story) -> str:
    texts = (text for turn in story.turns for heard in turn.wants.heard.values() for text in heard.contains)
    return "\n".join(texts).casefold()


def _misspelt_turn(turn: Turn, slips: _Slips) -> Turn:
    if turn.speaker is None or not turn.speaker.startswith("customer") or turn.said.button:
        return turn
    return replace(turn, said=replace(turn.said, text=_WORD.sub(slips.slip, turn.said.text)))


@dataclass(frozen=True)
class _Slips:
    lexicon: Lexicon
    chance: random.Random
    kept: str
    """Words in this text stay."""

    def slip(self, match: re.Match[str]) -> str:
        """A slip that is no other thing's word; the word itself where it names nothing."""
        word = match[0]
        item = found_item(self.lexicon, word.lower(), is_listed=True)
        if item is None or word.casefold() in self.kept:
            return word
        slips = (written for written in misspellings(word, _TRIES, self.chance) if written != word)
        return next((slip for slip in slips if found_item(self.lexicon, slip, is_listed=True) in (None, item)), word)
