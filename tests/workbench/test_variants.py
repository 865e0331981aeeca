"""Variants: other forms of a sentence, proposed and never taken."""

from __future__ import annotations

import pytest

from parchi import bootstrap
from parchi.domain.reading import Reading
from parchi.language.lexicon import Lexicon
from parchi.language.spelling import is_devanagari
from parchi.workbench.sentences import read_sentences
from parchi.workbench.variants import Words, propose

SHOP, LEXICON = bootstrap.DATA / "shop", bootstrap.DATA / "lexicon"


@pytest.fixture(scope="module")
def words() -> Words:
    return Words(Lexicon.load(SHOP, LEXICON), SHOP, LEXICON)


def read(text: str, speaker: str) -> Reading:
    language = "hi" if is_devanagari(text) else "hi-Latn"
    return Reading(text=text, language=language, intent="greet" if text.startswith("k") else "add_items")


@pytest.mark.parametrize("sentence", ["do kilo chini bhej do", "दो किलो चीनी भेज दो", "2 packet doodh chahiye"])
def test_a_sentence_has_forms_that_differ_from_it_and_each_other(words: Words, sentence: str) -> None:
    found = [variant.text for variant in propose(sentence, words, read, [])]
    assert len(found) == len({text.casefold() for text in found}) == 12
    assert sentence not in found
    assert all(is_devanagari(text) == is_devanagari(sentence) for text in found)


def test_what_is_taught_or_tested_already_is_not_proposed(words: Words) -> None:
    first = [variant.text for variant in propose("do kilo chini bhej do", words, read, [])]
    again = [variant.text for variant in propose("do kilo chini bhej do", words, read, first)]
    assert not set(first) & set(again)


def test_what_is_read_otherwise_comes_first(words: Words) -> None:
    found = propose("chini do kilo", words, read, [])
    assert [variant.is_same for variant in found] == sorted(variant.is_same for variant in found)
    assert all(variant.is_same == (variant.reading.intent == "add_items") for variant in found)


def test_a_sentence_without_words_has_none(words: Words) -> None:
    assert propose("?!", words, read, []) == []


def test_proposing_writes_nothing(words: Words) -> None:
    before = list(read_sentences(bootstrap.DATA / "nlu"))
    propose("do kilo chini bhej do", words, read, [each.text for each in before])
    assert list(read_sentences(bootstrap.DATA / "nlu")) == before
