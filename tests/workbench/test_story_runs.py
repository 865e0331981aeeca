"""Stories are played as written, in their languages and with noise; the results are there for people and machines."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from xml.etree import ElementTree

import pytest
from typer.testing import CliRunner

from parchi.cli import app
from parchi.language.lexicon import Lexicon
from parchi.workbench.stories import Story, StoryError, read_stories
from parchi.workbench.story_crew import played
from parchi.workbench.story_edges import NEW, Edge, all_edges, edges_table, missing_edges
from parchi.workbench.story_played import Played
from parchi.workbench.story_results import as_json, junit
from parchi.workbench.story_runs import Run, Trial, gone_by, run, summary, trials
from parchi.workbench.story_wants import Difference

SHOP = Path(__file__).parents[2] / "data/shop"
TOLD = """
- story: two kilos
  turns:
  - customer: {en: 2 kg potatoes, hi: दो किलो आलू, hi-Latn: do kilo aloo}
    reply: {language: said, contains: {en: Potato, hi: आलू, hi-Latn: Aloo}}
  - customer: "1"
- story: a pause
  turns:
  - pause: 2 minutes
"""


@pytest.fixture
def stories(tmp_path: Path) -> list[Story]:
    file = tmp_path / "happy_path.yml"
    file.write_text(TOLD, encoding="utf-8")
    return read_stories(file)


class FakeStage:
    """Finds the second turn of what is told in Hindi wrong; every story places an order that a kirana accepts."""

    @property
    def edges(self) -> Counter[Edge]:
        return Counter({(NEW, "offered"): 1, ("offered", "accepted"): 1})

    def play(self, story: Story) -> list[Played]:
        wrong = [Difference("total", 40, "41 \x00")] if story.language == "hi" else []
        return [Played(turn, turn.said.text, differences=list(wrong)) for turn in story.turns[:2]]


def test_a_story_told_in_three_languages_is_three_conversations(stories: list[Story]) -> None:
    told = stories[0]
    assert told.language == "en"
    assert [other.language for other in told.translations] == ["hi", "hi-Latn"]
    assert [story.turns[0].said.text for story in (told, *told.translations)] == [
        "2 kg potatoes", "दो किलो आलू", "do kilo aloo",
    ]  # fmt: skip
    assert told.translations[0].turns[0].wants.heard[""].contains == ("आलू",)
    assert told.translations[1].turns[0].wants.heard[""].language == "hi-Latn"
    assert told.translations[0].turns[1].said.text == "1"
    assert stories[1].translations == ()


def test_what_stands_in_one_language_less_is_not_played_in_it(tmp_path: Path) -> None:
    file = tmp_path / "some.yml"
    file.write_text(TOLD.replace(", hi-Latn: Aloo", ""), encoding="utf-8")
    assert [other.language for other in read_stories(file)[0].translations] == ["hi"]


def test_a_file_that_is_no_yaml_is_named_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "some.yml"
    file.write_text("- story: [a\n", encoding="utf-8")
    with pytest.raises(StoryError, match=r"some.yml: (.|\n)*line 2"):
        read_stories(file)


def test_noise_is_a_slip_in_what_is_named_and_webhooks_twice_or_late(tmp_path: Path) -> None:
    file = tmp_path / "some.yml"
    file.write_text("- story: a\n  turns:\n  - customer: 1 kg tomatoes\n  - kirana sai: tomatoes\n", encoding="utf-8")
    ways = {trial.way: trial.story for trial in trials(read_stories(file), lexicon=Lexicon.load(SHOP))}
    assert list(ways) == ["as written", "misspelt", "doubled", "late"]
    assert ways["misspelt"].turns[0].said.text.startswith("1 kg t")
    assert ways["misspelt"].turns[0].said.text != "1 kg tomatoes"
    assert ways["misspelt"].turns[1].said.text == "tomatoes"
    assert [turn.said.deliveries for turn in ways["doubled"].turns] == [2, 2]
    assert [turn.said.is_late for turn in ways["late"].turns] == [True, True]


def test_words_that_are_to_be_heard_again_are_not_misspelt(tmp_path: Path) -> None:
    file = tmp_path / "some.yml"
    file.write_text("- story: a\n  turns:\n  - customer: tomatoes\n    to sai: Tomatoes\n", encoding="utf-8")
    assert "misspelt" not in {trial.way for trial in trials(read_stories(file), lexicon=Lexicon.load(SHOP))}


def runs(stories: list[Story]) -> list[Run]:
    return [run(trial, FakeStage()) for trial in trials(stories, languages=True)]


@contextmanager
def fake_stage() -> Iterator[FakeStage]:
    yield FakeStage()


@pytest.mark.parametrize("size", [1, 2])
def test_a_crew_plays_each_trial_once_and_tells_what_went_wrong(stories: list[Story], size: int) -> None:
    every = list(trials(stories, languages=True))
    done = list(played(every, fake_stage, size))
    assert sorted(each.trial.name for each in done) == sorted(trial.name for trial in every)
    wrong = [each for each in done if not each.is_passed]
    assert [(each.trial.way, each.played[-1].differences[0].wanted) for each in wrong] == [("in hi", 40)]


def test_a_story_about_a_shop_that_is_not_there_fails_and_the_others_go_on(stories: list[Story]) -> None:
    class Strict(FakeStage):
        def play(self, story: Story) -> list[Played]:
            if story.name == "two kilos":
                raise StoryError(story.name, "no kirana 'sain'")
            return super().play(story)

    first, second = (run(Trial(story), Strict()) for story in stories)
    assert first.played[0].differences[0].got == "no kirana 'sain'"
    assert (first.is_passed, second.is_passed) == (False, True)


def test_the_summary_says_which_way_breaks_which_kind(stories: list[Story]) -> None:
    lines = summary(runs(stories)).splitlines()
    assert lines[0].split() == ["as", "written", "in", "hi", "in", "hi-Latn"]
    assert lines[1].split() == ["happy", "path", "2/2", "0/1", "1/1"]
    assert lines[-1].endswith("1 not as wanted")


def test_junit_has_a_case_a_conversation_and_the_chat_of_a_failure(stories: list[Story]) -> None:
    suite = ElementTree.fromstring(junit(runs(stories))).find("testsuite")
    assert suite is not None
    assert (suite.get("tests"), suite.get("failures")) == ("4", "1")
    failure = suite.find("testcase/failure")
    assert failure is not None
    assert failure.get("message") == "total"
    assert "✗ customer » दो किलो आलू" in (failure.text or "")


def test_json_tells_wanted_and_got(stories: list[Story]) -> None:
    told = json.loads(as_json(runs(stories)))
    wrong = next(each for each in told if not each["passed"])
    assert (wrong["way"], wrong["wrong_turn"], wrong["differences"][0]["wanted"]) == ("in hi", 2, "40")


def test_the_steps_of_orders_are_counted_and_those_that_no_story_takes_are_found(stories: list[Story]) -> None:
    gone = gone_by(runs(stories))
    assert len(gone["offered", "accepted"]) == 4
    assert "offered    accepted         4" in edges_table(gone).splitlines()
    assert ("ready", "collected") in missing_edges(gone)
    assert (NEW, "offered") not in missing_edges(gone)
    assert missing_edges({edge: ["a story"] for edge in all_edges()}) == []


def test_a_trial_is_named_by_its_way(stories: list[Story]) -> None:
    assert Trial(stories[0]).name == "two kilos"
    assert Trial(stories[0], "late").name == "two kilos [late]"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(["--kind", "moon"], "no stories of kind moon"), (["--only", "no such story"], "no such stories")],
)
def test_what_is_not_there_to_be_played_ends_with_two(tmp_path: Path, arguments: list[str], said: str) -> None:
    file = tmp_path / "some.yml"
    file.write_text(TOLD, encoding="utf-8")
    result = CliRunner().invoke(app, ["test", "stories", str(file), *arguments])
    assert result.exit_code == 2
    assert said in result.output
