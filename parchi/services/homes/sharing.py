"""Sharing: what the others of a home are told, and what becomes of their questions when one changes the list."""

from __future__ import annotations

from parchi.domain.basket import Wish
from parchi.domain.customer import Customer
from parchi.domain.order import Order
from parchi.domain.reply import Reply, Say
from parchi.services.notices import mention
from parchi.services.ports import UnitOfWork

OF_LINES = ("which_product", "which_item", "substitute", "quantity")


def others(shop: UnitOfWork, number: str) -> list[str]:
    """The numbers of those who share a list with this one."""
    home = shop.households.of(number)
    return [one for one in home.people if one != number] if home is not None else []


def asked_by(shop: UnitOfWork, customer: Customer) -> tuple[str, ...]:
    """Who is written beside a line that this customer asks for; nobody where the list is theirs alone."""
    return (customer.pseudonym,) if others(shop, customer.number) else ()


def together(one: Wish, other: Wish) -> tuple[str, ...]:
    """Who asked for what has become one line."""
    return tuple(dict.fromkeys((*one.by, *other.by)))


def unsettle(shop: UnitOfWork, customer: Customer, *, lines_moved: bool) -> None:
    """One has changed the list: nobody else says yes to the list as it was, nor answers about a line that moved."""
    stale = ("confirm_order", *OF_LINES) if lines_moved else ("confirm_order",)
    for number in others(shop, customer.number):
        other = shop.customers.get(number)
        if other is not None and other.question is not None and other.question.kind in stale:
            other.question = None


def tell_home(shop: UnitOfWork, order: Order, *said: Say) -> None:
    """What became of the order, for the others of its home who can be written to for nothing."""
    for number in others(shop, order.customer):
        mention(shop, number, Reply.of(*said))
