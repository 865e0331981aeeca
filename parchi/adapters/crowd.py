"""The crowd: whether more messages come than are answered a minute, of one number or of all."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session
from sqlalchemy.sql import Select

from parchi.adapters.mail_tables import inbox
from parchi.domain.mail import Claim

MINUTE = timedelta(minutes=1)
_IS_EARLIER, _IS_OF = inbox.c.id < bindparam("before"), inbox.c.sender == bindparam("of")
_FIRST_OF_ALL = (
    select(inbox.c.received_at).where(_IS_EARLIER).order_by(inbox.c.id.desc()).offset(bindparam("skipped")).limit(1)
)
_FIRST_OF_ONE = _FIRST_OF_ALL.where(_IS_OF)
_SO_MANY_NUMBERS_AGO = (
    select(inbox.c.received_at).where(inbox.c.id <= bindparam("before")).order_by(inbox.c.id.desc()).limit(1)
)
_STATE_BEFORE = (
    select(inbox.c.state).where(_IS_EARLIER, _IS_OF, inbox.c.state != "double").order_by(inbox.c.id.desc()).limit(1)
)


class SqlCrowd:
    """The crowd as one unit of work sees it; a limit of 0 is none."""

    def __init__(self, session: Session, *, of_one: int, of_all: int) -> None:
        self._session = session
        self._of_one = of_one
        self._of_all = of_all

    def excess(self, claim: Claim) -> str | None:
        """Tells "one" if this number wrote too much within a minute, "all" if everybody together did, else None."""
        if self._is_full(claim, self._of_one, _FIRST_OF_ONE):
            return "one"
        return "all" if self._may_be_rush(claim) and self._is_full(claim, self._of_all, _FIRST_OF_ALL) else None

    def was_told(self, claim: Claim) -> bool:
        """Whether the message before this one had its answer already: once is enough."""
        before = self._session.execute(_STATE_BEFORE, {"of": claim.sender, "before": claim.id})
        return before.scalar_one_or_none() == "limited"

    def _may_be_rush(self, claim: Claim) -> bool:
        """Whether it is worth counting thousands of rows: numbers have gaps, but no row has two of them."""
        if not self._of_all:
            return False
        asked = {"before": claim.id - self._of_all}
        return self._is_within_minute(self._session.execute(_SO_MANY_NUMBERS_AGO, asked).scalar_one_or_none(), claim)

    def _is_full(self, claim: Claim, most: int, query: Select) -> bool:
        """One row tells: the one that came `most` messages before this."""
        if not most:
            return False
        asked = {"of": claim.sender, "before": claim.id, "skipped": most - 1}
        return self._is_within_minute(self._session.execute(query, asked).scalar_one_or_none(), claim)

    def _is_within_minute(self, at: datetime | None, claim: Claim) -> bool:
        return at is not None and at > claim.received_at - MINUTE
