"""The basket's reply: what happened, the numbered lines, the total, and the one question."""

from __future__ import annotations

from parchi.domain.basket import Basket, BasketLine
from parchi.domain.customer import Customer
from parchi.domain.reply import Reply, Say, say
from parchi.services.basket.asking import Asked, next_question
from parchi.services.basket.settling import Settled, opens_next
from parchi.services.orders import missing
from parchi.services.ports import UnitOfWork
from parchi.services.saying import Names, lines_said

KEPT_KINDS = ("next_kirana",)
"""Questions about an order, which a basket without a question of its own does not push aside."""


def basket_reply(
    shop: UnitOfWork,
    customer: Customer,
    basket: Basket,
    settled: Settled,
    *events: Say,
    answered: BasketLine | None = None,
) -> Reply:
    """Show the basket as it is now and remember what is asked; `events` say what has just happened.

    After an answer about one line, while the next question follows, that line alone is shown.
    """
    if not basket.lines:
        customer.question = None
        return Reply(head=(*events, say("utter_basket_empty")))
    names = Names.of(shop, basket)
    asked = next_question(shop, customer, basket, settled)
    short = [say("utter_ran_short", words=names.wished(line.wish)) for line in settled.ran_short]
    moved = (say("utter_kirana_changed"),) if settled.has_moved else ()
    is_left_out = customer.preferences.get("missing") == "leave_out"
    replaceable = frozenset[int]() if is_left_out else settled.replaceable
    is_whole = answered is None or asked is None or settled.match is None or bool(moved) or bool(short)
    if is_whole:
        head, shown = (*heading(shop, customer, settled), *moved, *events, *short), basket.lines
    else:
        head, shown = events, [line for line in basket.lines if line is answered and line.problem is None]
    return Reply(
        head=head,
        lines=lines_said(shown, names, settled.inexact, replaceable),
        foot=(*_total(basket), *_ask(customer, settled, asked)),
    )


def heading(shop: UnitOfWork, customer: Customer, settled: Settled) -> tuple[Say, ...]:
    """Where the basket is priced, or why it is not; the first line of every page."""
    if settled.match is not None:
        kirana = settled.match.kirana
        closes = kirana.closes_at(shop.clock.now())
        return (say("utter_basket_at", kirana=kirana.name, distance=km(settled.match.distance), closes=closes),)
    if settled.obstacle == "far" and customer.place is not None:
        nearest = shop.kiranas.nearest(customer.place)
        distance = km(nearest[0]) if nearest else "?"
        return (say("utter_basket_too_far", distance=distance, reach=f"{shop.terms.reach_km:g}"),)
    if settled.obstacle == "shut" and customer.place is not None:
        opening = opens_next(shop, customer.place)
        if opening is not None:
            return (say("utter_all_shut", opens=opening[0], kirana=opening[1].name),)
        return (say("utter_all_shut_long"),)
    if settled.obstacle == "busy":
        return (say("utter_all_busy"),)
    return (say("utter_basket_noted"),)


def km(distance: float) -> str:
    """A distance as people say it."""
    return f"{max(0.1, distance):.1f}" if distance < 10 else f"{distance:.0f}"


def _total(basket: Basket) -> tuple[Say, ...]:
    return () if basket.total is None else (say("utter_total", total=basket.total),)


def _ask(customer: Customer, settled: Settled, asked: Asked | None) -> tuple[Say, ...]:
    if asked is not None:
        customer.question, words = asked
        return words
    if customer.question is not None and (
        customer.question.kind in KEPT_KINDS or missing.is_about_missing(customer.question)
    ):
        return ()
    customer.question = None
    if settled.match is None:
        return (say("utter_list_stays"),)
    return (say("utter_invite"),)
