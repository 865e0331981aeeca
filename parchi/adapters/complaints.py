"""Complaints as rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from parchi.adapters.complaint_tables import complaints
from parchi.domain.complaint import UNSETTLED, Complaint


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
        return self._many(complaints.c.kirana == kirana)

    def due(self, at: datetime) -> Sequence[Complaint]:
        """Unsettled ones whose time is over."""
        return self._many(complaints.c.until <= at)

    def _many(self, condition: object) -> Sequence[Complaint]:
        query = select(Complaint).where(condition, complaints.c.state.in_(UNSETTLED)).order_by(complaints.c.opened_at)
        return self._session.execute(query).scalars().all()
