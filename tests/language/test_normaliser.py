"""What keyboards write in many ways is one text, and every letter knows where it came from."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parchi.language.normaliser import normalise, normalise_with_origins


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("ज़ीरा", "जीरा"),
        ("\u095bीरा", "जीरा"),
        ("शक्\u200dकर", "शक्कर"),
        ("हाँ", "हां"),
        ("५ किलो", "5 किलो"),
        ("भेज दो।", "भेज दो."),
        ("½ kg", " 1/2 kg"),
        ("2½ kilo", "2 1/2 kilo"),
        ("don’t", "don't"),
        ("2\u00a0kg", "2 kg"),
        ("500ml × 2", "500ml x 2"),
        ("２ kg", "2 kg"),
        ("𝐌𝐚𝐠𝐠𝐢", "Maggi"),
        ("café", "cafe"),
    ],
)
def test_one_writing_for_many(written: str, plain: str) -> None:
    assert normalise(written) == plain


def test_a_full_width_slash_does_not_become_a_command() -> None:
    assert not normalise("／restart").startswith("/")


@given(st.text())
def test_normalising_twice_changes_nothing(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@given(st.text())
def test_every_character_knows_its_origin(text: str) -> None:
    normalised = normalise_with_origins(text)
    places = [normalised.origin(index) for index in range(len(normalised.text))]
    assert places == sorted(places)
    assert all(0 <= place < len(text) for place in places)
