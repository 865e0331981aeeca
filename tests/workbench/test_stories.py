"""Stories are read strictly, and show the first wrong turn as a chat, wanted beside got."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from parchi.workbench.stories import Story, StoryError, read_stories
from parchi.workbench.story_chat import chat
from parchi.workbench.story_differences import customer_differences
from parchi.workbench.story_language import language_of
from parchi.workbench.story_played import Played
from parchi.workbench.story_wants import Message, read_wants

LINE = {"item": "onion", "sku": "onion-loose-kg", "quantity": 1000, "unit": "g", "price_paise": 4000, "packs": None}
BASKET = {"kirana": "Sai Kirana Stores", "lines": [LINE], "open_question": None, "total_paise": 4000}
STATE = {
    "language": "en",
    "messages_stopped": False,
    "place": None,
    "basket": BASKET,
    "orders": [],
    "complaint": None,
    "news": False,
}


def read(tmp_path: Path, text: str) -> list[Story]:
    file = tmp_path / "some.yml"
    file.write_text(text, encoding="utf-8")
    return read_stories(file)


def differing(told: dict[str, object]) -> list[str]:
    wants = read_wants(told).states["customer"]
    return [each.what for each in customer_differences(wants, STATE, STATE, {"sai": "Sai Kirana Stores"})]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("- story: a\n  moon: full\n  turns:\n  - customer: hi", "moon"),
        ("- story: a\n  turns:\n  - customer: hi\n    bakset: empty", "bakset"),
        ("- story: a\n  turns:\n  - customer: hi\n    reply: {contians: hello}", "contians"),
        ("- story: a\n  turns:\n  - customer: {txt: hi}", "txt"),
        ("- story: a\n  turns:\n  - customer: hi\n    basket: [{skew: x}]", "skew"),
        ("- story: a\n  turns:\n  - customer: hi\n    order: {state: offered}", "state"),
        ("- story: a\n  turns:\n  - customer: hi\n    at sai: {shelves: {}}", "shelves"),
        ("- story: a\n  turns:\n  - customer: hi\n    kirana sai: '1'", "one of"),
        ("- story: a\n  turns:\n  - reply: hello", "one of"),
        ("- story: a\n  turns:\n  - pause: a while", "pause"),
        ("- story: a\n  turns: []", "no turns"),
        ("story: a", "list"),
    ],
)
def test_what_is_not_known_in_a_file_is_an_error_that_names_it(tmp_path: Path, text: str, named: str) -> None:
    with pytest.raises(StoryError, match=named):
        read(tmp_path, text)


def test_words_are_taken_as_they_stand(tmp_path: Path) -> None:
    (story,) = read(
        tmp_path,
        """
- story: no
  turns:
  - customer: no
    reply: {contains: [0421, 10:30, 2.50], messages: 1}
  - kirana sai: {text: yes, taps: 2}
    to customer: on
    total: 2.50
  - customer: {en: off, hi: नहीं}
""",
    )
    assert story.name == "no"
    assert [turn.said.text for turn in story.turns] == ["no", "yes", "off"]
    assert story.turns[0].wants.heard[""].contains == ("0421", "10:30", "2.50")
    assert story.turns[0].wants.heard[""].messages == 1
    assert story.turns[1].said.taps == 2
    assert story.turns[1].wants.heard["customer"].contains == ("on",)
    assert story.turns[1].wants.states["customer"]["total"] == 2.5


def test_who_says_what_is_read(tmp_path: Path) -> None:
    (story,) = read(
        tmp_path,
        """
- story: one of each
  place: Vashi
  turns:
  - customer: 1
  - customer 2: {pin: [19.07, 72.99]}
  - kirana sai 2: {button: 2 Nahi}
  - customer: {photo: a.jpg, name: "<b>"}
  - customer: {text: "{n} kg aloo", times: 3, deliveries: 2}
  - pause: 20 minutes
""",
    )
    assert [turn.speaker for turn in story.turns] == [
        "customer", "customer 2", "kirana sai 2", "customer", "customer", None,
    ]  # fmt: skip
    assert story.turns[0].said.text == "1"
    assert story.turns[1].said.pin == (19.07, 72.99)
    assert story.turns[2].said.button == "2 Nahi"
    assert (story.turns[3].said.media, story.turns[3].said.name) == ("image/jpeg", "<b>")
    assert story.turns[4].said.text == "1 kg aloo\n2 kg aloo\n3 kg aloo"
    assert story.turns[5].pause == timedelta(minutes=20)


def test_what_is_so_makes_no_difference() -> None:
    line = "1 kg onion-loose-kg = 40"
    assert differing({"basket": [line], "total": 40, "kirana": "sai", "order": "none", "unchanged": True}) == []
    assert differing({"basket": ["onion"], "question": "none"}) == []


@pytest.mark.parametrize(
    ("wanted", "what"),
    [
        ({"basket": "empty"}, "basket: lines"),
        ({"basket": ["2 kg onion-loose-kg"]}, "basket: line 1"),
        ({"basket": ["1 kg onion-loose-kg = 41"]}, "basket: line 1"),
        ({"total": 41}, "basket's total"),
        ({"question": "place"}, "open question"),
        ({"kirana": "ganesh"}, "basket's kirana"),
        ({"order": "offered"}, "newest order"),
        ({"stopped": True}, "messages stopped"),
        ({"language": "hi"}, "customer's language"),
        ({"place": {"pincode": "400703"}}, "place"),
    ],
)
def test_what_is_not_so_is_named(wanted: dict[str, object], what: str) -> None:
    assert differing(wanted) == [what]


def test_a_reply_is_held_to_all_that_is_said_of_it() -> None:
    heard = read_wants(
        {"reply": {"contains": ["Onion", "potato"], "lacks": "₹", "language": "hi", "most": 10, "buttons": ["Yes"]}}
    ).heard[""]
    found = [each.what for each in heard.differences("reply", [Message("customer", "Onion for ₹40 at the shop")])]
    assert found == ["reply contains", "reply lacks", "reply is in", "reply has at most", "reply: buttons"]


def test_a_failure_shows_the_chat_up_to_the_wrong_turn(tmp_path: Path) -> None:
    (story,) = read(tmp_path, "- story: onions\n  turns:\n  - customer: hello\n  - customer: onions\n    total: 41")
    wrong = list(customer_differences(story.turns[1].wants.states["customer"], STATE, STATE, {}))
    played = [
        Played(story.turns[0], "hello", [Message("customer", "Namaste!")]),
        Played(story.turns[1], "onions", [Message("customer", "Onion – ₹40", ("Yes", "No"))], wrong),
    ]
    shown = chat(story, played).splitlines()
    assert shown[0] == "onions  (some.yml)"
    assert "  customer » hello" in shown
    assert "✗ customer » onions" in shown
    assert any("[Yes]  [No]" in line for line in shown)
    assert shown[-1].split() == ["4100", "4000"]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("I have asked Sai Kirana Stores.", "en"),
        ("Aapki list:\n1. Pyaz 1 kg – ₹40\nAur kuch? Order ke liye *bas* likhiye.", "hi-Latn"),
        ("*Sai Kirana Stores*, 0.1 कि.मी.\n1. प्याज़\nऔर कुछ?", "hi"),
        ("I do not know “प्याज़ा”. Write it another way.", "en"),
    ],
)
def test_the_language_of_a_reply_is_that_of_its_sentences(text: str, language: str) -> None:
    assert language_of(text) == language
