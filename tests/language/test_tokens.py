"""Messages fall into words, numbers and marks, wherever people forget the spaces."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parchi.language.tokens import BREAK, LIST_NUMBER, MOOD, tokenise


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("2kg", ["2", "kg"]),
        ("आटा५किलो", ["आटा", "5", "किलो"]),
        ("chini-2kg", ["chini", "-", "2", "kg"]),
        ("½", ["1/2"]),
        ("Maggi*2", ["maggi", "*", "2"]),
        ("2x1L", ["2", "x", "1", "l"]),
        ("kg/2", ["kg", "/", "2"]),
        ("doodh,dahi,atta", ["doodh", ",", "dahi", ",", "atta"]),
        ("Parle-G Lay's", ["parle", "g", "lays"]),
        ("1,000 rs", ["1000", "rs"]),
        ("2 doodh 🙏 bhejo", ["2", "doodh", MOOD, "bhejo"]),
        ("😀 2 doodh 🙏", ["2", "doodh"]),
        ("2 🥛 bhejo", ["2", "milk", "bhejo"]),
        ("3/4 kg", ["3/4", "kg"]),
        ("22/11 ko", ["22", "/", "11", "ko"]),
    ],
)
def test_words_and_numbers_part(text: str, tokens: list[str]) -> None:
    assert [token.text for token in tokenise(text)] == tokens


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("1) doodh\n2) bread", ["1)", "2)"]),
        ("1. doodh\n2. bread\n3. anda", ["1.", "2.", "3."]),
        ("1. aata 10kg 2. chini 5kg 3. tel 5 litre", ["1.", "2.", "3."]),
        ("1 aata 5kg\n2 chini 1kg\n3 dal 2kg", ["1", "2", "3"]),
        ("2 aata\n1 chini\n3 dal", []),
        ("1.5 kg aata", []),
        ("2 doodh, 3 bread", []),
    ],
)
def test_list_numbers_are_told_from_amounts(text: str, numbers: list[str]) -> None:
    assert [token.text for token in tokenise(text) if token.kind == LIST_NUMBER] == numbers


@given(st.text(alphabet="aअकि½२12 ,.\n-kg🥛'", max_size=40))
def test_tokens_stand_in_order_inside_the_text(text: str) -> None:
    tokens = tokenise(text)
    assert all(0 <= token.start < token.end <= len(text) for token in tokens)
    assert all(first.start <= second.start for first, second in pairwise(tokens))
    assert all(text[token.start : token.end].strip() for token in tokens if token.kind != BREAK)
