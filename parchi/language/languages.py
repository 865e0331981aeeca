"""The languages that Parchi speaks, by their tags (BCP 47): the folders of data/lexicon that hold what it says."""

from __future__ import annotations

from functools import lru_cache

from parchi.language.spelling import is_devanagari
from parchi.language.tables import rows_of
from parchi.project import LEXICON

ENGLISH = "en"
SPOKEN = "said.csv"
"""The table without which a language is read, and not spoken."""


@lru_cache(maxsize=1)
def languages() -> tuple[str, ...]:
    """English first: what a language lacks is said in it."""
    spoken = sorted(path.parent.name for path in LEXICON.glob(f"*/{SPOKEN}"))
    return (ENGLISH, *(language for language in spoken if language != ENGLISH))


@lru_cache(maxsize=1)
def in_devanagari() -> frozenset[str]:
    """The languages that are written in Devanagari, as their days of the week are."""
    days = {language: [row["words"] for row in _days(language)] for language in languages()}
    return frozenset(language for language, words in days.items() if any(map(is_devanagari, words)))


def _days(language: str) -> list[dict[str, str]]:
    return [row for row in rows_of(LEXICON / language / SPOKEN) if row["kind"] == "day"]
