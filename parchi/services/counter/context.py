"""What a shop's message means once it is known which orders it has open and what it was asked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from parchi.domain.customer import Customer
from parchi.domain.kirana import Kirana
from parchi.domain.order import ACCEPTED, TAKEN, Order
from parchi.domain.reading import Reading
from parchi.language.normaliser import normalise
from parchi.language.unit_words import amounts_in
from parchi.language.wishes import rest_of, wishes_said
from parchi.services.counter import new_words
from parchi.services.counter.complaints import answers_complaint
from parchi.services.counter.group_prices import is_about_groups
from parchi.services.counter.orders import SHORTEST_NUMBER, WHICH
from parchi.services.counter.payments import answers_about_money
from parchi.services.money.khata import is_about_khata
from parchi.services.money.khata_words import KHATA
from parchi.services.orders.lines import meant_by
from parchi.services.orders.missing import ABOUT as MISSING
from parchi.services.ports import UnitOfWork

SHOPPING = "shopping"
COUNTER = "counter"
"""What a shopkeeper who is shopping says to be the shop again."""
DECLINE = 2
BARE = {1: "accept_order", 2: "reject_order", 3: "report_missing"}
DONE, DONE_AROUND = "done", "done_around"
"""What says that the next step is done: packed if it was to be packed, handed over if it was packed."""
_NUMBER = re.compile(r"\W*(\d+)\W*")
SPANS = (1, 60)
"""Minutes of the units in which a shop promises: minutes and hours."""
LACKING = ("report_missing", "set_out_of_stock")
POINTING = ("choose_option", "out_of_scope", "set_out_of_stock", "report_missing", "order_collected", "restock")
"""What an answer to "which of these do you lack?" may look like when it is read alone."""


def in_shop_context(shop: UnitOfWork, kirana: Kirana, reading: Reading, customer: Customer | None = None) -> Reading:
    """The same message, as the shop's open offers, orders and the last question make it."""
    if customer is not None and SHOPPING in wishes_said(reading.text):
        customer.is_shopping = True
        return reading.as_intent("start_order")
    if not kirana.is_confirmed:
        return _answer_to_welcome(reading)
    offered = shop.orders.offered_to(kirana.kirana)
    taken = shop.orders.of_kirana(kirana.kirana, TAKEN)
    settled = (
        new_words.answered(shop, kirana, reading)
        or answers_about_money(shop, kirana, reading)
        or answers_complaint(shop, kirana, reading)
        or _about_khata(shop, kirana, reading)
        or (reading.as_intent("set_price") if is_about_groups(reading) else None)
        or _answer_to_question(kirana, reading)
        or _settled(reading, offered, taken)
    )
    asked = kirana.question
    if asked is not None and settled.intent not in (asked.about or "") and settled.intent != "report_missing":
        kirana.question = None
    return settled


def back_at_counter(customer: Customer, reading: Reading) -> Reading | None:
    """The word with which a shopkeeper who was shopping is the shop again; None where it is another."""
    if not customer.is_shopping or COUNTER not in wishes_said(reading.text):
        return None
    customer.is_shopping = False
    return reading.as_intent("greet")


def _answer_to_welcome(reading: Reading) -> Reading:
    """A new shop was asked one thing only."""
    meant = {"accept_order": "affirm", "reject_order": "deny"}.get(reading.intent, reading.intent)
    number = _bare_number(reading)
    return reading.as_intent({1: "affirm", 2: "deny"}.get(number or 0, meant))


def _about_khata(shop: UnitOfWork, kirana: Kirana, reading: Reading) -> Reading | None:
    """ "Sharma ji ka khata": words of the book mean the book, whatever the message looks like alone."""
    is_meant = KHATA in wishes_said(reading.text) or is_about_khata(shop, kirana, reading.text)
    return reading.as_intent("record_credit") if is_meant else None


def _answer_to_question(kirana: Kirana, reading: Reading) -> Reading | None:
    """What the counter was asked last: which order it means, or what it lacks of one."""
    kind, _, about = ((kirana.question.about if kirana.question else None) or "").partition(":")
    number = _bare_number(reading)
    if kind == WHICH and number is not None and len(str(number)) >= SHORTEST_NUMBER:
        return reading.as_intent(about)
    if kind == MISSING and reading.intent in POINTING and (reading.lines or _are_line_numbers(reading)):
        return reading.as_intent("report_missing")
    return None


def _settled(reading: Reading, offered: Sequence[Order], taken: Sequence[Order]) -> Reading:
    number = _bare_number(reading)
    if number in BARE:
        meant = "deny" if number == DECLINE and taken and not offered else BARE[number]
        return replace(reading, intent=meant, guess=None, numbers=())
    if number is not None and any(order.number == str(number) for order in offered):
        return reading.as_intent("ask_orders")
    if taken and _looks_like_code(reading):
        return reading.as_intent("order_collected")
    promised = minutes_said(reading.text)
    if reading.intent == "order_ready" and promised is not None:  # "20 minute mein ready" is a promise
        return replace(reading.as_intent("accept_order"), minutes=promised)
    if _is_done(reading.text):
        return reading.as_intent(_next_step(taken))
    if reading.intent == "order_collected" and offered and not taken and not reading.numbers:
        return reading.as_intent("out_of_scope")
    if offered and reading.intent == "affirm":
        return replace(reading.as_intent("accept_order"), minutes=reading.minutes or promised)
    if offered and reading.intent == "deny":
        return reading.as_intent("reject_order")
    if offered and reading.intent in ("out_of_scope", "choose_option") and not reading.lines:
        minutes = promised if _is_only_time(reading.text) else None
        return replace(reading.as_intent("accept_order"), minutes=minutes) if minutes else reading
    if reading.intent in LACKING:
        return _lacking(reading, [*offered, *taken])
    if reading.intent == "accept_order" and reading.minutes is None:
        return replace(reading, minutes=promised)
    return reading


def _is_done(text: str) -> bool:
    """ "ho gaya", "order done ji": done, and nothing else."""
    return DONE in wishes_said(text) and not rest_of(text, DONE, DONE_AROUND)


def _next_step(taken: Sequence[Order]) -> str:
    if any(order.status == ACCEPTED for order in taken):
        return "order_ready"
    return "order_collected" if taken else "out_of_scope"


def _lacking(reading: Reading, orders: Sequence[Order]) -> Reading:
    """A thing of an open order is missing from it; any other, or without an open order, is gone from the shelf."""
    is_pointing = not reading.lines or any(line.number is not None for line in reading.lines)
    if orders and (is_pointing or any(meant_by(order, reading) for order in orders)):
        return reading.as_intent("report_missing")
    return reading.as_intent("set_out_of_stock")


def minutes_said(text: str) -> int | None:
    """A time span in digits."""
    plain = normalise(text).lower()
    total = sum(factor * int(float(found[1])) for factor in SPANS if (found := _span(factor).search(plain)))
    return total or None


def _is_only_time(text: str) -> bool:
    rest = normalise(text).lower()
    for factor in SPANS:
        rest = _span(factor).sub("", rest)
    return len(re.findall(r"[a-z\u0900-\u097f]+", rest)) <= 1


def _span(minutes: int) -> re.Pattern[str]:
    return amounts_in(("minute",), minutes)


def _bare_number(reading: Reading) -> int | None:
    match = _NUMBER.fullmatch(reading.text)
    return int(match[1]) if match else None


def _looks_like_code(reading: Reading) -> bool:
    """Four digits alone, or an order number and four digits, with no word that says something else."""
    numbers = [number for number in reading.numbers if len(number) >= SHORTEST_NUMBER]
    bare = re.fullmatch(r"[\W\d]+", reading.text) is not None
    return bare and bool(numbers) and all(len(number) == SHORTEST_NUMBER for number in numbers[-1:])


def _are_line_numbers(reading: Reading) -> bool:
    return any(len(number) < SHORTEST_NUMBER for number in reading.numbers)
