"""The inbox: messages stored at the door, and taken by one worker at a time, each customer's in order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, select, text, update
from sqlalchemy.engine import Engine

from parchi.adapters.claims import LEASE, take_lease, take_next
from parchi.adapters.database import Json, Moment
from parchi.adapters.mail_tables import inbox, leases
from parchi.adapters.outage import outage_as_try_again
from parchi.domain.mail import Arrival, Claim

NOBODY = "-"
# Both databases' own way of saying it; SQLAlchemy would compile such an insert anew each time.
_STORE = text("""
    INSERT INTO inbox (message_sid, sender, said, form, received_at)
    VALUES (:message_sid, :sender, :said, :form, :received_at) ON CONFLICT (message_sid) DO NOTHING
""").bindparams(bindparam("form", type_=Json), bindparam("received_at", type_=Moment))


class SqlInbox:
    """The inbox of all fronts and workers; each method is a transaction of its own.

    `now` is the machine's time, never the testers': leases end by it.
    """

    def __init__(self, engine: Engine, now: Callable[[], datetime], *, lease: timedelta = LEASE) -> None:
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
        """Take the oldest message of a customer whom nobody serves; the claim ends by itself when its owner dies."""
        with outage_as_try_again(), self._engine.begin() as connection:
            return take_next(connection, owner, self._now(), self._lease)

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
            return take_lease(connection, role, owner, self._now(), self._lease)

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
