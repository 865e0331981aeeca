"""Forgetting: everything that names one customer goes; figures of orders stay, under no name."""

from __future__ import annotations

import secrets

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from parchi.adapters.campaign_tables import campaign_letters
from parchi.adapters.complaint_tables import complaints
from parchi.adapters.conversations import conversations
from parchi.adapters.group_tables import group_members
from parchi.adapters.households import SqlHouseholds
from parchi.adapters.khata_tables import khatas
from parchi.adapters.mail_tables import delivery_reports, inbox, outbox
from parchi.adapters.order_tables import order_lines, orders
from parchi.adapters.shop_tables import basket_lines, baskets, customers
from parchi.domain.basket import Wish

NOBODY = "forgotten:"


def forget(session: Session, number: str) -> None:
    """Delete a customer's messages, baskets and conversation; orders keep things and prices alone."""
    session.flush()
    nobody = NOBODY + secrets.token_hex(8)
    pseudonym = select(customers.c.pseudonym).where(customers.c.number == number).scalar_subquery()
    sent = select(outbox.c.id).where(outbox.c.receiver == number)
    own = select(baskets.c.number).where(baskets.c.customer == number)
    session.execute(delete(conversations).where(conversations.c.pseudonym == pseudonym))
    session.execute(delete(delivery_reports).where(delivery_reports.c.outbox_id.in_(sent)))
    session.execute(delete(outbox).where(outbox.c.receiver == number, outbox.c.state.not_in(("waiting", "sending"))))
    session.execute(
        update(inbox)
        .where(inbox.c.sender == number, inbox.c.state != "waiting")
        .values(sender=nobody, form={}, said="")
    )
    _leave_home(session, number)
    session.execute(delete(basket_lines).where(basket_lines.c.basket.in_(own)))
    session.execute(delete(baskets).where(baskets.c.customer == number))
    for order in session.execute(select(orders.c.number).where(orders.c.customer == number)).scalars().all():
        _blank_lines(session, order)
    session.execute(update(group_members).where(group_members.c.customer == number).values(customer=nobody))
    session.execute(update(campaign_letters).where(campaign_letters.c.customer == number).values(customer=nobody))
    unnamed = {"customer": None, "name": nobody, "key": nobody}
    session.execute(update(khatas).where(khatas.c.customer == number).values(**unnamed))
    session.execute(delete(complaints).where(complaints.c.customer == number))
    blank = {"customer": nobody, "latitude": None, "longitude": None, "pickup": None}
    session.execute(update(orders).where(orders.c.customer == number).values(**blank))
    session.execute(delete(customers).where(customers.c.number == number))
    session.expunge_all()


def _leave_home(session: Session, number: str) -> None:
    """The others of the home keep their list, and the next of them is its head."""
    home = SqlHouseholds(session).with_resident(number)
    if home is None:
        return
    home.leave(number)
    session.flush()
    if home.head != number:
        mine = update(baskets).where(baskets.c.customer == number, baskets.c.status == "open")
        session.execute(mine.values(customer=home.head))
    else:
        session.delete(home)
        session.flush()


def _blank_lines(session: Session, order: str) -> None:
    for id_, wish in session.execute(
        select(order_lines.c.id, order_lines.c.wish).where(order_lines.c.order == order)
    ).all():
        bare = Wish(words="", item=wish.item, brand=wish.brand, quantity=wish.quantity, unit=wish.unit)
        session.execute(update(order_lines).where(order_lines.c.id == id_).values(wish=bare))
