"""Refusals: how many sentences that no shop can answer are refused, and how many messages in scope are kept."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from parchi.domain.reading import CUSTOMER
from parchi.workbench.evaluation import OUT_OF_SCOPE, Example, Read, read_examples

ANSWERED_HERE = frozenset(
    {
        "order", "order_status", "shopping_list", "shopping_list_update", "cancel", "greeting", "goodbye", "yes", "no",
        "maybe", "thank_you", "repeat", "change_language", "share_location", "directions", "distance",
        "what_can_i_ask_you", "pay_bill",
    }
)  # fmt: skip
"""Classes of CLINC150 that a shop does answer."""


@dataclass(frozen=True)
class Refusals:
    """How one set of sentences came out: how many were taken for which intent."""

    name: str
    sentences: int
    taken: Counter[str]
    examples: tuple[tuple[str, str], ...]
    """Some of the sentences that were taken, with what for."""

    @property
    def share(self) -> float:
        """The share of the sentences that was refused."""
        return 1.0 - self.taken.total() / self.sentences

    def line(self) -> str:
        """The set as a row of a table."""
        mistakes = ", ".join(f"{intent} {count}" for intent, count in self.taken.most_common(6))
        return f"{self.name:28}{self.sentences:>7}{self.share:>9.1%}  {mistakes}"


def refusals(name: str, sentences: Sequence[str], read: Read) -> Refusals:
    """Read every sentence as a customer's and count what was not refused."""
    read_as = [(text, read(text, CUSTOMER).intent) for text in sentences]
    taken = [(intent, text) for text, intent in read_as if intent != OUT_OF_SCOPE]
    return Refusals(name, len(sentences), Counter(intent for intent, _ in taken), tuple(taken))


def kept(messages: Sequence[Example], read: Read) -> float:
    """The share of messages in scope that were not refused."""
    mine = [message for message in messages if message.intent != OUT_OF_SCOPE]
    return sum(read(message.text, message.speaker).intent != OUT_OF_SCOPE for message in mine) / len(mine)


def clinc150(path: Path) -> Iterator[tuple[str, list[str]]]:
    """The validation sentences of CLINC150 that no shop answers, and its out-of-scope ones."""
    sets = json.loads(path.read_text(encoding="utf-8"))
    yield "CLINC150 validation", [text for text, kind in sets["val"] if kind not in ANSWERED_HERE]
    yield "CLINC150 out of scope", [text for text, _ in sets["oos_val"]]


def words_in(path: Path) -> set[str]:
    """Every word of CLINC150's sentences, which people spoke of everyday things."""
    sets = json.loads(path.read_text(encoding="utf-8"))
    return {word for sentences in sets.values() for text, _ in sentences for word in text.lower().split()}


def hinglish_top(path: Path) -> tuple[str, list[str]]:
    """The code-mixed sentences of Hinglish-TOP."""
    head, *rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    return "Hinglish-TOP", [row[head.index("cs_query")] for row in rows]


def main(
    clinc: Annotated[Path, typer.Option(help="CLINC150's data_full.json.")],
    hinglish: Annotated[Path, typer.Option(help="A table of Hinglish-TOP.")],
    messages: Annotated[list[Path], typer.Argument(help="Files of annotated messages.")],
    show: Annotated[int, typer.Option(help="How many taken sentences to print of each set.")] = 0,
) -> None:
    """Print the share refused of each set and the share kept of each file of messages."""
    from parchi import bootstrap

    read = bootstrap.understanding().read
    for name, sentences in [*clinc150(clinc), hinglish_top(hinglish)]:
        found = refusals(name, sentences, read)
        typer.echo(found.line())
        for intent, text in found.examples[:: max(1, len(found.examples) // show)] if show else ():
            typer.echo(f"    {intent:20}{text.strip()}")
    for path in messages:
        typer.echo(f"{path.name:28}{'kept':>7}{kept(read_examples(path), read):>9.1%}")


if __name__ == "__main__":
    typer.run(main)
