"""Messages that cards hold out and reviewers kept: what people agreed that they mean."""

from __future__ import annotations

import json
from pathlib import Path

from parchi.language.understanding import Understanding

FOLDER = Path(__file__).parent
KEPT = ("taught.jsonl", "reviewed.jsonl")


def test_messages_of_cards_and_reviews_are_read_as_people_agreed(understanding: Understanding) -> None:
    files = [FOLDER / name for name in KEPT if (FOLDER / name).exists()]
    rows = [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    got = [understanding.read(row["text"], row.get("from", "customer")).intent for row in rows]
    assert got == [row["intent"] for row in rows]
