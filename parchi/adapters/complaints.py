"""Complaints as rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from parchi.adapters.complaint_tables import complaints
from parchi.domain.complaint import UNSETTLED, Complaint

_UNSETTLED = select(Complaint).where(complaints.c.state.in_(UNSETTLED)).order_by(complaints.c.opened_at)
_UNSETTLED_OF = _UNSETTLED.where(complaints.c.kirana == bindparam("kirana"))


class SqlComplaints:
    """The repository of complaints."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, complaint: Complaint) -> None:
        """A new one."""
        self._session.add(complaint)
        self._session.flush()

    def get(self, order: str) -> Complaint | None:
        """The complaint about an order."""
        found: Complaint | None = self._session.get(Complaint, order)
        return found

    def unsettled_of(self, kirana: str) -> Sequence[Complaint]:
        """Those that a shop has not answered or whose customer has not said yes, oldest first."""
        return self._session.execute(_UNSETTLED_OF, {"kirana": kirana}).scalars().all()

    def due(self, at: datetime) -> Sequence[Complaint]:
        """Unsettled ones whose time is over."""
        return self._session.execute(_UNSETTLED.where(complaints.c.until <= at)).scalars().all()
