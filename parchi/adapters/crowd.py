"""The crowd: whether more messages come than are answered a minute, of one number or of all."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from parchi.adapters.mail_tables import inbox
from parchi.domain.mail import Claim

MINUTE = timedelta(minutes=1)


class SqlCrowd:
    """The crowd as one unit of work sees it; a limit of 0 is none."""

    def __init__(self, session: Session, *, of_one: int, of_all: int) -> None:
        self._session = session
        self._of_one = of_one
        self._of_all = of_all

    def excess(self, claim: Claim) -> str | None:
        """Tells "one" if this number wrote too much within a minute, "all" if everybody together did, else None."""
        if self._is_full(claim, self._of_one, inbox.c.sender == claim.sender):
            return "one"
        return "all" if self._is_full(claim, self._of_all) else None

    def was_told(self, claim: Claim) -> bool:
        """Whether the message before this one had its answer already: once is enough."""
        before = self._earlier(inbox.c.state, claim, inbox.c.sender == claim.sender, inbox.c.state != "double")
        return self._session.execute(before.limit(1)).scalar_one_or_none() == "limited"

    def _is_full(self, claim: Claim, most: int, *whose: Any) -> bool:
        """One row tells: the one that came `most` messages before this."""
        if not most:
            return False
        first = self._session.execute(
            self._earlier(inbox.c.received_at, claim, *whose).offset(most - 1).limit(1)
        ).scalar_one_or_none()
        return first is not None and first > claim.received_at - MINUTE

    def _earlier(self, column: Any, claim: Claim, *conditions: Any) -> Any:
        return select(column).where(inbox.c.id < claim.id, *conditions).order_by(inbox.c.id.desc())
