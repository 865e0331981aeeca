"""A chat: one customer's messages, written down beforehand with the pauses between them."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import yaml

from parchi import bootstrap

SAID = Path(__file__).with_name("said.yml")
LANGUAGES = ("en", "hi", "hi-Latn")
NUMBER = "whatsapp:+91000{:07d}"
FIRST_CUSTOMER = 2_000_000
"""Customers' numbers begin here, well behind those of the demo's kiranas."""
NEAR = 0.002
"""Degrees from its kirana within which a customer lives: 200 m."""
PLOTS = {
    "usual": ("greet", "place", "list", "choose", "correct", "remove", "done", "yes", "status", "thanks"),
    "place last": ("list", "place", "choose", "more", "choose", "show", "done", "yes", "thanks"),
    "taken back": ("place", "list", "choose", "done", "yes", "cancel"),
    "only asking": ("greet", "price", "place", "price", "shop", "thanks"),
    "in two goes": ("place", "list", "more", "choose", "choose", "show", "done", "yes", "status"),
}
"""What a customer says, one after the other; what is chosen where nothing was asked is said in vain."""
ORDERING = frozenset({"usual", "place last", "taken back", "in two goes"})
WEIGHTS = (4, 2, 1, 1, 2)


@dataclass(frozen=True)
class Message:
    """What one number writes; a pin has a place and no text."""

    sender: str
    text: str
    place: tuple[str, str] | None = None
    pause: float = 0.0
    """Seconds since the message before it."""
    step: str = ""
    """Which step of its plot it is."""


@dataclass(frozen=True)
class Chat:
    """All that one customer writes."""

    customer: str
    plot: str
    language: str
    messages: tuple[Message, ...]
    wanted: Mapping[str, str]
    """By item how much of it the order has in the end, as it was said; empty where nothing is to be ordered."""


class Writer:
    """Writes chats; the same seed writes the same ones."""

    def __init__(self, seed: int, *, has_pins: bool = True, pauses: tuple[float, float] = (2.0, 5.0)) -> None:
        self._chance = Random(seed)
        self._has_pins = has_pins
        self._pauses = pauses
        self._said = yaml.safe_load(SAID.read_text(encoding="utf-8"))
        self._homes = _homes()
        self._chance.shuffle(self._homes)
        self._written = 0

    def chats(self) -> Iterator[Chat]:
        """Chats without an end, in all languages and plots, spread over all kiranas."""
        while True:
            yield self.chat()

    def chat(self) -> Chat:
        """The next customer's chat."""
        customer = NUMBER.format(FIRST_CUSTOMER + self._written)
        language = LANGUAGES[self._written % len(LANGUAGES)]
        (plot,) = self._chance.choices(list(PLOTS), WEIGHTS)
        home = self._homes[self._written % len(self._homes)]
        self._written += 1
        wanted: dict[str, str] = {}
        messages = tuple(self._message(customer, language, step, home, wanted) for step in PLOTS[plot])
        return Chat(customer, plot, language, messages, wanted if plot in ORDERING else {})

    def answer(self, before: Message, step: str, language: str) -> Message:
        """What a customer says to a question that is open where the plot goes on without an answer."""
        text = self._chance.choice(self._said[language][step])
        return Message(before.sender, text, None, self._chance.uniform(*self._pauses), step)

    def kiranas_answer(self, kind: str, **told: str) -> str:
        """What a kirana writes of an order."""
        answer: str = self._chance.choice(self._said["kirana"][kind])
        return answer.format(**told)

    def _message(
        self, customer: str, language: str, step: str, home: tuple[float, float, str], wanted: dict[str, str]
    ) -> Message:
        pause = self._chance.uniform(*self._pauses)
        if step == "place":
            latitude, longitude, pincode = home
            if not self._has_pins or self._chance.random() < 0.3:
                return Message(customer, pincode, None, pause, step)
            pin = (self._near(latitude), self._near(longitude))
            return Message(customer, "", pin, pause, step)
        said = self._said[language]
        text = self._list(said["things"], wanted) if step == "list" else self._one(step, said[step], wanted)
        return Message(customer, text, None, pause, step)

    def _list(self, things: Sequence[str], wanted: dict[str, str]) -> str:
        """Onions and tomatoes, which are corrected later, and four to ten more things."""
        chosen = [0, 1, *self._chance.sample(range(2, len(things)), self._chance.randint(4, 10))]
        for at in chosen:
            self._mean("things", at, wanted)
        between = self._chance.choice((", ", "\n", " aur " if things[0].endswith("pyaz") else ", "))
        return between.join(things[at] for at in chosen)

    def _one(self, step: str, said: Sequence[str], wanted: dict[str, str]) -> str:
        at = self._chance.randrange(len(said))
        self._mean(step, at, wanted)
        return said[at]

    def _mean(self, step: str, at: int, wanted: dict[str, str]) -> None:
        """What a sentence means for the order: an item, and how much of it where it is not taken out."""
        if step in self._said["means"]:
            item, _, amount = self._said["means"][step][at].partition(" ")
            wanted.pop(item, None)
            if amount:
                wanted[item] = amount

    def _near(self, degrees: float) -> str:
        return f"{degrees + self._chance.uniform(-NEAR, NEAR):.5f}"


def _homes() -> list[tuple[float, float, str]]:
    """Where the demo's kiranas are, and their pincodes."""
    with (bootstrap.DATA / "shop" / "kiranas.csv").open(encoding="utf-8") as file:
        return [(float(x["latitude"]), float(x["longitude"]), x["address"].split()[-1]) for x in csv.DictReader(file)]
