"""The training sentences: the same intents in every language, each sentence once, and none out of the tests."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import Any

import pytest
from rapidfuzz import fuzz, process
from training_sentences import LANGUAGES, ROOT, TOPICS, Sentence, read_topic

from parchi.workbench.checking.likeness import is_near_copy
from parchi.workbench.checking.likeness import plain_of as plain

CONFUSABLE = (
    "add_items", "change_quantity", "remove_items", "ask_price", "ask_availability", "browse", "place_order",
    "order_status", "affirm", "deny", "choose_option", "share_place", "complain", "out_of_scope",
)  # fmt: skip


EVERYBODYS = 5
"""Phrases of so few words are anybody's."""


def intents_of(language: str, topic: str) -> list[str]:
    return list(dict.fromkeys(sentence.intent for sentence in read_topic(language, topic)))


@pytest.mark.parametrize("topic", TOPICS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_the_same_intents_in_the_same_order(language: str, topic: str) -> None:
    assert intents_of(language, topic) == intents_of("en", topic)


def test_every_intent_of_the_contract_has_sentences(sentences: list[Sentence]) -> None:
    assert len({sentence.intent for sentence in sentences}) >= 37 + 15


def test_every_intent_has_twenty_sentences_in_every_language(sentences: list[Sentence]) -> None:
    counts = Counter((sentence.intent, sentence.language) for sentence in sentences)
    assert len(counts) == 3 * len({sentence.intent for sentence in sentences})
    assert {key: count for key, count in counts.items() if count < 20} == {}
    assert {key: count for key, count in counts.items() if key[0] in CONFUSABLE and count < 30} == {}


def test_no_sentence_stands_twice(sentences: list[Sentence]) -> None:
    counts = Counter(plain(sentence.text) for sentence in sentences)
    assert [text for text, count in counts.items() if count > 1] == []


def test_sentences_of_an_intent_run_from_short_to_long(sentences: list[Sentence]) -> None:
    for before, after in pairwise(sentences):
        if (before.intent, before.language) == (after.intent, after.language):
            assert len(before.text) <= len(after.text), after


def test_no_development_message_nor_a_near_copy_is_trained_on(
    sentences: list[Sentence], development: list[dict[str, Any]]
) -> None:
    trained = [plain(sentence.text) for sentence in sentences]
    copies = []
    for message in development:
        text = plain(message["text"])
        for scorer in (fuzz.ratio, fuzz.token_sort_ratio):
            nearest = process.extract(text, trained, scorer=scorer, score_cutoff=85, limit=5)
            copies.extend((sentence, text) for sentence, _, _ in nearest if is_near_copy(sentence, text))
    assert copies == []


def test_no_longer_message_of_other_people_nor_a_near_copy_is_trained_on(
    sentences: list[Sentence], other_people: list[dict[str, Any]], strangers: list[dict[str, Any]]
) -> None:
    copies = []
    for message in [*other_people, *strangers]:
        text = plain(message["text"])
        # "any deals this week" and the like are what everybody says.
        if len(text.split()) <= EVERYBODYS:
            continue
        trained = [plain(sentence.text) for sentence in sentences if sentence.intent == message["intent"]]
        for scorer in (fuzz.ratio, fuzz.token_sort_ratio):
            nearest = process.extract(text, trained, scorer=scorer, score_cutoff=85, limit=5)
            copies.extend((sentence, text) for sentence, _, _ in nearest if is_near_copy(sentence, text))
    assert copies == []


def test_a_changed_letter_counts_as_a_near_copy() -> None:
    assert is_near_copy("do kilo chini bhej dena bhaiya", "do kilo cheni bhej dena bhaiya")
    assert is_near_copy("chini bhej do kilo", "do kilo chini bhej")
    assert not is_near_copy("do kilo chini bhej dena", "ek kilo atta aur namak chahiye")


def test_sentences_have_no_signs_that_rasa_reads_as_annotations() -> None:
    for path in (ROOT / "data" / "nlu").rglob("*.yml"):
        assert "](" not in path.read_text(encoding="utf-8"), path
