"""Labelling: the messages that teach most, and why."""

from __future__ import annotations

from datetime import datetime, timezone

from parchi.domain.overview import MessageSeen
from parchi.domain.reading import Reading
from parchi.workbench.labelling import most_worth
from parchi.workbench.review import CORRECTED, REFUSED, UNSURE, Candidate

AT = datetime(2026, 11, 23, 6, 0, tzinfo=timezone.utc)
TAUGHT = ["doodh bhej do", "kitna hua", "2 kg atta"]


def candidate(text: str, confidence: float, *reasons: str, number: int = 1, guess: str | None = None) -> Candidate:
    intent = "out_of_scope" if REFUSED in reasons else "add_items"
    reading = Reading(text=text, language="hi-Latn", intent=intent, confidence=confidence, guess=guess)
    return Candidate(MessageSeen(number, True, text, AT, "done", f"p{number}"), reading, reasons)


def texts(candidates: list[Candidate], count: int = 10) -> list[str]:
    return [lesson.candidate.message.text for lesson in most_worth(candidates, TAUGHT, count)]


def test_the_doubtful_and_strange_comes_before_the_nearly_known() -> None:
    near, strange = candidate("doodh bhej doo", 0.5, UNSURE), candidate("thaila bhar ke rakhna", 0.5, UNSURE)
    surer = candidate("jhola taiyar karo bhai", 0.68, UNSURE)
    assert texts([near, surer, strange]) == [strange.message.text, surer.message.text, near.message.text]


def test_what_was_taken_back_is_worth_more() -> None:
    plain, corrected = candidate("jhola taiyar karo", 0.5, UNSURE), candidate("thaila ready karna", 0.5, CORRECTED)
    (first, _) = most_worth([plain, corrected], TAUGHT)
    assert first.candidate is corrected
    assert "the customer took it back at once" in first.reasons


def test_of_messages_alike_one_is_chosen_and_counted() -> None:
    many = [candidate(f"khata {n} dikhao zara", 0.4, UNSURE, number=n) for n in range(4)]
    (lesson,) = most_worth(many, TAUGHT)
    assert "written 4 times" in lesson.reasons


def test_a_sure_refusal_is_worth_less_than_a_doubtful_one() -> None:
    sure = candidate("what is the capital of france", 0.99, REFUSED)
    doubtful = candidate("thaila bhar ke rakhna bhaiya", 0.4, REFUSED, guess="place_order")
    assert texts([sure, doubtful])[0] == doubtful.message.text


def test_at_most_as_many_as_asked_for_and_each_says_what_is_closest() -> None:
    found = most_worth([candidate(text, 0.5, UNSURE) for text in ("jhola lana", "kal wapas", "upar wala")], TAUGHT, 2)
    assert len(found) == 2
    assert all(any(reason.startswith("closest that is taught") for reason in lesson.reasons) for lesson in found)
