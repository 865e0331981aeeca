"""WhatsApp's window as its own refusals teach it: a number that free text did not reach has not written lately."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update

from parchi.domain.hours import IST

OUTSIDE = "63016"
"""Twilio's code for free text outside the 24-hour window."""
LONG_AGO = datetime(2000, 1, 1, tzinfo=IST)


def shut_window(connection: Any, number: str) -> None:
    """From now on this number gets templates, until it writes; even one that was never heard before."""
    from parchi.adapters.shop_tables import customers  # with its mapper, which the front does not wait for at its start

    heard = select(customers.c.number).where(customers.c.number == number)
    if connection.execute(heard).first() is None:
        row = {"number": number, "pseudonym": secrets.token_hex(12), "pages": [], "preferences": {}}
        connection.execute(insert(customers).values(**row, last_heard_at=LONG_AGO))
        return
    connection.execute(update(customers).where(customers.c.number == number).values(last_heard_at=LONG_AGO))
