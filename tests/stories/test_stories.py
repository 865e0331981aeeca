"""Every conversation of these files, played on the fixture shop through the real wire."""

from __future__ import annotations

from pathlib import Path

import pytest

from parchi.workbench.stories import Story, load_stories
from parchi.workbench.story_chat import chat
from parchi.workbench.story_stage import Stage

STORIES = load_stories(Path(__file__).parent)


@pytest.mark.parametrize("story", STORIES, ids=lambda story: f"{Path(story.file).stem}: {story.name}")
def test_story(story: Story, stage: Stage) -> None:
    played = stage.play(story)
    if any(turn.differences for turn in played):
        pytest.fail(chat(story, played), pytrace=False)
