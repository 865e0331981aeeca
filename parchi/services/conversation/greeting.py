"""The greeting: what a customer hears at the very first contact, once."""

from __future__ import annotations

from parchi.domain.customer import Customer
from parchi.domain.reply import Say, say


def first_words(customer: Customer) -> tuple[Say, ...]:
    """One line for who begins with an order; nothing later."""
    if customer.is_greeted:
        return ()
    customer.is_greeted = True
    return (say("utter_first_contact"),)


def greeting(customer: Customer) -> tuple[Say, ...]:
    """Two lines at the first contact, what to do and that messages are kept; one line later."""
    if customer.is_greeted:
        return (say("utter_greet_again"),)
    customer.is_greeted = True
    return (say("utter_greet"), say("utter_kept"))
