"""A name in the shop: when two ways to write a brand are the same brand."""

from __future__ import annotations

import re

_NOT_LETTERS = re.compile(r"[^0-9a-z\u0900-\u097f]")


def brand_key(brand: str | None) -> str:
    """Brands are compared without case, spaces, punctuation and a final s."""
    return _NOT_LETTERS.sub("", (brand or "").lower()).removesuffix("s")


def is_same_brand(one: str | None, other: str | None) -> bool:
    """Whether both name one brand; nothing is the brand of nothing."""
    return bool(one and other) and brand_key(one) == brand_key(other)
