"""Whatever way a number is said, the same number is read."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parchi.language.ambiguity import settle
from parchi.language.lexicon import Lexicon
from parchi.language.numbers import read_number
from parchi.language.spans import tag

HINDI = {
    1: "ek",
    2: "do",
    3: "teen",
    4: "chaar",
    5: "paanch",
    6: "chhe",
    7: "saat",
    8: "aath",
    9: "nau",
    10: "das",
    11: "gyarah",
    12: "barah",
    15: "pandrah",
    20: "bees",
    25: "pachees",
    30: "tees",
    40: "chalis",
    50: "pachas",
    60: "saath",
    75: "pachhattar",
    80: "assi",
    90: "nabbe",
    99: "ninyanve",
}
DEVANAGARI = {
    1: "एक",
    2: "दो",
    3: "तीन",
    4: "चार",
    5: "पांच",
    6: "छह",
    7: "सात",
    8: "आठ",
    9: "नौ",
    10: "दस",
    25: "पच्चीस",
    50: "पचास",
}
ENGLISH = {1: "one", 2: "two", 3: "three", 5: "five", 12: "twelve", 20: "twenty", 25: "twenty five", 99: "ninety nine"}


def value(text: str, lexicon: Lexicon) -> float | None:
    number = read_number(settle(tag(text, lexicon), lexicon.counted), 0)
    return number.value if number else None


@st.composite
def said_numbers(draw: st.DrawFn) -> tuple[str, float]:
    """A number with one of the ways to say it, in three writings."""
    words = draw(st.sampled_from([HINDI, DEVANAGARI]))
    small = draw(st.sampled_from(sorted(n for n in words if n < 10)))
    is_devanagari = words is DEVANAGARI
    form = draw(
        st.sampled_from(
            ["digits", "decimal", "native", "word", "sava", "paune", "sadhe", "sau", "sadhe sau", "english", "and sau"]
        )
    )
    digits = str.maketrans("0123456789", "०१२३४५६७८९")
    if form == "digits":
        number = draw(st.integers(1, 9999))
        return str(number), number
    if form == "decimal":
        number = draw(st.integers(1, 99))
        return f"{number}.5", number + 0.5
    if form == "native":
        number = draw(st.integers(1, 999))
        return str(number).translate(digits), number
    if form == "word":
        return words[small], small
    if form == "sava":
        return ("सवा " if is_devanagari else "sava ") + words[small], small + 0.25
    if form == "paune":
        return ("पौने " if is_devanagari else "paune ") + words[max(small, 2)], max(small, 2) - 0.25
    if form == "sadhe":
        return ("साढ़े " if is_devanagari else "sadhe ") + words[max(small, 3)], max(small, 3) + 0.5
    if form == "sau":
        return f"{words[small]} {'सौ' if is_devanagari else 'sau'}", small * 100
    if form == "sadhe sau":
        return f"{'साढ़े' if is_devanagari else 'sadhe'} {words[max(small, 3)]} {'सौ' if is_devanagari else 'sau'}", max(
            small, 3
        ) * 100 + 50
    if form == "and sau":
        return f"{words[small]} {'सौ' if is_devanagari else 'sau'} {words[50]}", small * 100 + 50
    number = draw(st.sampled_from(sorted(ENGLISH)))
    return ENGLISH[number], number


@settings(deadline=None)
@given(said=said_numbers(), unit=st.sampled_from(["kilo", "gram", "किलो", "packet"]))
def test_what_is_said_is_read(lexicon: Lexicon, said: tuple[str, float], unit: str) -> None:
    words, number = said
    assert value(f"{words} {unit}", lexicon) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("aadha kilo", 0.5),
        ("½ kg", 0.5),
        ("1/2 kg", 0.5),
        ("2½ kg", 2.5),
        ("1 1/2 kg", 1.5),
        ("१.५ किलो", 1.5),
        ("dedh kilo", 1.5),
        ("dhai kilo", 2.5),
        ("ढाई किलो", 2.5),
        ("dhai sau gram", 250),
        ("sava sau gram", 125),
        ("paune do sau gram", 175),
        ("do sau gram", 200),
        ("sava kilo", 1.25),
        ("paune kilo", 0.75),
        ("half kg", 0.5),
        ("one and a half kg", 1.5),
        ("quarter kg", 0.25),
        ("a couple of lemons", 2),
        ("ek hazaar", 1000),
        ("do hazaar paanch sau rupaye", 2500),
        ("twenty five rupees", 25),
        ("do teen kele", 3),
        ("5-6 tamatar", 6),
        ("10 se 12 nimbu", 12),
        ("2 ya 3 packet", 3),
        ("do-teen packet", 3),
        ("paanch saat nimbu", 7),
    ],
)
def test_forms_of_the_shop(lexicon: Lexicon, text: str, number: float) -> None:
    assert value(text, lexicon) == number


@pytest.mark.parametrize("text", ["ek ek packet", "50-50 gram", "aadha aadha kilo", "दस-दस रुपये", "1-1 kilo"])
def test_doubled_numbers_are_of_each(lexicon: Lexicon, text: str) -> None:
    number = read_number(settle(tag(text, lexicon), lexicon.counted), 0)
    assert number is not None
    assert number.is_each


@settings(deadline=None)  # how long a machine takes is no matter of this test
@given(st.integers(0, 99))
def test_every_devanagari_number_has_a_word(lexicon: Lexicon, number: int) -> None:
    words = [word for word in lexicon.senses.words() if value(word, lexicon) == number]
    assert any("\u0900" <= word[0] <= "\u097f" for word in words)
    assert any(word.isascii() for word in words)


@pytest.mark.parametrize("text", ["paune 0", "पौने 0 किलो", "paune 0.1", "paune shunya"])
def test_a_quarter_less_than_nothing_is_no_number_below_zero(text: str, lexicon: Lexicon):
    assert value(text, lexicon) == 0.75
