"""Questions about orders and their answers: the next kirana, missing things, the same again, which one to cancel."""

from __future__ import annotations

from typing import Any

from parchi.domain.customer import Customer, Question
from parchi.domain.reading import Reading
from parchi.domain.reply import Reply, say
from parchi.services.basket.baskets import shown
from parchi.services.basket.picking import picked
from parchi.services.orders import complaints, missing, ordering, passing, reordering
from parchi.services.ports import UnitOfWork


def is_about_order(question: Question | None) -> bool:
    """Whether the question is answered here."""
    if question is None:
        return False
    is_other = _is_missing(question) or _is_cancel(question) or complaints.is_about_complaint(question)
    return question.kind in ("next_kirana", "reorder") or is_other


def affirm(shop: UnitOfWork, customer: Customer, question: Question) -> Reply:
    """A yes; where there is a choice, the first that was offered."""
    if question.kind == "next_kirana":
        return passing.agree(shop, customer, question)
    if question.kind == "reorder":
        return reordering.agree(shop, customer, question)
    if _is_missing(question) and question.options:
        return missing.choose(shop, customer, question, question.options[0])
    if complaints.is_about_complaint(question):
        return complaints.judge(shop, customer, question, question.options[0])
    return ask_again(shop, customer, question)


def deny(shop: UnitOfWork, customer: Customer, question: Question) -> Reply:
    """A no: the order ends, or everything stays as it was."""
    if question.kind == "next_kirana":
        return passing.refuse(shop, customer, question)
    if _is_missing(question):
        return ask_again(shop, customer, question)
    if complaints.is_about_complaint(question):
        return complaints.judge(shop, customer, question, question.options[1])
    customer.question = None
    return shown(shop, customer) if question.kind == "reorder" else Reply.of(say("utter_nothing_changed"))


def is_answer(shop: UnitOfWork, question: Question, reading: Reading) -> bool:
    """Whether a message that looks like something else, read alone, picks one of the options."""
    return _option_said(shop, question, reading) is not None


def option_meant(shop: UnitOfWork, question: Question, reading: Reading) -> dict[str, Any] | None:
    """The one option that an answer means, in words or by its place in the list."""
    said = _option_said(shop, question, reading)
    chosen = picked(reading, question.options) if said is None else []
    return question.options[chosen[0]] if len(chosen) == 1 else said


def _option_said(shop: UnitOfWork, question: Question, reading: Reading) -> dict[str, Any] | None:
    if _is_cancel(question):
        return next((option for option in question.options if option["order"] in reading.numbers), None)
    return missing.option_said(shop, question, reading)


def choose(shop: UnitOfWork, customer: Customer, question: Question, option: dict[str, Any]) -> Reply:
    """One of the options that were shown."""
    if _is_cancel(question):
        order = shop.orders.get(option["order"])
        customer.question = None
        if order is not None:
            return ordering.cancel_this(shop, customer, order)
    if _is_missing(question):
        return missing.choose(shop, customer, question, option)
    if complaints.is_about_complaint(question):
        return complaints.judge(shop, customer, question, option)
    return affirm(shop, customer, question)


def ask_again(shop: UnitOfWork, customer: Customer, question: Question) -> Reply:
    """The same question once more; where it is answered already, that it is over."""
    order = shop.orders.get((question.about or "").rpartition(":")[2])
    again: Reply | None = None
    if order is not None and question.kind == "next_kirana":
        again = passing.ask_again(shop, order)
    if order is not None and question.kind == "reorder":
        again = reordering.ask(order)
    if order is not None and _is_missing(question):
        again = missing.ask_again(shop, order)
    if complaints.is_about_complaint(question):
        again = complaints.ask_again(shop, customer, question)
    if _is_cancel(question):
        again = ordering.ask_which_to_cancel(shop, customer)
    if again is None:
        customer.question = None
    return again or Reply.of(say("utter_question_over"))


def _is_missing(question: Question) -> bool:
    return question.kind == "other" and (question.about or "").startswith(f"{missing.ABOUT}:")


def _is_cancel(question: Question) -> bool:
    return question.kind == "other" and question.about == ordering.WHICH_CANCEL
