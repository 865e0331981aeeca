"""Wishes are heard as the tables write them: by sound, side by side, with words between, by a beginning, as a whole."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from parchi.language.number_words import numbers_said, sizes_said
from parchi.language.tables import rows_of
from parchi.language.unit_words import amounts_in
from parchi.language.wishes import Wishes, first_said, keys_of, pattern_of, rest_of, wishes_said, words_in
from parchi.project import LEXICON
from tests.language.conftest import ROOT

KNOWN = """wish,question,longest,means
refund,complaint,,the money back
again,complaint,,the goods once more
none,complaint,,no answer
cut,,,cut pieces
book,,,the book of credit
yes,,,yes and nothing else
small,,3,a smaller one
"""
SAID = """wish,phrases
refund,paisa … wapas;refund
again,phir se;badal*
none,phir se aaya
book,'khata'
cut,kata
yes,=ghar haan
small,chhota
"""


@pytest.fixture(scope="module")
def wishes(tmp_path_factory: pytest.TempPathFactory) -> Wishes:
    lexicon = tmp_path_factory.mktemp("lexicon")
    (lexicon / "hi-Latn").mkdir()
    (lexicon / "wishes.csv").write_text(KNOWN, encoding="utf-8")
    (lexicon / "hi-Latn" / "wishes.csv").write_text(SAID, encoding="utf-8")
    return Wishes.load(lexicon)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("paisa wapas karo", {"refund"}),
        ("paise mera wapas", set()),  # paise does not sound like paisa
        ("paisa mera do wapas", {"refund"}),
        ("paisa mera kal tak do wapas", set()),  # more than two words between
        ("पैसा वापस", {"refund"}),
        ("wapas paisa", set()),
        ("REFUND!", {"refund"}),
        ("fir se bhejo", {"again"}),
        ("phir kal se", set()),
        ("badalkar do", {"again"}),
        ("बदलना है", {"again"}),
        ("maggi phir se aaya", {"none"}),  # the longer phrase of the same question is meant
        ("maggi phir se aaya, badal do", {"none", "again"}),
        ("khata likho", {"book", "cut"}),
        ("kata hua", {"cut"}),  # sounds alike, and counts in the other spelling only
        ("ghar haan", {"yes"}),
        ("ghar haan ji", set()),
        ("chhota do", {"small"}),
        ("chhota wala packet do", set()),  # a longer message speaks of more
        ("", set()),
    ],
)
def test_a_phrase_is_heard_as_it_is_written(wishes: Wishes, text: str, said: set[str]) -> None:
    assert wishes.said(words_in(text)) == said


def test_a_language_that_says_nothing_of_wishes_takes_part_with_the_others(tmp_path: Path) -> None:
    assert Wishes.load(tmp_path).said(words_in("phir se")) == frozenset()


@pytest.mark.parametrize(
    ("text", "wish", "is_said"),
    [
        ("राजमा का क्या भाव है", "khata", False),  # "jama" is within it
        ("sharma ji ka udhaar 200", "khata", True),
        ("udhar rakh do", "khata", True),
        ("उधर रख दो", "khata", False),  # there, and not on credit
        ("not yet", "not_paid", True),
        ("900 nau baje mile", "not_paid", False),  # nine sounds like no
        ("बासमती का दाम", "group_nothing", False),
        ("which bot is this", "both_orders", False),
        ("bread phir se aa gayi", "complaint_again", False),
        ("phir se bhej dunga", "complaint_again", True),
        ("bina uske nahi", "missing_leave_out", False),
        ("bina uske bhej do", "missing_leave_out", True),
        ("dusri company ka do", "missing_other_shop", False),
        ("dusri dukaan se", "missing_other_shop", True),
        ("doosri", "missing_other_shop", True),
    ],
)
def test_words_that_look_or_sound_alike_stay_apart(text: str, wish: str, is_said: bool) -> None:
    assert (wish in wishes_said(text)) is is_said


def test_the_first_of_several_wishes_counts() -> None:
    assert first_said("sasta ya chhota", ("option_smallest", "option_cheapest")) == "option_smallest"
    assert first_said("kuch bhi", ("option_smallest", "option_cheapest")) is None


def test_what_is_said_around_a_wish_is_left() -> None:
    assert rest_of("Amul butter khatam ho gaya", "of_shelves") == ["amul", "butter"]
    assert {"vo", "ye"} <= keys_of("pointing")


def test_a_pattern_takes_its_words_from_the_tables() -> None:
    homes = re.compile(rf"(\d+)\s*{pattern_of('homes')}")
    assert [homes.search(text) is not None for text in ("10 ghar", "10ghar", "5 घरों", "3 families")] == [True] * 4
    assert [homes.search(text) for text in ("10 logos", "10 gharelu"[:5])] == [None, None]


def test_numbers_in_words_and_the_sizes_of_packs() -> None:
    assert numbers_said("do ya teen") == [2, 3]
    assert numbers_said("no, three kilos", but_of=("kg",)) == []
    assert sizes_said("ek kilo wala, ya 500 gram", ("kg", "g")) == {"1 kg", "500 g"}
    assert sizes_said("एक किलो", ("kg", "g")) == {"1 kg"}
    found = amounts_in(("minute",), 60).search("2 घंटे में")
    assert found is not None
    assert found[1] == "2"


def test_every_wish_is_listened_to_and_said_in_every_language() -> None:
    wishes = [row["wish"] for row in rows_of(LEXICON / "wishes.csv")]
    code = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "parchi").rglob("*.py"))
    named = re.findall(r"[\"']([a-z0-9_]+)[\"']", code)
    families = re.findall(r"f\"([a-z]+_)\{", code)
    unheard = [wish for wish in wishes if wish not in named and not wish.startswith(tuple(families))]
    assert unheard == ["complaint_none"]  # it is only there to be longer than the phrases in it
    for language in ("en", "hi", "hi-Latn"):
        assert [row["wish"] for row in rows_of(LEXICON / language / "wishes.csv")] == wishes
