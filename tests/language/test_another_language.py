"""Another language is a folder of tables: Marathi in Devanagari, without a line of code."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from parchi.language.language_id import LanguageGuide
from parchi.language.lexicon import Lexicon
from parchi.language.lines import finish_lines, read_lines
from parchi.language.spans import tag
from tests.language.conftest import ROOT

TABLES = {
    "numbers.csv": "kind,value,words\nnumber,2,दोन\nnumber,5,पाच\nnumber,0.5,अर्धा;अर्धी\nmore,0.25,सव्वा\n",
    "units.csv": "unit,factor,words\npacket,1,पुडा;पुडे\n",
    "cues.csv": "cue,words\nand,आणि;नि\nlink,चा;ची;चे\nask_price,भाव काय;किंमत काय\n",
    "fillers.csv": "words\nपाहिजे द्या पाठवा मला\n",
    "function_words.csv": "kind,words\nsign,आणि पाहिजे द्या पाठवा मला आहे का दोन अर्धा\n",
}
WORDS = (("salt", "मीठ"), ("potato", "बटाटे"), ("onion", "कांदे"), ("jaggery", "गूळ"))


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of data/lexicon and data/shop with what a trainer of Marathi would add."""
    folder = tmp_path_factory.mktemp("data")
    for name in ("lexicon", "shop"):
        shutil.copytree(ROOT / "data" / name, folder / name)
    marathi = folder / "lexicon" / "mr"
    marathi.mkdir()
    for name, text in TABLES.items():
        (marathi / name).write_text(text, encoding="utf-8")
    with (folder / "shop" / "words.csv").open("a", encoding="utf-8") as file:
        file.writelines(f"{item},mr,{word}\n" for item, word in WORDS)
    return folder


@pytest.fixture(scope="module")
def marathi(data: Path) -> Lexicon:
    return Lexicon.load(data / "shop")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("दोन किलो बटाटे आणि अर्धा किलो कांदे द्या", [("potato", 2, "kg"), ("onion", 0.5, "kg")]),
        ("सव्वा किलो गूळ पाहिजे", [("jaggery", 1.25, "kg")]),
        ("मीठ पाच पुडे पाठवा", [("salt", 5, "packet")]),
        ("मला 2 लिटर दूध आणि पाव किलो पनीर", [("milk", 2, "l"), ("paneer", 0.25, "kg")]),
    ],
)
def test_its_numbers_units_and_words_are_read(
    marathi: Lexicon, text: str, wanted: list[tuple[str, float, str]]
) -> None:
    lines = finish_lines(read_lines(text, marathi), "add_items", (), "customer", marathi)
    assert [(line.item, line.quantity, line.unit) for line in lines] == wanted


def test_it_is_told_from_hindi_by_its_words(marathi: Lexicon, data: Path) -> None:
    guide = LanguageGuide.load(data / "lexicon", data / "shop")
    assert guide.language(tag("दोन किलो बटाटे पाठवा", marathi)) == "mr"
    assert guide.language(tag("दो किलो आलू भेज दो", marathi)) == "hi"
