"""Every conversation of these files, in each of its languages, played on the fixture shop through the real wire."""

from __future__ import annotations

from pathlib import Path

import pytest

from parchi.adapters.database import make_engine
from parchi.adapters.recorded import read_conversation
from parchi.language.lexicon import Lexicon
from parchi.workbench.recording import append_story, recorded_story, turns_of
from parchi.workbench.stories import load_stories, read_stories
from parchi.workbench.story_chat import chat
from parchi.workbench.story_edges import Edge, all_edges, edges_table, missing_edges
from parchi.workbench.story_noise import NOISES
from parchi.workbench.story_runs import Trial, run, trials
from parchi.workbench.story_stage import Stage

FOLDER = Path(__file__).parent
SHOP = FOLDER.parents[1] / "data/shop"
FIXTURES = FOLDER.parent / "fixtures/shop"
STORIES = load_stories(FOLDER)
ABOUT_ORDERS = [story for story in STORIES if story.touches_orders]
"""Those that are played on PostgreSQL as well: what the database holds is what they are about."""
NOISY = [story for story in STORIES if story.name == "cancelled before the shop answers"]


def play(trial: Trial, stage: Stage) -> None:
    result = run(trial, stage)
    if not result.is_passed:
        pytest.fail(chat(trial.story, result.played), pytrace=False)


def named(trial: Trial) -> str:
    return f"{trial.story.kind}: {trial.name}"


@pytest.mark.parametrize("trial", trials(STORIES, languages=True), ids=named)
def test_story(trial: Trial, stage: Stage, gone: dict[Edge, set[str]]) -> None:
    play(trial, stage)
    for edge in stage.edges:
        gone[edge].add(trial.name)


@pytest.mark.parametrize("trial", trials(ABOUT_ORDERS), ids=named)
def test_story_on_postgresql(trial: Trial, postgres_stage: Stage) -> None:
    play(trial, postgres_stage)


def test_every_step_of_an_orders_life_is_played(stage: Stage, gone: dict[Edge, set[str]]) -> None:
    if missing_edges(gone):  # run alone: the stories were not played before
        for story in ABOUT_ORDERS:
            stage.play(story)
            for edge in stage.edges:
                gone[edge].add(story.name)
    assert missing_edges(gone) == [], edges_table(gone)
    assert set(gone) <= set(all_edges())


def test_a_story_bears_slips_of_fingers_and_webhooks_that_come_twice_or_late(stage: Stage) -> None:
    noisy = [trial for trial in trials(NOISY, lexicon=Lexicon.load(SHOP)) if trial.way in NOISES]
    for trial in noisy:
        play(trial, stage)
    assert [trial.way for trial in noisy] == ["doubled", "late"]


def test_there_are_stories_of_every_kind_of_trouble() -> None:
    kinds = {story.kind for story in STORIES}
    assert len(STORIES) >= 80
    assert kinds >= {
        "happy_path", "correction", "digression", "ambiguity", "cancellation", "out_of_stock", "language_switch",
        "place", "shops_side", "time_out", "hostile_input",
    }  # fmt: skip


def test_a_conversation_that_took_place_becomes_a_story_that_plays(stage: Stage, tmp_path: Path) -> None:
    played = next(story for story in STORIES if story.name == "cancelled before the shop answers")
    stage.play(played)
    engine = make_engine(stage.database)
    conversation = read_conversation(engine, "whatsapp:+910000000001")
    engine.dispose()
    assert conversation is not None
    told = recorded_story("again", turns_of(conversation), stage.play, FIXTURES, tmp_path / "scratch.yml")
    assert told["turns"][-1] == {"kirana sai": "1", "unchanged": True}
    file = tmp_path / "recorded.yml"
    append_story(told, file)
    play(Trial(read_stories(file)[0]), stage)
