"""`make audit`: the lock against the list of reviews, and against what an advisory source knows today."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta

from audit.asking import SOURCE, Answer, NoAnswer, ask
from audit.lock import read_lock
from audit.review import Review, read_reviews, unknown, unreviewed

STALE = timedelta(days=180)
"""What nobody has looked at for so long is as good as not reviewed."""
SHOWN = 12


def main(
    lock: Mapping[str, str] | None = None,
    reviews: Mapping[str, Review] | None = None,
    asked: Callable[[Mapping[str, str]], Answer] = ask,
    today: date | None = None,
) -> int:
    """Exit code 0 only where every package was reviewed, every package was answered for, and nothing is new."""
    lock, reviews = lock or read_lock(), reviews or read_reviews()
    today = today or date.today()
    try:
        answer = asked(lock)
    except NoAnswer as error:
        print(f"The advisory source could not be asked: {error}")
        return 1
    old = [f"{review.package}: {review.reviewed}" for review in reviews.values() if today - review.reviewed > STALE]
    complaints = {
        "not reviewed": unreviewed(lock, reviews),
        f"reviewed more than {STALE.days} days ago": old,
        "advisories that no review names": unknown(answer.found, reviews),
        "skipped: the source has no answer about them": [f"{of}: {why}" for of, why in answer.skipped.items()],
        "the source is blind: a review names what it does not know": _blind(answer, reviews),
    }
    for title, lines in complaints.items():
        _show(title, lines)
    known = sum(len(advisories) for advisories in answer.found.values())
    print(f"{len(lock)} packages, {len(lock) - len(answer.skipped)} answered for, {known} advisories")
    if answer.skipped:
        print(f"Another source may answer: {SOURCE}=osv make audit")
    return 1 if any(complaints.values()) else 0


def _blind(answer: Answer, reviews: Mapping[str, Review]) -> list[str]:
    """A source that says "nothing known" of a package with famous holes would say it of all."""
    affected = {review.package for review in reviews.values() if review.advisories}
    if not affected or affected & set(answer.found):
        return []
    return [f"nothing known against any of {', '.join(sorted(affected))}"]


def _show(title: str, lines: Sequence[str]) -> None:
    if lines:
        print(f"{title} ({len(lines)}):")
        for line in lines[:SHOWN]:
            print(f"  {line}")
        if len(lines) > SHOWN:
            print(f"  and {len(lines) - SHOWN} more")


if __name__ == "__main__":
    sys.exit(main())
