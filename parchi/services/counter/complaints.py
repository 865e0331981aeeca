"""The counter's answer to a complaint: the money back, the goods once more, or that nothing was wrong."""

from __future__ import annotations

import re
from collections.abc import Sequence

from parchi.domain.complaint import AGAIN, DISPUTED, OPEN, REFUND, Complaint
from parchi.domain.kirana import Kirana
from parchi.domain.reading import Reading
from parchi.domain.reply import Reply, say
from parchi.language.wishes import first_said
from parchi.services.orders import complaints
from parchi.services.ports import UnitOfWork

DIGITS = {"6": REFUND, "7": AGAIN, "8": DISPUTED}
"""1 to 5 answer offers and payments, which may wait at the same time."""
SAID = {"complaint_refund": REFUND, "complaint_again": AGAIN, "complaint_disputed": DISPUTED}
"""The wish that says each answer in words, where a complaint waits for one."""


def answers_complaint(shop: UnitOfWork, kirana: Kirana, reading: Reading) -> Reading | None:
    """The message as an answer to a complaint that waits; None where none waits or it says something else."""
    waiting = _waiting(shop, kirana)
    if not waiting or _remedy(reading, waiting) is None:
        return None
    return reading.as_intent("complain")


def complain(shop: UnitOfWork, kirana: Kirana, reading: Reading) -> Reply:
    """The oldest complaint that waits, or that of the order named, is answered."""
    waiting = _waiting(shop, kirana)
    remedy = _remedy(reading, waiting)
    if not waiting or remedy is None:
        return Reply.of(say("utter_shop_no_complaint"))
    named = [complaint for complaint in waiting if complaint.order in reading.numbers]
    return complaints.answer(shop, kirana, (named or waiting)[0], remedy)


def _waiting(shop: UnitOfWork, kirana: Kirana) -> list[Complaint]:
    return [complaint for complaint in shop.complaints.unsettled_of(kirana.kirana) if complaint.state == OPEN]


def _remedy(reading: Reading, waiting: Sequence[Complaint]) -> str | None:
    """By digit, alone or beside the order's number, or in words."""
    text, numbers = reading.text, {complaint.order for complaint in waiting}
    digits = [str(int(word)) for word in re.findall(r"\d+", text) if word not in numbers]
    if len(digits) == 1 and digits[0] in DIGITS and re.fullmatch(r"[\W\d]+", text):
        return DIGITS[digits[0]]
    said = first_said(reading.text, SAID)
    return SAID[said] if said is not None else None
