"""A reading: what one message was understood to mean (contract/understanding.md)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

CUSTOMER = "customer"
SHOP = "shop"


@dataclass(frozen=True)
class Line:
    """One thing asked for, in the customer's words."""

    words: str
    item: str | None = None
    brand: str | None = None
    pack: str | None = None
    quantity: float | None = None
    unit: str | None = None
    price: float | None = None
    act: str | None = None
    number: int | None = None
    note: str | None = None
    """How it is wanted ("biryani cut", "grated"), in the customer's words; not in the contract's JSON."""
    candidates: tuple[str, ...] = ()
    """Items that ambiguous words may mean ("dal"), or the closest ones of unknown words; empty where `item` is set."""
    is_sure: bool = True
    """Whether the words were matched well enough to act without asking."""

    def to_json(self) -> dict[str, Any]:
        """The contract's fields of a line."""
        names = ("words", "item", "brand", "pack", "quantity", "unit", "price", "act", "number")
        return {name: getattr(self, name) for name in names}

    def to_entity(self) -> dict[str, Any]:
        """Everything, as it goes to the actions."""
        return {**self.to_json(), "note": self.note, "candidates": list(self.candidates), "is_sure": self.is_sure}

    @classmethod
    def from_entity(cls, value: dict[str, Any]) -> Line:
        """The line that `to_entity` wrote."""
        return cls(**{**value, "candidates": tuple(value["candidates"])})


@dataclass(frozen=True)
class Reading:
    """One message understood. `lines` is in the order said; `confidence` is calibrated, 0 to 1."""

    text: str
    language: str | None
    intent: str
    also: tuple[str, ...] = ()
    confidence: float = 0.0
    guess: str | None = None
    minutes: int | None = None
    lines: tuple[Line, ...] = ()
    pickup: str | None = None
    """A wished pick-up time as said ("kal subah 7 baje"); not in the contract's JSON."""
    numbers: tuple[str, ...] = ()
    """Bare digit groups of the message ("1042", "4821"), for order numbers, codes and choices."""
    named: tuple[Line, ...] = ()
    """What the words of a refused message name, if they name things and nothing else; not in the contract's JSON."""
    has_language_sign: bool = True
    """False where only names of things tell the language, which change no conversation; not in the contract's JSON."""
    is_pressed: bool = False
    """Whether a button was pressed, perhaps on an old message; not in the contract's JSON."""

    def to_json(self) -> dict[str, Any]:
        """The contract's JSON object."""
        return {
            "text": self.text,
            "language": self.language,
            "intent": self.intent,
            "also": list(self.also),
            "confidence": round(self.confidence, 4),
            "guess": self.guess,
            "minutes": self.minutes,
            "lines": [line.to_json() for line in self.lines],
        }

    def to_entity(self) -> dict[str, Any]:
        """Everything, for the one Rasa entity `reading` that carries it to the actions."""
        return {
            **self.to_json(),
            "lines": [line.to_entity() for line in self.lines],
            "pickup": self.pickup,
            "numbers": list(self.numbers),
            "named": [line.to_entity() for line in self.named],
            "has_language_sign": self.has_language_sign,
            "is_pressed": self.is_pressed,
        }

    @classmethod
    def from_entity(cls, value: dict[str, Any]) -> Reading:
        """The reading that `to_entity` wrote."""
        found = {name: tuple(map(Line.from_entity, value[name])) for name in ("lines", "named")}
        return cls(**{**value, "also": tuple(value["also"]), "numbers": tuple(value["numbers"]), **found})

    def as_intent(self, intent: str) -> Reading:
        """The same message taken as another intent, when the conversation settles it."""
        return replace(self, intent=intent, guess=None)
