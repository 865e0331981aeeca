"""The language of a message follows from its words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from training_sentences import ROOT, Sentence

from parchi.language.language_id import LanguageGuide
from parchi.language.lexicon import Lexicon
from parchi.language.lines import read_lines

Tell = Callable[[str], str | None]


@pytest.fixture(scope="module")
def language_of(lexicon: Lexicon) -> Tell:
    guide = LanguageGuide.load(ROOT / "data" / "lexicon", ROOT / "data" / "shop")
    return lambda text: guide.language(read_lines(text, lexicon).spans)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("I want 2 kg atta", "en"),
        ("please send paneer and ghee", "en"),
        ("send 1 kg chini and 2 kg aloo", "en"),
        ("2 kilo aloo, 1 kilo pyaz", "hi-Latn"),
        ("sugar 1kg, doodh 2 packet", "hi-Latn"),
        ("eggs, brown bread", "en"),
        ("do bread", "hi-Latn"),
        ("I want 2 kg atta aur chini bhi de dena", "hi-Latn"),
        ("order cancel kar do please", "hi-Latn"),
        ("mujhe ek packet bread chahiye", "hi-Latn"),
        ("ऑर्डर कैंसल करो", "hi"),
        ("2 packet अमूल दूध", "hi"),
        ("मैगी bhej do bhaiya jaldi se", "hi-Latn"),
        ("Amul", None),
        ("Maggi 2", None),
        ("2", None),
        ("👍", None),
        ("400601", None),
        ("xkcdq wvvz", None),
    ],
)
def test_words_decide_the_language(language_of: Tell, text: str, language: str | None) -> None:
    assert language_of(text) == language


def test_development_messages_are_told_right_98_times_in_100(
    language_of: Tell, development: list[dict[str, Any]]
) -> None:
    wrong = [m["text"] for m in development if language_of(m["text"]) != m["language"]]
    assert len(wrong) <= 0.02 * len(development), wrong


def test_training_sentences_are_told_right_97_times_in_100(language_of: Tell, sentences: list[Sentence]) -> None:
    told = [(sentence, language_of(sentence.text)) for sentence in sentences]
    wrong = [(s.language, language, s.text) for s, language in told if language not in (s.language, None)]
    assert len(wrong) <= 0.03 * len(sentences), wrong[:40]
