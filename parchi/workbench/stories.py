"""A story: a conversation that a tester wrote down, with what must be true after each of its turns."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import yaml

from parchi.domain.hours import IST
from parchi.workbench.story_operator import CAMPAIGN_KEYS, COMMANDS
from parchi.workbench.story_translations import in_language, languages_of
from parchi.workbench.story_wants import STATE_KEYS, Wants, WantsError, read_wants
from parchi.workbench.story_yaml import read_yaml

MONDAY_ELEVEN = datetime(2026, 11, 23, 11, 0, tzinfo=IST)
STORY_KEYS = frozenset({"story", "at", "place", "stock", "templates", "turns"})
SAID_KEYS = frozenset(
    {"text", "times", "pin", "label", "button", "old button", "photo", "voice", "name", "deliveries", "taps"}
)
_SPEAKER = re.compile(r"customer(?: [2-9])?|kirana [\w-]+(?: [2-9])?")
_PAUSE = re.compile(r"(\d+) (second|minute|hour|day)s?")


class StoryError(ValueError):
    """A story that cannot be read; the text names the file, the story and the turn, `what` only the fault.

    `turn` counts from 1; `key` is the word that is not known, where it is that.
    """

    def __init__(self, where: str, what: str, *, turn: int | None = None, key: str | None = None) -> None:
        super().__init__(f"{where}: {what}" if where else what)
        self.what = what
        self.turn = turn
        self.key = key


@dataclass(frozen=True)
class Said:
    """What a speaker sends: words, a location pin, a pressed button, a photo or a voice note."""

    text: str = ""
    pin: tuple[float, float] | None = None
    label: str | None = None
    button: str | None = None
    """The title of a button of the last message that had any."""
    is_old: bool = False
    """Whether it is the first button of that title that was ever shown, whatever came after."""
    media: str | None = None
    """A content type such as `image/jpeg`."""
    name: str | None = None
    """The profile name that WhatsApp tells."""
    deliveries: int = 1
    """How often Twilio brings this very message."""
    is_late: bool = False
    """Whether Twilio brings it once more after the next message."""
    taps: int = 1
    """How often the speaker sends it, as fast as fingers can."""


@dataclass(frozen=True)
class Turn:
    """Somebody says something, or time passes; and what must be true then."""

    wants: Wants
    speaker: str | None = None
    """`customer`, `customer 2`, `kirana sai`, `kirana sai 2` (the shop's second number); None for a pause."""
    said: Said = field(default_factory=Said)
    pause: timedelta = timedelta()
    command: Mapping[str, Any] = field(default_factory=dict)
    """What the operator does: `unlock: "{order}"`, or `campaign:` with its texts."""


@dataclass(frozen=True)
class Story:
    """One conversation on the fixture shop."""

    name: str
    file: str
    turns: tuple[Turn, ...]
    at: datetime = MONDAY_ELEVEN
    place: str | None = None
    """The area from which the first customer has sent a pin before the story begins."""
    stock: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    """Packs (or kg, piece, bunch) by kirana and sku, where they differ from the fixture's."""
    templates: tuple[str, ...] = ()
    """WhatsApp templates that are configured."""
    language: str | None = None
    """In which it is told, where it is told in several."""
    translations: tuple[Story, ...] = ()
    """The same story in its other languages."""

    @property
    def kind(self) -> str:
        """The kind of trouble that it is about."""
        return Path(self.file).stem

    @property
    def touches_orders(self) -> bool:
        """Whether it wants anything of an order, of several people at once, or of a shop."""
        wants = [turn.wants for turn in self.turns]
        states = [state for want in wants for state in want.states.values()]
        is_order = any(state.get("order") for state in states)
        return is_order or any(want.shops for want in wants)


def load_stories(folder: Path) -> list[Story]:
    """All stories of a folder's `*.yml`, or of one file. StoryError for what is not understood or named twice."""
    stories = [story for file in story_files(folder) for story in read_stories(file)]
    names = [story.name for story in stories]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise StoryError(str(folder), f"two stories are called {twice[0]!r}")
    return stories


def story_files(path: Path) -> list[Path]:
    """The files of a folder, or the one file."""
    return [path] if path.is_file() else sorted(path.glob("*.yml"))


def read_stories(file: Path) -> list[Story]:
    """The stories of one file; none where there is nothing but a heading."""
    try:
        told = read_yaml(file.read_text(encoding="utf-8")) or []
    except yaml.YAMLError as error:
        raise StoryError(file.name, str(error)) from None
    if not isinstance(told, list):
        raise StoryError(file.name, "expected a list of `- story: …`")
    return [read_story(file.name, story) for story in told]


def read_story(file: str, told: Any) -> Story:
    """A story as it stands in a file, in the first of its languages, with the others behind it. Raises StoryError."""
    if not isinstance(told, dict) or not told.get("story"):
        raise StoryError(file, "expected a list of `- story: …`")
    first, *others = languages_of(told) or (None,)
    translations = [_story(file, in_language(told, language), language) for language in others]
    return replace(_story(file, in_language(told, first), first), translations=tuple(translations))


def _story(file: str, told: Mapping[str, Any], language: str | None) -> Story:
    where = f"{file}: {told['story']}"
    _check_keys(where, told, STORY_KEYS)
    turns = told.get("turns")
    if not isinstance(turns, list) or not turns:
        raise StoryError(where, "no turns")
    at = told.get("at")
    return Story(
        name=str(told["story"]),
        file=file,
        turns=tuple(_turn_of(where, number, turn) for number, turn in enumerate(turns, start=1)),
        at=_time(where, at) if at is not None else MONDAY_ELEVEN,
        place=told.get("place"),
        stock=told.get("stock") or {},
        templates=tuple(told.get("templates") or ()),
        language=language,
    )


def _turn_of(where: str, number: int, told: object) -> Turn:
    try:
        return _turn(told)
    except (StoryError, WantsError) as error:
        what, key = (error.what, error.key) if isinstance(error, StoryError) else (str(error), error.key)
        raise StoryError(f"{where}: turn {number}", what, turn=number, key=key) from None


def _turn(told: object) -> Turn:
    if not isinstance(told, dict):
        raise StoryError("", "expected who says what, and what must be true then")
    doers = [str(key) for key in told if key in ("pause", "operator") or _SPEAKER.fullmatch(str(key))]
    if len(doers) != 1:
        known = "`customer`, `customer 2`, `kirana ID`, `operator` and `pause`"
        key = next((str(key) for key in told if str(key) not in STATE_KEYS), None)
        raise StoryError("", f"expected one of {known}, found {', '.join(doers or map(str, told))}", key=key)
    doer = doers[0]
    wants = read_wants({key: value for key, value in told.items() if key != doer})
    if doer == "pause":
        return Turn(wants, pause=_span(told[doer]))
    if doer == "operator":
        return Turn(wants, command=_command(told[doer]))
    return Turn(wants, speaker=doer, said=_said(told[doer]))


def _command(told: object) -> Mapping[str, Any]:
    if not isinstance(told, dict):
        raise StoryError("", f"the operator does one of {', '.join(sorted(COMMANDS))}")
    _check_keys("", told, COMMANDS)
    _check_keys("", told.get("campaign", {}), CAMPAIGN_KEYS)
    return told


def _said(told: object) -> Said:
    if not isinstance(told, dict):
        return Said(text=str("" if told is None else told))
    _check_keys("", told, SAID_KEYS)
    if sum(key in told for key in ("text", "pin", "button", "photo", "voice")) > 1 and "pin" not in told:
        raise StoryError("", "text, button, photo and voice are different messages")
    media = "image/jpeg" if told.get("photo") else "audio/ogg" if told.get("voice") else None
    return Said(
        text=_text(told),
        pin=_pin(told["pin"]) if "pin" in told else None,
        label=told.get("label"),
        button=told.get("button") or told.get("old button"),
        is_old="old button" in told,
        media=media,
        name=told.get("name"),
        deliveries=_number(told, "deliveries"),
        taps=_number(told, "taps"),
    )


def _text(told: Mapping[str, Any]) -> str:
    """`times` makes a list of so many lines; `{n}` in the text is then the line's number."""
    text, times = str(told.get("text", "")), _number(told, "times")
    return text if times == 1 else "\n".join(text.replace("{n}", str(n)) for n in range(1, times + 1))


def _number(told: Mapping[str, Any], key: str) -> int:
    value = told.get(key, 1)
    if not isinstance(value, int) or value < 1:
        raise StoryError("", f"{key} is a number such as 2, found {value!r}", key=key)
    return value


def _pin(told: object) -> tuple[float, float]:
    if isinstance(told, Sequence) and len(told) == 2 and all(isinstance(part, int | float) for part in told):
        return float(told[0]), float(told[1])
    raise StoryError("", "a pin is [latitude, longitude]", key="pin")


def _span(told: object) -> timedelta:
    match = _PAUSE.fullmatch(str(told))
    if match is None:
        raise StoryError("", f"a pause is such as `20 minutes`, found {told!r}", key="pause")
    return timedelta(**{f"{match[2]}s": int(match[1])})


def _time(where: str, told: object) -> datetime:
    """A time of its own; YAML has read it already where it stands without quotes."""
    try:
        at = told if isinstance(told, datetime) else datetime.fromisoformat(str(told))
    except ValueError:
        raise StoryError(where, f"at is such as `2026-11-23 14:30`, found {told!r}", key="at") from None
    return at.replace(tzinfo=IST) if at.tzinfo is None else at


def _check_keys(where: str, told: Mapping[str, Any], known: frozenset[str]) -> None:
    for key in (str(key) for key in told if key not in known):
        raise StoryError(where, f"unknown key {key!r}; known are {', '.join(sorted(known))}", key=key)
