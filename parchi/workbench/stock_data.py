"""Stock data: our own training sentences as a stock Rasa pipeline learns from them, with entities marked.

Where things, amounts and prices stand in a sentence is told by our own line reader, so both sides learn from the very
same sentences, and the stock side from cleaner marks than a person would make in an afternoon.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from parchi.language.amounts import Amount
from parchi.language.lexicon import Lexicon
from parchi.language.lines import WITH_LINES, read_lines
from parchi.language.spans import Span
from parchi.language.things import Thing

ITEM, QUANTITY, UNIT, PRICE, PACK = "item", "quantity", "unit", "price", "pack"
NOTHING = "none"
"""The value of a thing that no catalogue item is."""


@dataclass(frozen=True)
class Entity:
    """A stretch of a text, from `start` to `end`, and what it says."""

    kind: str
    start: int
    end: int
    value: str


def entities_of(text: str, lexicon: Lexicon) -> list[Entity]:
    """The entities of a sentence, in text order, none within another."""
    reading = read_lines(text, lexicon)
    found: list[Entity] = []
    for part in reading.parts:
        if isinstance(part, Thing) and not part.is_pointer and part.number is None and (part.item or part.is_known):
            found.append(Entity(ITEM, part.start, part.end, part.item or NOTHING))
        elif isinstance(part, Amount) and not part.is_idle:
            found.extend(_of_amount(part, reading.spans))
    return sorted(found, key=lambda entity: entity.start)


def _of_amount(amount: Amount, spans: tuple[Span, ...]) -> Iterator[Entity]:
    inside = spans[amount.first : amount.last]
    start, end = inside[0].start, inside[-1].end
    if amount.price is not None:
        yield Entity(PRICE, start, end, f"{amount.price:g}")
        return
    if amount.is_pack and amount.count is None:
        yield Entity(PACK, start, end, f"{amount.measure:g} {amount.measure_unit}")
        return
    units = [span for span in inside if span.has("unit")]
    numbers = [span for span in inside if not span.has("unit")]
    value = amount.count if amount.count is not None else amount.measure
    if numbers and value is not None:
        yield Entity(QUANTITY, numbers[0].start, numbers[0].end, f"{value:g}")
    if units and (name := amount.unit or amount.measure_unit):
        yield Entity(UNIT, units[0].start, units[0].end, name)


def marked(text: str, entities: Iterable[Entity]) -> str:
    """A sentence in Rasa's notation: `[atta]{"entity": "item", "value": "wheat-flour"}`."""
    pieces, at = [], 0
    for entity in entities:
        if entity.start < at:
            continue
        words = text[entity.start : entity.end]
        pieces += [text[at : entity.start], f'[{words}]{{"entity": "{entity.kind}", "value": "{entity.value}"}}']
        at = entity.end
    return "".join([*pieces, text[at:]])


def write_stock_data(sentences: Iterable[tuple[str, str]], shop: Path, lexicon: Lexicon, to: Path) -> None:
    """Write one file of Rasa NLU data: marked sentences by intent, and the catalogue's words as synonyms and lookup."""
    blocks: dict[str, list[str]] = defaultdict(list)
    for text, intent in sentences:
        is_plain = intent not in WITH_LINES or "[" in text
        blocks[intent].append(text if is_plain else marked(text, entities_of(text, lexicon)))
    words: dict[str, list[str]] = defaultdict(list)
    with (shop / "words.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            words[row["item"]].append(row["word"])
    parts = ['version: "3.1"', "nlu:"]
    parts += [_block("intent", intent, examples) for intent, examples in sorted(blocks.items())]
    parts += [_block("synonym", item, spellings) for item, spellings in sorted(words.items())]
    parts.append(_block("lookup", ITEM, [word for spellings in words.values() for word in spellings]))
    to.write_text("\n".join(parts) + "\n", encoding="utf-8")


def _block(kind: str, name: str, examples: Iterable[str]) -> str:
    return "\n".join([f"- {kind}: {name}", "  examples: |", *(f"    - {example}" for example in examples)])
