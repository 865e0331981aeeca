"""The inbox: messages stored at the door, and taken by one worker at a time, each customer's in order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, delete, exists, select, text, update
from sqlalchemy.engine import Connection, Engine

from parchi.adapters.database import Json, Moment
from parchi.adapters.mail_tables import IS_WAITING, inbox, leases
from parchi.adapters.outage import outage_as_try_again
from parchi.domain.mail import Arrival, Claim

DOUBLE_TAP = timedelta(seconds=2)
CANDIDATES = 8
NOBODY = "-"
LONGEST_LEASE = timedelta(minutes=2)
"""No lease is longer. One that ends later was written before the machine's clock was set back: it has ended."""


_NOW, _LATEST, _LATER = (bindparam(name, type_=Moment) for name in ("now", "latest", "later"))
# Both databases' own way of saying it; SQLAlchemy would compile such an insert anew each time.
_STORE = text("""
    INSERT INTO inbox (message_sid, sender, said, form, received_at)
    VALUES (:message_sid, :sender, :said, :form, :received_at) ON CONFLICT (message_sid) DO NOTHING
""").bindparams(bindparam("form", type_=Json), bindparam("received_at", type_=Moment))
_LEASE = text("""
    INSERT INTO leases (key, owner, until) VALUES (:of, :me, :later)
    ON CONFLICT (key) DO UPDATE SET owner = excluded.owner, until = excluded.until
    WHERE leases.until <= :now OR leases.until > :latest OR leases.owner = excluded.owner
""").bindparams(_NOW, _LATEST, _LATER)
_IS_SERVED = exists().where(
    leases.c.key == inbox.c.sender, leases.c.until.between(bindparam("now"), bindparam("latest"))
)
_UNSERVED = select(inbox.c.sender).where(IS_WAITING, ~_IS_SERVED).order_by(inbox.c.id).limit(CANDIDATES)
_LEAVE = delete(leases).where(leases.c.key == bindparam("of"))
_before = inbox.alias("before")
_SAID_BEFORE = (
    select(_before.c.received_at)
    .where(
        _before.c.sender == inbox.c.sender,
        _before.c.said == inbox.c.said,
        _before.c.id < inbox.c.id,
        _before.c.state != "double",
    )
    .order_by(_before.c.id.desc())
    .limit(1)
)
_OLDEST = (
    select(inbox, _SAID_BEFORE.scalar_subquery().label("said_before"))
    .where(IS_WAITING, inbox.c.sender == bindparam("of"))
    .order_by(inbox.c.id)
    .limit(1)
)
_TRIED = update(inbox).where(inbox.c.id == bindparam("of")).values(attempts=inbox.c.attempts + 1)
_DOUBLE = update(inbox).where(inbox.c.id == bindparam("of")).values(state="double", done_at=bindparam("now"))
"""Statements that every message needs are made once: making one costs as much as running it."""


class SqlInbox:
    """The inbox of all fronts and workers; each method is a transaction of its own.

    `now` is the machine's time, never the testers': leases end by it.
    """

    def __init__(
        self, engine: Engine, now: Callable[[], datetime], *, lease: timedelta = timedelta(seconds=30)
    ) -> None:
        self._engine = engine
        self._now = now
        self._lease = lease

    def store(self, arrivals: Sequence[Arrival]) -> None:
        """Keep messages in this order; one that is there already is not stored again."""
        rows = [
            {
                "message_sid": arrival.message_sid,
                "sender": arrival.sender,
                "said": arrival.said,
                "form": dict(arrival.form),
                "received_at": arrival.received_at,
            }
            for arrival in arrivals
        ]
        with outage_as_try_again(), self._engine.begin() as connection:
            connection.execute(_STORE, rows)

    def is_ready(self) -> bool:
        """Whether messages can be stored; TryAgain while the database is away."""
        with outage_as_try_again(), self._engine.connect() as connection:
            connection.execute(select(inbox.c.id).limit(1)).first()
        return True

    def claim(self, owner: str) -> Claim | None:
        """Take the oldest message of a customer whom nobody serves; the claim ends by itself when its owner dies.

        It counts as an attempt at once, so that a message that kills its worker is known by it.
        """
        with outage_as_try_again():
            for sender in self._unserved():
                with self._engine.begin() as connection:
                    if self._take_lease(connection, sender, owner):
                        claim = self._oldest_of(connection, sender)
                        if claim is not None:
                            return claim
                        connection.execute(_LEAVE, {"of": sender})
        return None

    def give_back(self, claim: Claim, owner: str, *, pause: float, is_counted: bool) -> None:
        """Leave a message for later; nobody serves this customer for `pause` seconds."""
        later = self._now() + timedelta(seconds=pause)
        with outage_as_try_again(), self._engine.begin() as connection:
            mine = (leases.c.key == claim.sender) & (leases.c.owner == owner)
            was_mine = connection.execute(update(leases).where(mine).values(owner=NOBODY, until=later)).rowcount
            if was_mine and not is_counted:
                row = (inbox.c.id == claim.id) & (inbox.c.attempts > 0)
                connection.execute(update(inbox).where(row).values(attempts=inbox.c.attempts - 1))

    def take_role(self, role: str, owner: str) -> bool:
        """Whether this process may play a role that only one plays at a time, until the lease ends."""
        with outage_as_try_again(), self._engine.begin() as connection:
            return self._take_lease(connection, role, owner)

    def free_dead(self, is_dead: Callable[[str], bool]) -> None:
        """End the claims of owners that are known to be dead, before their time."""
        with outage_as_try_again():
            with self._engine.connect() as connection:
                owners = connection.execute(select(leases.c.owner).distinct()).scalars().all()
            dead = [owner for owner in owners if owner != NOBODY and is_dead(owner)]
            if dead:
                with self._engine.begin() as connection:
                    connection.execute(delete(leases).where(leases.c.owner.in_(dead)))

    def known(self, sids: Sequence[str]) -> set[str]:
        """Those of Twilio's messages that are here."""
        with outage_as_try_again(), self._engine.connect() as connection:
            query = select(inbox.c.message_sid).where(inbox.c.message_sid.in_(list(sids)))
            return set(connection.execute(query).scalars())

    def first_received_at(self) -> datetime | None:
        """When the oldest message came; None while there is none."""
        with outage_as_try_again(), self._engine.connect() as connection:
            return connection.execute(select(inbox.c.received_at).order_by(inbox.c.id).limit(1)).scalar_one_or_none()

    def _unserved(self) -> list[str]:
        now = self._now()
        with self._engine.connect() as connection:
            senders = connection.execute(_UNSERVED, {"now": now, "latest": now + LONGEST_LEASE}).scalars()
            return list(dict.fromkeys(senders))

    def _take_lease(self, connection: Connection, key: str, owner: str) -> bool:
        now = self._now()
        asked = {"of": key, "me": owner, "later": now + self._lease, "now": now, "latest": now + LONGEST_LEASE}
        return bool(connection.execute(_LEASE, asked).rowcount)

    def _oldest_of(self, connection: Connection, sender: str) -> Claim | None:
        while (row := connection.execute(_OLDEST, {"of": sender}).first()) is not None:
            if not _is_double_tap(row):
                connection.execute(_TRIED, {"of": row.id})
                return Claim(row.id, row.message_sid, sender, row.form, row.received_at, row.attempts + 1)
            connection.execute(_DOUBLE, {"of": row.id, "now": self._now()})
        return None


def _is_double_tap(row: Any) -> bool:
    """The very same text of the same customer within two seconds is one message."""
    before: datetime | None = row.said_before
    return before is not None and row.received_at - DOUBLE_TAP <= before <= row.received_at
