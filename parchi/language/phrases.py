"""A phrase book: meanings of one or several words, found by walking them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import itemgetter
from typing import Any, Generic, TypeVar

Meaning = TypeVar("Meaning")
_END = ""
Edges = Sequence[tuple[str, float]]
"""The steps that a token may stand for, each with what the step costs."""
Ways = list[tuple[float, tuple[Meaning, ...]]]
"""The meanings of several phrases, each with the cost of walking it."""
_cost = itemgetter(0)


class PhraseBook(Generic[Meaning]):
    """A tree of steps; what a phrase means hangs at its end."""

    def __init__(self) -> None:
        self._root: dict[str, Any] = {}
        self.firsts = self._root.keys()
        """The steps that phrases begin with."""
        self.steps: set[str] = set()

    def add(self, path: Iterable[str], meaning: Meaning) -> None:
        """Hang one more meaning at the end of the path."""
        node = self._root
        for step in path:
            self.steps.add(step)
            node = node.setdefault(step, {})
        node[_END] = (*node.get(_END, ()), meaning)

    def exact(self, path: Iterable[str]) -> tuple[Meaning, ...]:
        """The meanings of exactly this path; empty where it has none."""
        node: dict[str, Any] | None = self._root
        for step in path:
            node = node.get(step) if node else None
        return node.get(_END, ()) if node else ()

    def walk(self, words: Sequence[str], begin: int) -> tuple[int, tuple[Meaning, ...]] | None:
        """The longest phrase of exactly these words that begins at one of them."""
        node: dict[str, Any] | None = self._root.get(words[begin])
        best: tuple[int, tuple[Meaning, ...]] | None = None
        at = begin + 1
        while node is not None:
            if _END in node:
                best = (at, node[_END])
            node = node.get(words[at]) if at < len(words) else None
            at += 1
        return best

    def longest(self, edges: Sequence[Edges], begin: int) -> tuple[int, Ways[Meaning]] | None:
        """The longest phrases that begin at `begin`: their end, and the cost and meanings of each, cheapest first."""
        last, found = begin, list[tuple[float, tuple[Meaning, ...]]]()
        reached: list[tuple[float, dict[str, Any]]] = [(0.0, self._root)]
        for at in range(begin, len(edges)):
            steps = edges[at]
            if len(reached) == 1 == len(steps):  # as nearly always
                cost, node = reached[0]
                step, price = steps[0]
                follower = node.get(step)
                if follower is None:
                    break
                reached = [(cost + price, follower)]
                if _END in follower:
                    last, found = at + 1, [(cost + price, follower[_END])]
                continue
            reached = [
                (cost + price, follower)
                for cost, node in reached
                for step, price in reversed(steps)
                if (follower := node.get(step)) is not None
            ]
            if not reached:
                break
            ended = [(cost, node[_END]) for cost, node in reached if _END in node]
            if ended:
                last, found = at + 1, ended
        return (last, sorted(found, key=_cost) if len(found) > 1 else found) if found else None
