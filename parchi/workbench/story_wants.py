"""What a turn of a story wants: facts about replies, basket, orders and shops, and how they differ from what is so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from parchi.workbench.story_language import language_of

HEARD_KEYS = frozenset({"contains", "any", "lacks", "language", "most", "buttons", "messages"})
STATE_KEYS = frozenset(
    {
        "basket",
        "total",
        "question",
        "kirana",
        "place",
        "order",
        "orders",
        "unchanged",
        "stopped",
        "language",
        "complaint",
        "news",
    }
)
ORDER_KEYS = frozenset({"status", "kirana", "total", "lines", "pickup", "asked", "history", "paid"})
LINE_KEYS = frozenset(
    {"item", "sku", "brand", "words", "pack", "packs", "quantity", "unit", "price", "pack_price", "note", "asked"}
)
ASKED_KEYS = frozenset({"quantity", "unit", "price"})
SHOP_KEYS = frozenset({"open", "offers", "orders", "shelf", "words"})
SHELF_KEYS = frozenset({"stock", "held", "price"})
COMPLAINT_KEYS = frozenset({"state", "remedy"})
PLACE_KEYS = frozenset({"pincode", "words", "latitude", "longitude"})
_TO = re.compile(r"to (customer(?: [2-9])?|operator|[\w-]+)")
_OF = re.compile(r"of (customer [2-9])")
_AT = re.compile(r"at ([\w-]+)")
_LINE = re.compile(r"(?:(?P<many>[\d.]+) (?P<unit>x|kg|g|piece|bunch) )?(?P<what>[\w-]+)(?: = (?P<price>[\d.]+))?")

Json = Mapping[str, Any]


class WantsError(ValueError):
    """An expectation that is not understood; `key` is the word at fault."""

    def __init__(self, what: str, key: str | None = None) -> None:
        super().__init__(what)
        self.key = key


@dataclass(frozen=True)
class Message:
    """One message as its receiver saw it."""

    to: str
    text: str
    buttons: tuple[str, ...] = ()


@dataclass(frozen=True)
class Difference:
    """One thing that is not as wanted."""

    what: str
    wanted: object
    got: object


@dataclass(frozen=True)
class Heard:
    """What somebody is to hear in a turn; all of it together counts."""

    contains: tuple[str, ...] = ()
    any: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    language: str | None = None
    most: int | None = None
    buttons: tuple[str, ...] | None = None
    messages: int | None = None

    def differences(self, what: str, messages: Sequence[Message]) -> Iterator[Difference]:
        """What is missing in, or wrong with, these messages."""
        if self.messages is not None and len(messages) != self.messages:
            yield Difference(f"{what}: number of messages", self.messages, [message.text for message in messages])
        if self.messages == 0:
            return
        whole = "\n".join(message.text for message in messages)
        folded = whole.casefold()
        for part in self.contains:
            if part.casefold() not in folded:
                yield Difference(f"{what} contains", part, whole)
        if self.any and not any(part.casefold() in folded for part in self.any):
            yield Difference(f"{what} contains one of", list(self.any), whole)
        for part in self.lacks:
            if part.casefold() in folded:
                yield Difference(f"{what} lacks", part, whole)
        if self.language is not None and language_of(whole) != self.language:
            yield Difference(f"{what} is in", self.language, f"{language_of(whole)}: {whole}")
        if self.most is not None and len(whole) > self.most:
            yield Difference(f"{what} has at most", f"{self.most} characters", f"{len(whole)} characters")
        buttons = messages[-1].buttons if messages else ()
        if self.buttons is not None and buttons != self.buttons:
            yield Difference(f"{what}: buttons", list(self.buttons), list(buttons))


@dataclass(frozen=True)
class Wants:
    """All that must be true after a turn. Numbers of money are rupees, kiranas are named by their ids."""

    heard: Mapping[str, Heard]
    """By receiver: `customer`, `customer 2`, `operator`, a kirana's id; "" is whoever spoke."""
    states: Mapping[str, Mapping[str, Any]]
    """By customer."""
    shops: Mapping[str, Mapping[str, Any]]
    """By kirana."""


def read_wants(told: Mapping[str, Any]) -> Wants:
    """The expectations of a turn; WantsError for a key that is not known."""
    heard: dict[str, Heard] = {}
    states: dict[str, dict[str, Any]] = {}
    shops: dict[str, dict[str, Any]] = {}
    for key, value in told.items():
        if key == "reply":
            heard[""] = _heard(key, value)
        elif match := _TO.fullmatch(key):
            heard[match[1]] = _heard(key, value)
        elif match := _OF.fullmatch(key):
            states[match[1]] = {name: _state(name, wanted) for name, wanted in _mapping(key, value, STATE_KEYS).items()}
        elif match := _AT.fullmatch(key):
            shops[match[1]] = _shop(key, value)
        elif key in STATE_KEYS:
            states.setdefault("customer", {})[key] = _state(key, value)
        else:
            known = ", ".join(sorted(STATE_KEYS))
            raise WantsError(f"unknown key {key!r}; known are reply, to …, of customer N, at …, {known}", key)
    return Wants(heard, states, shops)


def _heard(key: str, told: Any) -> Heard:
    """`nothing`, one text, several texts, or a mapping."""
    if told == "nothing":
        return Heard(messages=0)
    if not isinstance(told, dict):
        return Heard(contains=_texts(told))
    _mapping(key, told, HEARD_KEYS)
    return Heard(
        contains=_texts(told.get("contains", [])),
        any=_texts(told.get("any", [])),
        lacks=_texts(told.get("lacks", [])),
        language=told.get("language"),
        most=told.get("most"),
        buttons=_texts(told["buttons"] or []) if "buttons" in told else None,
        messages=told.get("messages"),
    )


def _texts(told: Any) -> tuple[str, ...]:
    return tuple(str(text) for text in told) if isinstance(told, list) else (str(told),)


def _state(key: str, told: Any) -> Any:
    if key == "basket":
        return [] if told == "empty" else [_line(line) for line in told]
    if key == "order":
        return None if told in (None, "none") else _order(told)
    if key in ("place", "complaint"):
        keys = PLACE_KEYS if key == "place" else COMPLAINT_KEYS
        return None if told in (None, "none") else _mapping(key, told, keys)
    if key in ("question", "kirana", "total"):
        return None if told == "none" else told
    return told


def _order(told: Any) -> Json:
    if isinstance(told, str):
        return {"status": told}
    order = dict(_mapping("order", told, ORDER_KEYS))
    if "lines" in order:
        order["lines"] = [_line(line) for line in order["lines"]]
    return order


def _line(told: Any) -> Json:
    """`wheat-flour`, `2 x SKU`, `750 g SKU`, any of them with ` = 118`, or a mapping."""
    if isinstance(told, dict):
        _mapping("asked", told.get("asked", {}), ASKED_KEYS)
        return _mapping("line", told, LINE_KEYS)
    match = _LINE.fullmatch(str(told))
    if match is None:
        raise WantsError(f"a line is such as `2 x SKU = 118`, found {told!r}")
    line: dict[str, Any] = {"sku" if match["many"] else "item": match["what"]}
    if match["unit"] == "x":
        line["packs"] = int(match["many"])
    elif match["many"]:
        line |= {"quantity": float(match["many"]), "unit": match["unit"]}
    return line | ({"price": float(match["price"])} if match["price"] else {})


def _shop(key: str, told: Any) -> dict[str, Any]:
    shop = dict(_mapping(key, told, SHOP_KEYS))
    for sku, entry in shop.get("shelf", {}).items():
        _mapping(f"{key}: {sku}", entry, SHELF_KEYS)
    return shop


def _mapping(key: str, told: Any, known: frozenset[str]) -> Json:
    if not isinstance(told, dict):
        raise WantsError(f"{key}: expected keys among {', '.join(sorted(known))}, found {told!r}", key)
    unknown = [name for name in told if name not in known]
    if unknown:
        raise WantsError(f"{key}: unknown key {unknown[0]!r}; known are {', '.join(sorted(known))}", unknown[0])
    return told
