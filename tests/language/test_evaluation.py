"""The scores count what the contract compares."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from parchi.domain.reading import Line, Reading
from parchi.language.lexicon import Lexicon
from parchi.workbench.confusion_picture import confusion_picture
from parchi.workbench.evaluation import Example, evaluate, line_key, macro_f1, read_examples
from parchi.workbench.oracle import evaluate_lines

DEVELOPMENT = Path(__file__).parents[1] / "nlu" / "development.jsonl"


def example(intent: str, *lines: dict[str, Any]) -> Example:
    return Example("2 kilo chini", "customer", {"intent": intent, "language": "hi-Latn", "lines": list(lines)})


def sugar(amount: float, unit: str, act: str = "add") -> dict[str, Any]:
    return {"item": "sugar", "quantity": amount, "unit": unit, "price": None, "act": act}


def test_weights_are_compared_as_amounts() -> None:
    assert line_key(sugar(0.5, "kg")) == line_key(sugar(500, "g"))
    assert line_key(sugar(1, "packet")) != line_key(sugar(1, "kg"))


def test_only_added_lines_count_under_add_items() -> None:
    reading = Reading(
        "",
        "hi-Latn",
        "add_items",
        lines=(Line("chini", "sugar", quantity=2, unit="kg", act="add"), Line("dahi", "curd", act="remove")),
    )
    outcome = evaluate([example("add_items", sugar(2, "kg"))], lambda text, speaker: reading).outcomes[0]
    assert outcome.is_exact


def test_a_wrong_intent_is_not_exact_and_is_listed() -> None:
    evaluation = evaluate([example("add_items")], lambda text, speaker: Reading(text, None, "greet", confidence=0.9))
    assert not evaluation.outcomes[0].is_exact
    assert evaluation.confusions() == {("add_items", "greet"): 1}
    assert evaluation.scores()["all"].figures["exact match"] == 0
    assert "exact match" in evaluation.table()


def test_errors_and_picture_are_written(tmp_path: Path) -> None:
    evaluation = evaluate([example("add_items")], lambda text, speaker: Reading(text, None, "greet"))
    evaluation.write_errors(tmp_path / "errors.jsonl")
    (tmp_path / "confusions.svg").write_text(confusion_picture(evaluation.confusions()))
    assert "2 kilo chini" in (tmp_path / "errors.jsonl").read_text()
    assert "greet" in (tmp_path / "confusions.svg").read_text()


def test_macro_f1_counts_every_intent_alike() -> None:
    assert macro_f1([("a", "a"), ("a", "a"), ("b", "a")]) == 0.4


def test_lines_of_the_development_messages_are_right_when_the_intent_is(lexicon: Lexicon) -> None:
    scores = evaluate_lines(read_examples(DEVELOPMENT), lexicon).scores()
    for language, score in scores.items():
        assert (score.figures["exact match"] or 0) >= 0.97, language
