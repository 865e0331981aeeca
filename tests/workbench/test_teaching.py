"""A wish is taught by one card, called something else, and taken out again; what collides is refused with a remedy."""

from __future__ import annotations

import ast
import json
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.testing import CliRunner

from parchi.cli import app
from parchi.domain.reading import Reading
from parchi.language.language_id import LanguageGuide
from parchi.language.lexicon import Lexicon
from parchi.workbench.checking.check import check
from parchi.workbench.checking.yaml_files import Project
from parchi.workbench.stories import load_stories
from parchi.workbench.teaching.card import Card, CardRefused, card_of, read_card
from parchi.workbench.teaching.changing import remove_intent, rename_intent
from parchi.workbench.teaching.collisions import collisions
from parchi.workbench.teaching.project_files import NotTaught, taught, write_card

ROOT = Path(__file__).parents[2]
CARD = ROOT / "docs/cards/ask_gift_wrap.yml"
COPIED = ("data/nlu", "data/rules", "data/responses", "data/stories", "data/shop", "tests/stories", "tests/nlu")
Snapshot = dict[str, str]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name in (*COPIED, "actions"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "domain.yml", tmp_path)
    return tmp_path


@pytest.fixture
def card() -> Card:
    return read_card(CARD)


def snapshot(project: Path) -> Snapshot:
    """Every file's text."""
    files = (file for file in project.rglob("*") if file.is_file() and file.stat().st_size)
    return {str(file.relative_to(project)): file.read_text(encoding="utf-8") for file in files}


def told(**changed: Any) -> dict[str, Any]:
    return {**yaml.safe_load(CARD.read_text(encoding="utf-8")), **changed}


@cache
def knowledge() -> tuple[Lexicon, LanguageGuide]:
    """What tells the languages."""
    shop = ROOT / "data/shop"
    return Lexicon.load(shop), LanguageGuide.load(ROOT / "data/lexicon", shop)


def errors(project: Path) -> list[str]:
    found = check(project, *knowledge())
    return [finding.text() for finding in found if "gift" in finding.what or "tohf" in finding.what]


def test_a_card_is_written_into_the_right_files_and_the_check_has_nothing_against_it(project: Path, card: Card) -> None:
    files = {str(file) for file in write_card(card, project)}
    assert files == {
        *(f"data/nlu/{language}/talk.yml" for language in ("en", "hi", "hi-Latn")),
        "domain.yml", "data/rules/talk.yml", "data/responses/talk.yml", "actions/taught.py",
        "tests/nlu/taught.jsonl", "tests/stories/taught.yml",
    }  # fmt: skip
    assert errors(project) == []
    assert taught(project) == ["ask_gift_wrap"]
    domain = yaml.safe_load((project / "domain.yml").read_text())
    assert "ask_gift_wrap" in domain["intents"]
    assert "action_ask_gift_wrap" in domain["actions"]
    ast.parse((project / "actions/taught.py").read_text())
    rows = [json.loads(line) for line in (project / "tests/nlu/taught.jsonl").read_text().splitlines()]
    assert {row["language"] for row in rows} == {"en", "hi", "hi-Latn"}
    story = next(story for story in load_stories(project / "tests/stories") if story.kind == "taught")
    assert [other.language for other in story.translations] == ["hi", "hi-Latn"]


def test_sentences_stand_from_short_to_long(project: Path, card: Card) -> None:
    write_card(card, project)
    blocks = yaml.safe_load((project / "data/nlu/en/talk.yml").read_text(encoding="utf-8"))["nlu"]
    lengths = [len(line) for line in blocks[-1]["examples"].splitlines()]
    assert blocks[-1]["intent"] == "ask_gift_wrap"
    assert lengths == sorted(lengths)


def test_what_was_taught_is_taken_out_without_a_trace(project: Path, card: Card) -> None:
    before = snapshot(project)
    write_card(card, project)
    remove_intent("ask_gift_wrap", project)
    after = snapshot(project)
    assert {file for file in before if before[file].split() != after.get(file, "").split()} == set()
    assert [file for file in after if "gift_wrap" in after[file]] == []
    assert set(after) == set(before)
    assert not (project / "tests/stories/taught.yml").exists()
    assert not (project / "tests/nlu/taught.jsonl").exists()


def test_one_of_two_is_taken_out_and_the_other_stays(project: Path, card: Card) -> None:
    other = card_of(told(intent="ask_ribbon_colour", wants="asks which ribbons there are", tests={
        "en": ["which ribbons", "what colours have the ribbons"],
        "hi": ["कौन से रिबन", "रिबन के रंग"],
        "hi-Latn": ["kaunse ribbon", "ribbon ke rang"],
    }))  # fmt: skip
    write_card(card, project)
    write_card(other, project)
    remove_intent("ask_gift_wrap", project)
    assert taught(project) == ["ask_ribbon_colour"]
    assert "  - action_ask_ribbon_colour\n" in (project / "domain.yml").read_text()
    names = [story.name for story in load_stories(project / "tests/stories/taught.yml")]
    assert names == ["asks which ribbons there are"]


def test_a_wish_is_called_something_else_everywhere(project: Path, card: Card) -> None:
    write_card(card, project)
    rename_intent("ask_gift_wrap", "ask_present_paper", project)
    assert taught(project) == ["ask_present_paper"]
    assert [file for file, text in snapshot(project).items() if "gift_wrap" in text or "GiftWrap" in text] == []
    assert "rule: ask present paper" in (project / "data/rules/talk.yml").read_text()
    assert errors(project) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda project: remove_intent("greet", project), "no card taught greet"),
        (lambda project: rename_intent("ask_gift_wrap", "Gift", project), "no name"),
        (lambda project: rename_intent("ask_gift_wrap", "ask_price", project), "ask_price already"),
    ],
)
def test_what_the_shop_itself_serves_is_not_changed(
    project: Path, card: Card, change: Callable[[Path], Any], said: str
) -> None:
    write_card(card, project)
    with pytest.raises(NotTaught, match=said):
        change(project)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"intent": "Gift wrap"}, "is no name"),
        ({"wants": ""}, "“wants” is missing"),
        ({"do": "sing"}, "“do” is"),
        ({"moon": "full"}, "unknown: moon"),
        ({"sentences": {"en": ["gift wrap"]}}, "“sentences” has nothing in hi"),
        ({"sentences": {"en": ["gift wrap"]}}, "1 are too few, write at least 20"),
        ({"tests": {"en": "gift", "hi": [], "hi-Latn": []}}, "is no list"),
        (
            {"tests": {"en": ["[gift]", "call 9820012345"], "hi": ["gift", "गिफ़्ट"], "hi-Latn": ["गिफ़्ट", "b"]}},
            "brackets",
        ),
        ({"tests": {"en": ["x y", "z"], "hi": ["gift", "गिफ़्ट"], "hi-Latn": ["a", "b"]}}, "not in Devanagari"),
        ({"tests": {"en": ["x y", "z"], "hi": ["च", "गिफ़्ट"], "hi-Latn": ["गिफ़्ट", "b"]}}, "is in Devanagari"),
        ({"reply": {"en": "Hello", "hi": "नमस्ते"}}, "“reply” has nothing in hi-Latn"),
        ({"reply": {"en": "Hello {name}", "hi": "नमस्ते", "hi-Latn": "Namaste"}}, "nothing fills braces"),
    ],
)
def test_a_card_that_is_not_complete_is_refused_with_what_is_missing(changed: dict[str, Any], said: str) -> None:
    with pytest.raises(CardRefused, match=said):
        card_of(told(**changed))


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"intent": "ask_price"}, "there is an intent ask_price already"),
        ({"topic": "moon"}, "there is no topic moon: it is one of basket"),
        ({"tests": {"en": ["delivery charges?", "z"], "hi": ["च", "छ"], "hi-Latn": ["a", "b"]}}, "is ask_delivery's"),
        ({"tests": {"en": ["do they gift wrap", "z"], "hi": ["च", "छ"], "hi-Latn": ["a", "b"]}}, "in tests"),
    ],
)
def test_what_collides_is_told_with_the_remedy(project: Path, changed: dict[str, Any], said: str) -> None:
    file = project / "data/nlu/en/place.yml"
    block = "- intent: ask_delivery\n  examples: |\n"
    file.write_text(file.read_text().replace(block, block + "    - delivery charges?\n", 1))
    assert any(said in reason for reason in collisions(card_of(told(**changed)), Project(project)))


def test_a_sentence_that_another_wish_surely_wins_is_told(project: Path, card: Card) -> None:
    def read(text: str, speaker: str) -> Reading:
        intent = "ask_price" if "charge" in text else "out_of_scope"
        return Reading(text, "en", intent, confidence=0.95)

    reasons = collisions(card, Project(project), read)
    assert reasons
    assert all("is surely ask_price (95%)" in reason for reason in reasons)


def test_the_command_refuses_and_writes_nothing(project: Path, tmp_path: Path) -> None:
    before = snapshot(project)
    file = tmp_path.parent / "wrong.yml"
    file.write_text(CARD.read_text(encoding="utf-8").replace("ask_gift_wrap", "ask_price"), encoding="utf-8")
    result = CliRunner().invoke(app, ["intent", "add", str(file), "--root", str(project)])
    assert result.exit_code == 2
    assert "there is an intent ask_price already" in result.output
    assert "nothing was written" in result.output
    assert snapshot(project) == before


def answers(card: dict[str, Any], *, name: str = "ask_gift_wrap") -> list[str]:
    """What a trainer types, question by question."""
    lines = [name, "asks for wrapping", "", ""]
    for key in ("sentences", "tests"):
        for language in ("en", "hi", "hi-Latn"):
            lines += [*card[key][language], ""]
    return [*lines, *card["reply"].values()]


def asked(project: Path, lines: list[str]) -> Any:
    """`parchi intent add` without a card, with these lines typed."""
    return CliRunner().invoke(app, ["intent", "add", "--root", str(project)], input="\n".join(lines) + "\n")


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with no model."""
    monkeypatch.setattr("parchi.commands.intent._reader", lambda: None)
    folder = tmp_path / "desk"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def test_a_card_can_be_asked_step_by_step(project: Path, desk: Path) -> None:
    result = asked(project, answers(told()))
    assert result.exit_code == 0, result.output
    assert taught(project) == ["ask_gift_wrap"]
    assert read_card(desk / "ask_gift_wrap.yml").sentences == told()["sentences"]
    removed = CliRunner().invoke(app, ["intent", "remove", "ask_gift_wrap", "--root", str(project)])
    assert (removed.exit_code, taught(project)) == (0, [])


def test_a_wrong_answer_is_asked_again_at_once(project: Path, desk: Path) -> None:
    lines = answers(told(), name="Ask gift wrap")
    lines[0:0] = ["gift", "ask_price"]  # no name; another wish's
    lines.insert(4, "moon")  # no topic
    lines.insert(8, "उपहार चाहिए")  # Devanagari under English
    lines.insert(9, lines[7])  # twice
    lines.insert(10, "")  # too early
    result = asked(project, lines)
    assert result.exit_code == 0, result.output
    for said in ("is no name", "there is an intent ask_price already", "there is no topic moon", "is in Devanagari",
                 "is on the card already", "19 to go"):  # fmt: skip
        assert said in result.output
    assert taught(project) == ["ask_gift_wrap"]


def test_who_is_called_away_goes_on_with_the_same_name(project: Path, desk: Path) -> None:
    lines = answers(told())
    first = asked(project, lines[:30])
    assert first.exit_code == 1
    assert "kept in ask_gift_wrap.yml" in first.output
    assert taught(project) == []
    assert len(yaml.safe_load((desk / "ask_gift_wrap.yml").read_text())["sentences"]["hi"]) == 5
    second = asked(project, ["ask_gift_wrap", *lines[30:]])
    assert second.exit_code == 0, second.output
    assert "going on with it" in second.output
    assert taught(project) == ["ask_gift_wrap"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("  - gift paper wrapping\n", "  - list: paper, ribbon\n", "has a colon in it: put the whole sentence"),
        ("  - gift paper wrapping\n", "  - #1 wrapping\n", "there is an empty line, or one that begins with #"),
        ("  - gift paper wrapping\n", "  - [gift] paper\n", "cannot be read"),
        ("  - gift paper wrapping\n", "  - [gift]\n", "is no sentence"),
        ("  - gift paper wrapping\n", "\t- gift paper\n", ", line 11: this cannot be read"),
        ("  - gift paper wrapping\n", '  - "gift paper\n', "cannot be read"),
        ("intent:", "intnet:", "was “intent” meant?"),
        ("wants:", "wants", "cannot be read"),
    ],
)
def test_slips_of_yaml_are_told_in_a_trainers_words(tmp_path: Path, old: str, new: str, said: str) -> None:
    text = CARD.read_text(encoding="utf-8")
    assert old in text
    file = tmp_path / "card.yml"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CardRefused) as refused:
        read_card(file)
    assert any(said in reason for reason in refused.value.reasons), refused.value.reasons
    assert all("\n" not in reason for reason in refused.value.reasons)


def test_a_card_keeps_words_that_yaml_would_turn_into_something_else(tmp_path: Path) -> None:
    file = tmp_path / "card.yml"
    text = CARD.read_text(encoding="utf-8").replace("- gift paper wrapping", "- yes").replace("- do they", "- 10:30")
    file.write_text(text, encoding="utf-8")
    assert read_card(file).sentences["en"][0] == "yes"


def test_what_a_test_examines_is_not_learned(project: Path) -> None:
    row = {"text": "please wrap all of this nicely for me", "intent": "ask_gift_wrap", "language": "en"}
    (project / "tests/nlu/reviewed.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    sentences = {**told()["sentences"]}
    sentences["en"] = [*sentences["en"], "please wrap all of this nicely for mee"]
    reasons = collisions(card_of(told(sentences=sentences)), Project(project))
    assert [reason for reason in reasons if "reviewed.jsonl:1 examines" in reason]


def test_a_card_that_is_not_there_is_told(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["intent", "add", str(tmp_path / "moon.yml")])
    assert result.exit_code == 2
    assert "there is no file" in result.output
