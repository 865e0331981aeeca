"""What a stock Rasa pipeline learns from, and how its flat entities become lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from parchi.language.lexicon import Lexicon
from parchi.workbench.sentences import read_sentences
from parchi.workbench.stock_data import entities_of, marked, write_stock_data
from parchi.workbench.stock_lines import joined

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon.load(ROOT / "data/shop")


def told(*lines: dict[str, object]) -> list[tuple[object, ...]]:
    return [(line["item"], line["quantity"], line["unit"], line["price"]) for line in lines]


def test_amounts_before_a_thing_are_its_own() -> None:
    entities = [("quantity", "2"), ("unit", "kg"), ("item", "wheat-flour"), ("quantity", "1"), ("item", "milk")]
    assert told(*joined(entities)) == [("wheat-flour", 2.0, "kg", None), ("milk", 1.0, None, None)]


def test_where_a_thing_comes_first_amounts_follow_it() -> None:
    entities = [("item", "wheat-flour"), ("quantity", "2"), ("unit", "kg"), ("item", "milk"), ("price", "20")]
    assert told(*joined(entities)) == [("wheat-flour", 2.0, "kg", None), ("milk", None, None, 20.0)]


def test_what_no_thing_follows_belongs_to_the_last_one() -> None:
    entities = [("quantity", "2"), ("item", "wheat-flour"), ("unit", "kg")]
    assert told(*joined(entities)) == [("wheat-flour", 2.0, "kg", None)]


def test_an_amount_alone_is_a_line_that_names_nothing() -> None:
    assert told(*joined([("quantity", "3"), ("unit", "kg")])) == [(None, 3.0, "kg", None)]
    assert joined([]) == []


def test_a_value_that_is_no_number_is_nothing_known() -> None:
    assert told(*joined([("quantity", "thode"), ("item", "milk")])) == [("milk", None, None, None)]


def test_things_and_amounts_are_marked_where_they_stand(lexicon: Lexicon) -> None:
    text = "do kilo atta aur 20 rupaye ki chini"
    assert marked(text, entities_of(text, lexicon)) == (
        '[do]{"entity": "quantity", "value": "2"} [kilo]{"entity": "unit", "value": "kg"} '
        '[atta]{"entity": "item", "value": "wheat-flour"} aur [20 rupaye ki]{"entity": "price", '
        '"value": "20"} [chini]{"entity": "item", "value": "sugar"}'
    )


def test_the_stock_side_learns_from_every_sentence_and_every_word(tmp_path: Path, lexicon: Lexicon) -> None:
    sentences = [(sentence.text, sentence.intent) for sentence in read_sentences(ROOT / "data/nlu")]
    write_stock_data(sentences, ROOT / "data/shop", lexicon, tmp_path / "nlu.yml")
    written = (tmp_path / "nlu.yml").read_text()
    assert written.count("- intent: ") == len({intent for _, intent in sentences})
    examples = written[: written.index("- synonym: ")].count("\n    - ")
    assert examples == len(sentences) > 5000
    assert "- lookup: item" in written
