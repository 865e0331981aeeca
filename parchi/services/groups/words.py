"""How a group price is told, and what a message says about one."""

from __future__ import annotations

import re
from functools import lru_cache

from parchi.domain.group import Group
from parchi.domain.invitation import link_to
from parchi.domain.reply import Reply, Say, say
from parchi.language.normaliser import normalise
from parchi.language.wishes import pattern_of
from parchi.services.ports import UnitOfWork
from parchi.services.saying import Names, amount_said

GROUP, LEAVE = "group", "group_leave"
_CODE = re.compile(r"(?<![A-Za-z0-9])(?=[A-Za-z0-9]*\d)(?=[A-Za-z0-9]*[A-Za-z])[A-Za-z0-9]{3,6}(?![A-Za-z0-9])")

_BARE_JOIN = re.compile(r"\W*join\W+[a-z0-9]{3,6}\W*", re.IGNORECASE)


def homes_said(text: str) -> int | None:
    """How many homes a message speaks of: "10 ghar", "5 families"."""
    found = _homes().search(normalise(text).lower())
    return int(found[1]) if found else None


@lru_cache(maxsize=1)
def _homes() -> re.Pattern[str]:
    return re.compile(rf"(\d{{1,3}})\s*{pattern_of('homes')}")


def code_said(text: str) -> list[str]:
    """What may be a group's code in a message, in capitals."""
    return [found.upper() for found in _CODE.findall(text)]


def is_bare_join(text: str) -> bool:
    """Whether a message is what the invitation's link writes, and so shows no language of whoever tapped it."""
    return _BARE_JOIN.fullmatch(text) is not None


def lot_said(shop: UnitOfWork, group: Group) -> Say:
    """What one home gets: "1 × Toor Dal 1 kg", "1 kg Onion"."""
    names = Names(shop, (), [group.sku])
    product = names.products[group.sku]
    if group.packs is not None:
        return say("utter_packs_of", packs=group.packs, name=names.product(product), pack=product.pack_size)
    return say(
        "utter_amount_of", amount=amount_said(group.amount or 0, group.amount_unit or ""), name=names.product(product)
    )


def invitation(shop: UnitOfWork, group: Group) -> Reply:
    """A message of its own, made to be forwarded: whoever taps its link writes the code to us."""
    kirana = shop.kiranas.get(group.kirana)
    link = link_to(shop.terms.whatsapp_number, f"JOIN {group.code}")
    told = say(
        "utter_group_invitation",
        kirana=kirana.name if kirana else "-",
        lot=lot_said(shop, group),
        price=group.price,
        needed=group.needed,
        until=group.until,
        code=group.code,
        link=link,
    )
    return Reply.of(told)
