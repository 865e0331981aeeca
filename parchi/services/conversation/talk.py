"""Small talk: greetings, help, thanks, and what is no order at all."""

from __future__ import annotations

from parchi.domain.customer import Customer
from parchi.domain.reading import Reading
from parchi.domain.reply import Reply, Say, say
from parchi.services.conversation.greeting import first_words, greeting
from parchi.services.conversation.reminding import answered
from parchi.services.ports import UnitOfWork

PATIENCE = 2
"""Messages in a row that are not understood before it is said what can be."""


def greet(shop: UnitOfWork, customer: Customer, reading: Reading) -> Reply:
    """Says hello; at the first contact what to do, and that messages are kept."""
    return answered(shop, customer, reading, *greeting(customer))


def start_order(shop: UnitOfWork, customer: Customer, reading: Reading) -> Reply:
    """Wants to order: asks for the list."""
    if customer.question is not None:
        return answered(shop, customer, reading, say("utter_tell_list"))
    return Reply.of(*first_words(customer), say("utter_tell_list"))


def help(shop: UnitOfWork, customer: Customer, reading: Reading) -> Reply:
    """What can be said here, by examples."""
    customer.is_greeted = True
    return answered(shop, customer, reading, say("utter_help"), say("utter_help_more"), *_person(shop))


def thank(shop: UnitOfWork, customer: Customer, reading: Reading) -> Reply:
    """You are welcome."""
    return answered(shop, customer, reading, say("utter_welcome"))


def goodbye(shop: UnitOfWork, customer: Customer, reading: Reading) -> Reply:
    """Until next time; a list that is not ordered yet is kept."""
    basket = shop.baskets.open_of(customer.number)
    is_open = basket is not None and bool(basket.lines)
    return Reply.of(say("utter_goodbye_list" if is_open else "utter_goodbye"))


def out_of_scope(shop: UnitOfWork, customer: Customer, reading: Reading) -> Reply:
    """Not understood: one helpful line; the second time in a row what can be said, and a person's number."""
    customer.nonsense += 1
    if customer.nonsense < PATIENCE:
        return answered(shop, customer, reading, *first_words(customer), say("utter_not_understood"))
    return answered(shop, customer, reading, say("utter_help"), *_person(shop))


def send_media(shop: UnitOfWork, customer: Customer, reading: Reading) -> Reply:
    """A photo or a voice note: text and locations are read."""
    return answered(shop, customer, reading, *first_words(customer), say("utter_only_text"))


def show_more(shop: UnitOfWork, customer: Customer, reading: Reading) -> Reply:
    """There is no next page."""
    return answered(shop, customer, reading, say("utter_no_more"))


def _person(shop: UnitOfWork) -> tuple[Say, ...]:
    operator = shop.terms.operator_number
    return (say("utter_person", number=operator.removeprefix("whatsapp:")),) if operator else ()
