"""A phrase book: meanings of one or several words, found by walking them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Generic, TypeVar

Meaning = TypeVar("Meaning")
_END = ""
Edges = Sequence[tuple[str, float]]
"""The steps that a token may stand for, each with what the step costs."""


class PhraseBook(Generic[Meaning]):
    """A tree of steps; what a phrase means hangs at its end."""

    def __init__(self) -> None:
        self._root: dict[str, Any] = {}
        self.steps: set[str] = set()

    def add(self, path: Iterable[str], meaning: Meaning) -> None:
        """Hang one more meaning at the end of the path."""
        node = self._root
        for step in path:
            self.steps.add(step)
            node = node.setdefault(step, {})
        node.setdefault(_END, []).append(meaning)

    def exact(self, path: Iterable[str]) -> list[Meaning]:
        """The meanings of exactly this path; empty where it has none."""
        node: dict[str, Any] | None = self._root
        for step in path:
            node = node.get(step) if node else None
        found: list[Meaning] = node.get(_END, []) if node else []
        return found

    def walk(self, words: Sequence[str], begin: int) -> tuple[int, list[Meaning]] | None:
        """The longest phrase of exactly these words that begins at one of them."""
        node: dict[str, Any] | None = self._root.get(words[begin])
        best: tuple[int, list[Meaning]] | None = None
        at = begin + 1
        while node is not None:
            if _END in node:
                best = (at, node[_END])
            node = node.get(words[at]) if at < len(words) else None
            at += 1
        return best

    def longest(self, edges: Sequence[Edges], begin: int) -> tuple[int, list[tuple[float, list[Meaning]]]] | None:
        """The longest phrases that begin at `begin`: their end, and the cost and meanings of each, cheapest first."""
        last, found = begin, list[tuple[float, list[Meaning]]]()
        stack: list[tuple[int, float, dict[str, Any]]] = [(begin, 0.0, self._root)]
        while stack:
            at, cost, node = stack.pop()
            if _END in node and at >= last:
                if at > last:
                    last, found = at, []
                found.append((cost, node[_END]))
            if at < len(edges):
                for step, price in edges[at]:
                    follower = node.get(step)
                    if follower is not None:
                        stack.append((at + 1, cost + price, follower))
        return (last, sorted(found, key=lambda pair: pair[0])) if found else None
