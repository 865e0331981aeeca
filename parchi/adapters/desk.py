"""The desk: what a worker writes about one message in the very transaction of its turn."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from sqlalchemy import bindparam, insert, update
from sqlalchemy.orm import Session

from parchi.adapters.claims import LEASE, leave, take_next
from parchi.adapters.mail_tables import inbox, outbox
from parchi.domain.mail import Claim, Letter
from parchi.services.ports import TryAgain

_DONE = (
    update(inbox)
    .where(inbox.c.id == bindparam("of"), inbox.c.state == "waiting")
    .values(state=bindparam("now"), error_id=bindparam("error"), done_at=bindparam("at"))
)
_LETTER = insert(outbox)


class SqlDesk:
    """The inbox and outbox within one unit of work."""

    def __init__(self, session: Session, now: Callable[[], datetime], *, lease: timedelta = LEASE) -> None:
        self._session = session
        self._now = now
        self._lease = lease

    def finish(
        self,
        claim: Claim,
        owner: str,
        letters: Iterable[Letter],
        *,
        error_id: str | None = None,
        is_limited: bool = False,
    ) -> None:
        """The message is answered by these letters, set aside, or one too many; the customer is free again.

        Raises TryAgain if the claim has ended and somebody else may have begun on this customer.
        """
        state = "failed" if error_id else "limited" if is_limited else "done"
        told = {"of": claim.id, "now": state, "error": error_id, "at": self._now()}
        changed = self._session.execute(_DONE, told)
        if not changed.rowcount:
            raise TryAgain("the message was answered by someone else")
        put_letters(self._session, letters, at=self._now(), answers=claim.id)
        if not leave(self._session.connection(), claim.sender, owner):
            raise TryAgain("the claim ended before the turn did")

    def take_next(self, owner: str) -> Claim | None:
        """The message to be answered next, taken in the same transaction: one less for which others wait."""
        self._session.flush()  # whoever wants the same one waits from here to the end
        return take_next(self._session.connection(), owner, self._now(), self._lease)


def put_letters(session: Session, letters: Iterable[Letter], *, at: datetime, answers: int | None = None) -> None:
    """Put letters into the outbox, to be sent in this order."""
    for letter in letters:
        session.execute(_LETTER, {**letter_row(letter), "created_at": at, "answers": answers})


def letter_row(letter: Letter) -> dict[str, object]:
    """The columns of a letter."""
    return {
        "receiver": letter.to,
        "body": letter.body,
        "content_sid": letter.content_sid,
        "variables": dict(letter.variables) or None,
        "media_url": letter.media_url,
    }
