"""Things: a copy has all that its model has, but for the amounts."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import pytest

from parchi.language.amounts import Amount
from parchi.language.things import Thing

NAMES = [field.name for field in fields(Thing)]
NUMBERS = {name: at for at, name in enumerate(("first", "last", "start", "end", "number"))}
WORDS = {name: f"the {name}" for name in ("item", "brand", "note", "text", "act")}


@pytest.mark.parametrize("chosen", [name for name in NAMES if name.startswith("is_")])
def test_a_copy_says_the_same_of_other_amounts(chosen: str):
    signs = {name: name == chosen for name in NAMES if name.startswith("is_")}
    told: dict[str, Any] = {**NUMBERS, **WORDS, **signs, "candidates": ("one", "other"), "amounts": []}
    assert set(told) == set(NAMES)
    amounts = [Amount(1, 2, count=3.0)]
    copied = Thing(**told).copy(amounts)
    assert copied.amounts is amounts
    assert {name: getattr(copied, name) for name in NAMES} == {**told, "amounts": amounts}
