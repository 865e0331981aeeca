"""Answers: a number, a name, yes or no, to whatever the customer was asked last."""

from __future__ import annotations

from parchi.domain.customer import Customer, Question
from parchi.domain.group import NOTHING, USUAL
from parchi.domain.reading import Reading
from parchi.domain.reply import Reply, say
from parchi.language.wishes import words_of
from parchi.services import customers, places
from parchi.services.basket import line_answers, slips, which_line
from parchi.services.basket.baskets import apply_lines, shown
from parchi.services.basket.picking import picked
from parchi.services.conversation import order_questions, pressing
from parchi.services.groups import joining
from parchi.services.homes import joining as homes
from parchi.services.orders.words import state_said
from parchi.services.ports import UnitOfWork

YES, NO = 0, 1
"""What "1" and "2" mean where yes or no was asked."""


def choose(shop: UnitOfWork, customer: Customer, reading: Reading) -> Reply:
    """The customer picks from what was offered."""
    question = customer.question
    over = pressing.over(shop, customer, reading)
    if over is not None:
        return over
    if question is None:
        return shown(shop, customer, say("utter_nothing_asked"))
    if question.kind in line_answers.KINDS:
        return line_answers.choose(shop, customer, question, reading)
    if question.kind == "place":
        return _choose_place(shop, customer, question, reading)
    if joining.is_about_group(question):
        return joining.choose(shop, customer, question, reading)
    if order_questions.is_about_order(question) and len(question.options) > 1:
        option = order_questions.option_meant(shop, question, reading)
        if option is not None:
            return order_questions.choose(shop, customer, question, option)
        return order_questions.ask_again(shop, customer, question)
    if which_line.is_about_lines(question):
        return _choose_line(shop, customer, question, reading)
    answers = picked(reading, ({"name": words_of("answer_yes")}, {"name": words_of("answer_no")}))
    if answers == [YES]:
        return affirm(shop, customer, reading)
    return deny(shop, customer, reading) if answers == [NO] else Reply.of(say("utter_ask_yes_or_no"))


def affirm(shop: UnitOfWork, customer: Customer, reading: Reading) -> Reply:
    """The customer says yes."""
    question, over = customer.question, pressing.over(shop, customer, reading)
    if over is not None:
        return over
    if question is None:
        return _affirm_nothing(shop, customer, reading)
    if question.kind == "confirm_order":
        return slips.confirm(shop, customer)
    if question.kind in line_answers.KINDS:
        return line_answers.affirm(shop, customer, question)
    if order_questions.is_about_order(question):
        return order_questions.affirm(shop, customer, question)
    if joining.is_about_group(question):
        return joining.decide(shop, customer, question, USUAL)
    if homes.is_about_home(question):
        return homes.decide(shop, customer, is_wanted=True)
    if question.about == customers.FORGET:
        return customers.forget(shop, customer)
    if which_line.is_about_lines(question):
        return which_line.ask_again(customer)
    return _stay(shop, customer) if customer.place else Reply.of(say("utter_ask_place"))


def deny(shop: UnitOfWork, customer: Customer, reading: Reading) -> Reply:
    """The customer says no."""
    question, over = customer.question, pressing.over(shop, customer, reading)
    if over is not None:
        return over
    if question is None:
        return _deny_nothing(shop, customer)
    if question.kind == "confirm_order":
        return slips.refuse(shop, customer)
    if question.kind in line_answers.KINDS:
        return line_answers.leave_out(shop, customer, question)
    if order_questions.is_about_order(question):
        return order_questions.deny(shop, customer, question)
    if joining.is_about_group(question):
        return joining.decide(shop, customer, question, NOTHING)
    if homes.is_about_home(question):
        return homes.decide(shop, customer, is_wanted=False)
    if question.kind == "place" and customer.place is not None:
        return _stay(shop, customer)
    customer.question = None
    if which_line.is_about_lines(question):
        return shown(shop, customer, say("utter_nothing_changed"))
    return Reply.of(say("utter_nothing_changed" if question.about == customers.FORGET else "utter_place_needed"))


def _affirm_nothing(shop: UnitOfWork, customer: Customer, reading: Reading) -> Reply:
    basket = shop.baskets.open_of(customer.number)
    if basket is not None and basket.lines:
        return slips.offer_slip(shop, customer, reading)
    on_its_way = [order for order in shop.orders.recent_of(customer.number) if order.is_open]
    return Reply.of(state_said(shop, on_its_way[0]) if on_its_way else say("utter_fine"))


def _deny_nothing(shop: UnitOfWork, customer: Customer) -> Reply:
    basket = shop.baskets.open_of(customer.number)
    if basket is not None and basket.lines:
        return slips.refuse(shop, customer)
    return Reply.of(say("utter_fine"))


def _stay(shop: UnitOfWork, customer: Customer) -> Reply:
    """No other place after all: the one that was known before holds."""
    customer.question = None
    return shown(shop, customer, say("utter_nothing_changed"))


def _choose_line(shop: UnitOfWork, customer: Customer, question: Question, reading: Reading) -> Reply:
    wanted = which_line.wanted(question, reading)
    if not wanted.lines:
        return which_line.ask_again(customer)
    customer.question = None
    return apply_lines(shop, customer, wanted)


def _choose_place(shop: UnitOfWork, customer: Customer, question: Question, reading: Reading) -> Reply:
    chosen = picked(reading, question.options)
    if len(chosen) == 1:
        return places.choose_area(shop, customer, question.options[chosen[0]])
    return places.share_place(shop, customer, reading)
