"""A department: what people call a part of the shop when they ask what there is."""

from __future__ import annotations

from functools import lru_cache

from parchi.language.tables import rows_of_all
from parchi.services.product_names import name_keys


@lru_cache(maxsize=1)
def _by_key() -> dict[str, str]:
    """The category of items.csv for each word of data/lexicon/<language>/departments.csv, as it sounds."""
    return {key: row["category"] for row in rows_of_all("departments.csv") for key in name_keys(row["words"])}


def department_of(keys: frozenset[str]) -> str | None:
    """The department that is named; the one with most of its words."""
    named = [_by_key()[key] for key in keys if key in _by_key()]
    return max(sorted(set(named)), key=named.count) if named else None
