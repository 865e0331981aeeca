"""Labelling: which few of the messages that customers sent teach most if a trainer says what they mean, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import log

from rapidfuzz import fuzz, process

from parchi.language.normaliser import normalise
from parchi.workbench.review import CANCELLED, CORRECTED, REFUSED, Candidate

REPEATED = 0.85
"""From this likeness on, two messages teach the same."""
COSTLY = {CORRECTED: 1.5, CANCELLED: 2.0}
"""What went wrong behind a message makes it worth more."""


@dataclass(frozen=True)
class Lesson:
    """A message to label, what it is worth, and why in a trainer's words."""

    candidate: Candidate
    worth: float
    reasons: tuple[str, ...]


def most_worth(candidates: Sequence[Candidate], taught: Sequence[str], count: int = 10) -> list[Lesson]:
    """The messages most worth labelling next, the best first, no two alike.

    Worth is doubt × how unlike the `taught` sentences it is × how many wrote so, more where something went wrong.
    """
    plain = {candidate: _plain(candidate.message.text) for candidate in candidates}
    written = Counter(plain.values())
    known = [_plain(sentence) for sentence in taught]
    lessons = [_lesson(each, plain[each], written[plain[each]], known, taught) for each in candidates]
    chosen: list[Lesson] = []
    for lesson in sorted(lessons, key=lambda lesson: -lesson.worth):
        text = plain[lesson.candidate]
        if all(fuzz.ratio(text, plain[other.candidate]) < 100 * REPEATED for other in chosen):
            chosen.append(lesson)
        if len(chosen) == count:
            break
    return chosen


def _lesson(candidate: Candidate, text: str, times: int, known: Sequence[str], taught: Sequence[str]) -> Lesson:
    reading = candidate.reading
    found = process.extractOne(text, known, scorer=fuzz.token_sort_ratio)
    likeness, closest = (found[1] / 100, taught[found[2]]) if found else (0.0, "")
    is_refused = REFUSED in candidate.reasons
    # A refusal that was sure is a stranger's message more often than a customer's.
    doubt = 1.0 - reading.confidence if not is_refused or reading.guess is None else 0.8
    cost = max((COSTLY[reason] for reason in candidate.reasons if reason in COSTLY), default=1.0)
    worth = max(doubt, 0.05) * (1.15 - likeness) * (1.0 + log(times)) * cost
    why = [f"{'refused' if is_refused else 'unsure'}: {candidate.intent} with {reading.confidence:.0%}"]
    why += [f"the customer {_WENT_WRONG[reason]}" for reason in candidate.reasons if reason in COSTLY]
    why.append(f"closest that is taught, {likeness:.0%} alike: {closest}" if closest else "nothing is taught yet")
    if times > 1:
        why.append(f"written {times} times")
    return Lesson(candidate, worth, tuple(why))


_WENT_WRONG = {CORRECTED: "took it back at once", CANCELLED: "cancelled the order that came of it"}


def _plain(text: str) -> str:
    """A message without what does not make it another one: case, marks, which numbers."""
    letters = "".join("0" if c.isdigit() else c if c.isalnum() or "\u0900" <= c <= "\u097f" else " " for c in text)
    return " ".join(normalise(letters).lower().split())
