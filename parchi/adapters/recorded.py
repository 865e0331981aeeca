"""Recorded messages: what a customer and the kiranas of its orders wrote, as it came in, without numbers and names."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.engine import Engine

from parchi.adapters.mail_tables import inbox
from parchi.adapters.order_tables import orders, status_changes
from parchi.adapters.shop_tables import customers, kirana_numbers
from parchi.domain.recorded import Conversation, Recorded


def read_conversation(engine: Engine, customer: str, since: datetime | None = None) -> Conversation | None:
    """What a customer (number or pseudonym) wrote since a time, with what its kiranas wrote meanwhile, oldest first.

    None where nobody is known under this name or nothing was written.
    """
    with engine.connect() as connection:
        known = select(customers.c.number).where((customers.c.number == customer) | (customers.c.pseudonym == customer))
        number = connection.execute(known).scalar_one_or_none()
        placed = connection.execute(
            select(orders.c.number, orders.c.code).where(orders.c.customer == number).order_by(orders.c.placed_at)
        ).all()
        asked = select(status_changes.c.kirana).where(status_changes.c.order.in_([order.number for order in placed]))
        shops = connection.execute(
            select(kirana_numbers.c.number).where(kirana_numbers.c.kirana.in_(asked))
        ).scalars().all()  # fmt: skip
        query = (
            select(inbox).where(inbox.c.sender.in_([number, *shops]), inbox.c.state != "double").order_by(inbox.c.id)
        )
        if since is not None:
            query = query.where(inbox.c.received_at >= since)
        rows = connection.execute(query).all()
    at = [place for place, row in enumerate(rows) if row.sender == number]
    if not at:
        return None
    messages = [_recorded(row.form, row.received_at, row.sender != number) for row in rows[at[0] :]]
    return Conversation(messages, [(order.number, order.code or "") for order in placed])


def _recorded(form: Mapping[str, Any], at: datetime, is_shops: bool) -> Recorded:
    media = str(form.get("MediaContentType0", "")) if form.get("NumMedia", "0") not in ("", "0") else ""
    return Recorded(
        at=at,
        is_shops=is_shops,
        text=str(form.get("Body", "")),
        button=str(form.get("ButtonText", "")) if form.get("ButtonPayload") else "",
        media=media,
        is_pin="Latitude" in form,
    )
