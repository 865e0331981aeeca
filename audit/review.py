"""A review: what was looked up about one version of a package, when, and why it may be used."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

REVIEWS = Path(__file__).parent / "reviewed.csv"
ADVISORY = re.compile(r"^(CVE-\d{4}-\d{4,}|GHSA(-[0-9a-z]{4}){3}|PYSEC-\d{4}-\d+)$")
FORBIDDEN = re.compile(r"\b(AGPL|GPL|SSPL)", re.IGNORECASE)
"""LGPL and MPL may be used unmodified; `\\b` leaves LGPL out."""


@dataclass(frozen=True)
class Review:
    """One row of `reviewed.csv`; a package with known advisories needs a verdict: why they do not reach us."""

    package: str
    version: str
    licence: str
    reviewed: date
    advisories: frozenset[str]
    verdict: str


def read_reviews(file: Path = REVIEWS) -> dict[str, Review]:
    """Reviews by package; ValueError names the row that is wrong."""
    reviews: dict[str, Review] = {}
    with file.open(encoding="utf-8", newline="") as stream:
        for number, row in enumerate(csv.DictReader(stream), start=2):
            try:
                review = _review_of(row)
            except (ValueError, KeyError) as error:
                raise ValueError(f"{file.name}:{number}: {error}") from error
            if review.package in reviews:
                raise ValueError(f"{file.name}:{number}: {review.package} a second time")
            reviews[review.package] = review
    return reviews


def unreviewed(lock: Mapping[str, str], reviews: Mapping[str, Review]) -> list[str]:
    """What stands between the lock and the list, one sentence each; nothing where somebody looked at all of it."""
    told = []
    for package, version in sorted(lock.items()):
        review = reviews.get(package)
        if review is None:
            told.append(f"{package} {version}: nobody reviewed it")
        elif review.version != version:
            told.append(f"{package} {version}: what was reviewed is {review.version}")
    told += [f"{package}: reviewed, but not in the lock" for package in sorted(set(reviews) - set(lock))]
    return told


def unknown(found: Mapping[str, Sequence[Sequence[str]]], reviews: Mapping[str, Review]) -> list[str]:
    """Advisories that no review names; `found` has each with all its names (CVE, GHSA, PYSEC), by package."""
    return [
        f"{package}: {' = '.join(names)}"
        for package, advisories in sorted(found.items())
        for names in advisories
        if package not in reviews or not reviews[package].advisories & set(names)
    ]


def _review_of(row: Mapping[str, str]) -> Review:
    advisories = frozenset(row["advisories"].split())
    if odd := [name for name in advisories if not ADVISORY.match(name)]:
        raise ValueError(f"no advisory: {', '.join(sorted(odd))}")
    if not row["licence"].strip() or FORBIDDEN.search(row["licence"]):
        raise ValueError(f"{row['package']}: a licence that we do not use: {row['licence']!r}")
    if advisories and not row["verdict"].strip():
        raise ValueError(f"{row['package']}: advisories without a verdict")
    reviewed = date.fromisoformat(row["reviewed"])
    return Review(row["package"], row["version"], row["licence"], reviewed, advisories, row["verdict"])
