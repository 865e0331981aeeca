"""Refusals: what is counted as refused and as kept."""

from __future__ import annotations

import json
from pathlib import Path

from parchi.domain.reading import Reading
from parchi.workbench.evaluation import Example
from parchi.workbench.refusals import clinc150, hinglish_top, kept, refusals


def read(text: str, speaker: str) -> Reading:
    return Reading(text=text, language="en", intent="browse" if "shop" in text else "out_of_scope", confidence=1.0)


def test_the_share_refused_is_what_no_intent_was_found_for() -> None:
    found = refusals("a set", ["set an alarm", "what is in the shop", "sing a song", "tell a joke"], read)
    assert found.share == 0.75
    assert found.examples == (("browse", "what is in the shop"),)
    assert "75.0%" in found.line()


def test_only_messages_in_scope_can_be_kept() -> None:
    messages = [
        Example("what is in the shop", "customer", {"intent": "browse"}),
        Example("2 kg rice", "customer", {"intent": "add_items"}),
        Example("sing a song", "customer", {"intent": "out_of_scope"}),
    ]
    assert kept(messages, read) == 0.5


def test_classes_that_a_shop_answers_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "data_full.json"
    path.write_text(json.dumps({"val": [["hi", "greeting"], ["roll a die", "roll_dice"]], "oos_val": [["x", "oos"]]}))
    assert [sentences for _, sentences in clinc150(path)] == [["roll a die"], ["x"]]


def test_the_code_mixed_sentences_are_read(tmp_path: Path) -> None:
    path = tmp_path / "validation.tsv"
    path.write_text("en_query\tcs_query\tdomain\nPause it\ttimer roko\ttimer\n")
    assert hinglish_top(path) == ("Hinglish-TOP", ["timer roko"])
