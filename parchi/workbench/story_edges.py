"""Edges: from which state to which the orders of stories went, and which ways no story has gone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Any

from parchi.domain.order import EDGES, OFFERED
from parchi.services.inspection import inspect_order

Edge = tuple[str, str]
NEW = "(new)"
PASSED_ON: Edge = (OFFERED, OFFERED)
"""The order went to the next kirana: no other state, but a step of its own."""
Places = Mapping[Edge, Iterable[str]]
"""The stories that went each way, by name."""


def all_edges() -> list[Edge]:
    """Every step that an order may take, in the order of its life."""
    steps = [(start, end) for start, ends in EDGES.items() for end in ends]
    return [(NEW, OFFERED), PASSED_ON, *steps]


def edges_of(shop: Any) -> Counter[Edge]:
    """The steps of all orders of a shop. `shop` is an open unit of work."""
    numbers = shop.orders.placed_since(None)
    return Counter(edge for number in numbers for edge in _steps(inspect_order(shop, number)["history"]))


def missing_edges(gone: Places) -> list[Edge]:
    """The steps that no story takes."""
    return [edge for edge in all_edges() if not gone.get(edge)]


def edges_table(gone: Places) -> str:
    """A row a step: from, to, how many stories take it."""
    rows = [f"{'from':<10} {'to':<10} stories"]
    rows += [f"{start:<10} {end:<10} {len(list(gone.get((start, end), ()))):>7}" for start, end in all_edges()]
    return "\n".join(rows)


def _steps(history: list[dict[str, Any]]) -> Iterator[Edge]:
    """A note that leaves order and kirana as they are is no step."""
    yield NEW, history[0]["status"]
    for before, after in pairwise(history):
        if before["status"] != after["status"]:
            yield before["status"], after["status"]
        elif after["status"] == OFFERED and after["kirana"] not in (None, before["kirana"]):
            yield PASSED_ON
