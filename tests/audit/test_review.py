"""The list of reviewed packages: whatever is installed was looked at by somebody, in that very version."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from audit.lock import LOCK, read_lock
from audit.review import REVIEWS, read_reviews, unknown, unreviewed


def test_every_package_of_the_lock_was_reviewed_in_its_version():
    assert unreviewed(read_lock(), read_reviews()) == []


def test_a_package_that_is_added_to_the_lock_fails_until_somebody_reviews_it(tmp_path: Path):
    grown = tmp_path / "requirements.lock"
    grown.write_text(LOCK.read_text(encoding="utf-8") + "left-pad==1.0.0 \\\n    --hash=sha256:00\n", encoding="utf-8")
    assert unreviewed(read_lock(grown), read_reviews()) == ["left-pad 1.0.0: nobody reviewed it"]


def test_another_version_is_another_package(tmp_path: Path):
    version = read_lock()["starlette"]
    newer = tmp_path / "requirements.lock"
    text = LOCK.read_text(encoding="utf-8")
    newer.write_text(text.replace(f"starlette=={version}", "starlette==99.0"), encoding="utf-8")
    assert unreviewed(read_lock(newer), read_reviews()) == [f"starlette 99.0: what was reviewed is {version}"]


def test_a_review_of_what_is_not_installed_is_told_too():
    lock = {name: version for name, version in read_lock().items() if name != "twilio"}
    assert unreviewed(lock, read_reviews()) == ["twilio: reviewed, but not in the lock"]


def test_a_lock_that_pins_nothing_is_no_lock(tmp_path: Path):
    empty = tmp_path / "requirements.lock"
    empty.write_text("rasa>=3\n", encoding="utf-8")
    with pytest.raises(ValueError, match="pins nothing"):
        read_lock(empty)


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"licence": "GPL-3.0-or-later"}, "a licence that we do not use"),
        ({"licence": "AGPL-3.0"}, "a licence that we do not use"),
        ({"licence": " "}, "a licence that we do not use"),
        ({"reviewed": "last week"}, "isoformat"),
        ({"advisories": "CVE-2024-1", "verdict": "fine"}, "no advisory"),
        ({"advisories": "CVE-2024-49375", "verdict": ""}, "without a verdict"),
    ],
)
def test_a_row_that_says_nothing_is_refused(tmp_path: Path, changed: dict[str, str], told: str):
    with REVIEWS.open(encoding="utf-8", newline="") as stream:
        first = next(csv.DictReader(stream))
    file = tmp_path / "reviewed.csv"
    with file.open("w", encoding="utf-8", newline="") as stream:
        rows = csv.DictWriter(stream, first)
        rows.writeheader()
        rows.writerow({**first, **changed})
    with pytest.raises(ValueError, match=told):
        read_reviews(file)


def test_lesser_and_mozilla_licences_may_be_used_unmodified():
    assert {"psycopg2-binary", "certifi"} <= set(read_reviews())


def test_an_advisory_under_another_of_its_names_is_the_same():
    found = {"skops": [["GHSA-aaaa-bbbb-cccc", "CVE-2025-54412"]], "aiohttp": [["PYSEC-2099-1", "CVE-2099-00001"]]}
    assert unknown(found, read_reviews()) == ["aiohttp: PYSEC-2099-1 = CVE-2099-00001"]
