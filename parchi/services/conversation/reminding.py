"""Reminding: after a question in between, what is still open is asked once more, in short."""

from __future__ import annotations

from parchi.domain.customer import Customer
from parchi.domain.reading import Reading
from parchi.domain.reply import Reply, Say, say
from parchi.services.basket import which_line
from parchi.services.basket.line_answers import kept_option
from parchi.services.ports import UnitOfWork
from parchi.services.saying import Names


def answered(shop: UnitOfWork, customer: Customer, reading: Reading, *head: Say, lines: tuple[Say, ...] = ()) -> Reply:
    """An answer that changes nothing of the basket, and then the open question again.

    Beside another wish of the same message it is a part of the reply that shows the list and asks.
    """
    if reading.intent in reading.also:
        return Reply(head=(*head, *lines))
    return Reply(head=head, lines=lines, foot=open_question(shop, customer))


def open_question(shop: UnitOfWork, customer: Customer) -> tuple[Say, ...]:
    """The open question in short; nothing where none is open."""
    question = customer.question
    if question is None:
        return ()
    if question.kind == "place":
        return (say("utter_again_place"),)
    if question.kind == "confirm_order":
        return (say("utter_again_confirm"),)
    if question.kind in ("which_product", "which_item", "substitute", "quantity"):
        return _about_line(shop, customer)
    if which_line.is_about_lines(question):
        return which_line.asked(customer)
    return (say("utter_again_order"),)


def _about_line(shop: UnitOfWork, customer: Customer) -> tuple[Say, ...]:
    question = customer.question
    basket = shop.baskets.open_of(customer.number)
    line = basket.line_at(question.line) if basket and question else None
    if basket is None or line is None or question is None:
        return ()
    words = Names.of(shop, basket).wished(line.wish)
    if question.kind == "quantity":
        return (say("utter_again_how_much", words=words),)
    listed = (kept_option(number, option) for number, option in enumerate(question.options, start=1))
    return (say("utter_again_which", words=words), *listed)
