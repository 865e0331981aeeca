"""The desk: what a worker writes about one message in the very transaction of its turn."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from sqlalchemy import delete, insert, update
from sqlalchemy.orm import Session

from parchi.adapters.mail_tables import inbox, leases, outbox
from parchi.domain.mail import Claim, Letter
from parchi.services.ports import TryAgain


class SqlDesk:
    """The inbox and outbox within one unit of work."""

    def __init__(
        self, session: Session, now: Callable[[], datetime], *, lease: timedelta = timedelta(seconds=30)
    ) -> None:
        self._session = session
        self._now = now
        self._lease = lease

    def begin(self, claim: Claim, owner: str) -> None:
        """Make sure that the claim still holds, and that nobody takes it over before this transaction ends."""
        mine = (leases.c.key == claim.sender) & (leases.c.owner == owner)
        later = self._now() + self._lease
        if not self._session.execute(update(leases).where(mine).values(until=later)).rowcount:
            raise TryAgain("the claim ended before the turn began")

    def finish(
        self,
        claim: Claim,
        owner: str,
        letters: Iterable[Letter],
        *,
        error_id: str | None = None,
        is_limited: bool = False,
    ) -> None:
        """The message is answered by these letters, set aside, or one too many; the customer is free again."""
        state = "failed" if error_id else "limited" if is_limited else "done"
        answered = update(inbox).where(inbox.c.id == claim.id, inbox.c.state == "waiting")
        changed = self._session.execute(answered.values(state=state, error_id=error_id, done_at=self._now()))
        if not changed.rowcount:
            raise TryAgain("the message was answered by someone else")
        put_letters(self._session, letters, at=self._now(), answers=claim.id)
        self._session.execute(delete(leases).where(leases.c.key == claim.sender, leases.c.owner == owner))


def put_letters(session: Session, letters: Iterable[Letter], *, at: datetime, answers: int | None = None) -> None:
    """Put letters into the outbox, to be sent in this order."""
    for letter in letters:
        session.execute(insert(outbox).values(**letter_row(letter), created_at=at, answers=answers))


def letter_row(letter: Letter) -> dict[str, object]:
    """The columns of a letter."""
    return {
        "receiver": letter.to,
        "body": letter.body,
        "content_sid": letter.content_sid,
        "variables": dict(letter.variables) or None,
        "media_url": letter.media_url,
    }
