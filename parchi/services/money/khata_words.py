"""What a shop says about its khata: whose, how much, given or paid back, and for which order."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from parchi.domain.money import Money
from parchi.language.normaliser import normalise
from parchi.language.wishes import keys_of, pattern_of, wishes_said
from parchi.services.product_names import name_keys

KHATA, SUM = "khata", "khata_sum"
"""The wishes of a shop that speaks of its book, whatever else the message looks like; or that asks for a sum: of the
book only where someone in it is named, else of the day."""
_FIRST = re.compile(r"\s*(\d{4,9})(?!\d)(?!\.)")
_PHONE = re.compile(r"(?:\+?91[\s-]?)?(?<!\d)(\d{5}[\s-]?\d{5})(?!\d)")
_RUPEES = re.compile(r"(?<!\d)(\d{1,6}(?:,\d{2,3})*(?:\.\d{1,2})?)(?!\d)")
_WORD = re.compile(r"[A-Za-z]+|[\u0900-\u0963\u0970-\u097f]+")


@dataclass(frozen=True)
class KhataSaid:
    """One message about the book; what was not said is None or empty."""

    name: str
    amount: Money | None
    is_repaid: bool
    order: str | None
    phone: str | None
    """Ten digits."""


def khata_said(text: str, is_order: Callable[[str], bool]) -> KhataSaid:
    """Read a shop's message about its book; a number that comes first is an order's if `is_order` knows it."""
    folded = normalise(text).lower()
    first = _FIRST.match(folded)
    named = _order_number().search(folded) or (first if first and is_order(first[1]) else None)
    rest = folded[: named.start(1)] + folded[named.end(1) :] if named else folded
    phone = _PHONE.search(rest)
    rest = rest[: phone.start()] + rest[phone.end() :] if phone else rest
    amount = _RUPEES.search(rest)
    wishes, around = wishes_said(text), keys_of("khata_around")
    is_repaid = "khata_surely_repaid" in wishes or ("khata_repaid" in wishes and "khata_given" not in wishes)
    words = [word for word in _WORD.findall(text) if not name_keys(word) <= around]
    return KhataSaid(
        name=" ".join(word.capitalize() for word in words[:4]),
        amount=Money.rupees(float(amount[1].replace(",", ""))) if amount else None,
        is_repaid=is_repaid,
        order=named[1] if named else None,
        phone=re.sub(r"\D", "", phone[1]) if phone else None,
    )


def name_key(name: str) -> str:
    """A name as it sounds, without what politeness adds: "Sharma ji", "sharma" and "शर्मा जी" are one."""
    keys = name_keys(name)
    return " ".join(sorted(keys - keys_of("honour") or keys))[:200]


@lru_cache(maxsize=1)
def _order_number() -> re.Pattern[str]:
    return re.compile(rf"(?:{pattern_of('order_number')}\.?|#)\s*(\d{{4,9}})(?!\d)")
