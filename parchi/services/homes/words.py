"""What a message says about sharing a list: the code of a home, a number to add, or one of a few fixed phrases."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from parchi.domain.household import Household
from parchi.domain.invitation import link_to
from parchi.domain.reply import Reply, say
from parchi.language.normaliser import normalise
from parchi.language.wishes import HOME_ADD, HOME_LEAVE, HOME_MAKE, HOME_NO, HOME_YES, pattern_of, wishes_said
from parchi.services.ports import UnitOfWork

INDIA = "whatsapp:+91"
_PHONE = re.compile(r"(?<!\d)(?:\+?91|0)?(\d{10})(?!\d)")


@dataclass(frozen=True)
class HomeSaid:
    """One wish about a shared list; `do` is join, add, make, yes, no or leave."""

    do: str
    code: str | None = None
    number: str | None = None
    """The number to be added, in Twilio's form."""


def home_said(text: str) -> HomeSaid | None:
    """What a message wants of a shared list; None where it speaks of something else."""
    found = _code().search(normalise(text).lower())
    if found is not None:
        return HomeSaid("join", code=found[1].upper())
    wishes = wishes_said(text)
    phone = _PHONE.search(re.sub(r"(?<=\d)[\s-]+(?=\d)", "", text))
    if phone is not None and HOME_ADD in wishes:
        return HomeSaid("add", number=INDIA + phone[1])
    known = {HOME_LEAVE: "leave", HOME_YES: "yes", HOME_NO: "no", HOME_MAKE: "make"}
    return next((HomeSaid(do) for wish, do in known.items() if wish in wishes), None)


@lru_cache(maxsize=1)
def _code() -> re.Pattern[str]:
    return re.compile(rf"{pattern_of('home_code')}\W+([2-9][a-z][2-9][a-z])\b")


def is_fixed(said: HomeSaid) -> bool:
    """Whether these are words that our own messages name: they show no language of whoever repeats them."""
    return said.do in ("join", "yes", "no")


def invitation(shop: UnitOfWork, home: Household, name: str) -> Reply:
    """A message of its own, made to be forwarded: whoever taps its link writes the code to us."""
    link = link_to(shop.terms.whatsapp_number, f"HOME {home.code}")
    return Reply.of(say("utter_home_invitation", name=name, code=home.code, link=link))
