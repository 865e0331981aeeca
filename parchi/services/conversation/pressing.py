"""Pressing: buttons and list entries, which may stand on a message whose question was answered long ago."""

from __future__ import annotations

import hashlib
import json
import re
from typing import Any

from parchi.domain.customer import Customer, Question
from parchi.domain.message import Pick
from parchi.domain.money import Money
from parchi.domain.reading import Reading
from parchi.domain.reply import Reply, say
from parchi.services.conversation.reminding import open_question
from parchi.services.orders.words import state_said
from parchi.services.ports import UnitOfWork

PICK = "pick"
"""How the payload of a list's entry begins: `pick:3fa9c1:2`, the question's token and the entry's number."""
FEWEST, MOST = 2, 10
OF_LISTS = ("which_product", "which_item", "substitute")


def picks_of(question: Question | None) -> tuple[Pick, ...]:
    """The entries of a list that asks this question; none where it has no list."""
    if question is None or question.kind not in OF_LISTS or not FEWEST <= len(question.options) <= MOST:
        return ()
    token = _token(question)
    return tuple(
        Pick(_title(option), _description(option), f"{PICK}:{token}:{number}")
        for number, option in enumerate(question.options, start=1)
    )


def picked(customer: Customer, payload: str, text: str) -> Reading | None:
    """The entry that was pressed; one of an older list picks nothing. None where the payload is no entry of a list."""
    entry = entry_of(payload)
    if entry is None:
        return None
    token, number = entry
    is_asked = customer.question is not None and _token(customer.question) == token
    numbers = (str(number),) if is_asked else ()
    return Reading(text, None, "choose_option", confidence=1.0, numbers=numbers, is_pressed=True)


def entry_of(payload: str) -> tuple[str, int] | None:
    """The token of the question and the number of the entry in a payload; None where it is no entry's."""
    kind, _, rest = payload.partition(":")
    token, _, number = rest.partition(":")
    return (token, int(number)) if kind == PICK and re.fullmatch(r"[0-9]{1,2}", number) else None


def over(shop: UnitOfWork, customer: Customer, reading: Reading) -> Reply | None:
    """What a yes or no pressed on an old message is answered with; None where its question is the one that is open.

    A slip that has become an order tells where that order is.
    """
    if not reading.is_pressed or _is_asked(shop, customer, reading):
        return None
    about = reading.numbers[0] if reading.numbers else ""
    order = shop.orders.get(about) or (shop.orders.from_basket(int(about)) if about else None)
    is_own = order is not None and order.customer == customer.number
    said = (state_said(shop, order),) if order is not None and is_own else ()
    return Reply(head=(say("utter_question_over"), *said), foot=open_question(shop, customer))


def _is_asked(shop: UnitOfWork, customer: Customer, reading: Reading) -> bool:
    question = customer.question
    if question is None:
        return False
    if reading.intent == "choose_option":
        return bool(reading.numbers)
    about = reading.numbers[0] if reading.numbers else None
    if question.kind == "confirm_order":
        basket = shop.baskets.open_of(customer.number)
        return basket is not None and str(basket.number) == about
    if about is None:  # these buttons carry nothing: they belong to whatever was asked without a number
        return question.about is None or not any(sign.isdigit() for sign in question.about)
    return about in (question.about or "").split(":")


def _token(question: Question) -> str:
    told = json.dumps([question.kind, question.line, question.options], sort_keys=True, default=str)
    return hashlib.sha256(told.encode()).hexdigest()[:8]


def _title(option: dict[str, Any]) -> str:
    return str(option.get("said") or option["name"])


def _description(option: dict[str, Any]) -> str:
    price = option.get("price_paise")
    name = str(option["name"])
    return f"{name} – {Money(price)}" if price is not None else name
