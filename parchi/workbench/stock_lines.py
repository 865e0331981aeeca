"""Stock lines: how the flat entities of a stock Rasa pipeline are joined into the lines of an order."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from parchi.workbench.stock_data import ITEM, NOTHING, PRICE, QUANTITY, UNIT

Found = tuple[str, str]
"""What an entity is, and its value."""


def joined(entities: Iterable[Found]) -> list[dict[str, Any]]:
    """Lines of entities in text order.

    A thing closes a line: what amounts stand between it and the thing before belong to it, as people mostly put them
    first ("2 kilo atta"). Where the message begins with a thing, amounts follow theirs instead ("atta 2 kilo"). An
    amount that no thing follows belongs to the last thing that has none of its kind; one without any thing at all
    is a line that names nothing ("3 kilo kar do").
    """
    told = [(kind, value) for kind, value in entities if kind in (ITEM, QUANTITY, UNIT, PRICE)]
    if not any(kind == ITEM for kind, _ in told):
        return [_line(NOTHING, dict(told))] if told else []
    follows = told[0][0] == ITEM
    lines: list[dict[str, Any]] = []
    waiting: dict[str, str] = {}
    for kind, value in told:
        if kind == ITEM:
            lines.append(_line(value, waiting))
            waiting = {}
        elif follows and lines and lines[-1][kind] is None:
            lines[-1] = {**lines[-1], kind: _value(kind, value)}
        else:
            waiting[kind] = value
    for kind, value in waiting.items():
        if lines[-1][kind] is None:
            lines[-1] = {**lines[-1], kind: _value(kind, value)}
    return lines


def _line(item: str, amounts: dict[str, str]) -> dict[str, Any]:
    said = {kind: _value(kind, amounts[kind]) if kind in amounts else None for kind in (QUANTITY, UNIT, PRICE)}
    return {"item": None if item == NOTHING else item, "brand": None, "pack": None, "act": None, **said}


def _value(kind: str, value: str) -> str | float | None:
    """Numbers as numbers; stock leaves what is no known synonym as it was written."""
    if kind == UNIT:
        return value
    try:
        return float(value)
    except ValueError:
        return None
