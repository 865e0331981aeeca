"""A complaint: what a customer found wrong with a collected order, and how it was put right."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

WITHIN = timedelta(hours=2)
"""After collecting, a complaint about short weight or bad goods concerns the kirana; later the operator alone."""
CLOCK = timedelta(hours=48)
"""By then it is settled, or the operator's."""

OPEN, ANSWERED, SETTLED, ESCALATED = "open", "answered", "settled", "escalated"
UNSETTLED = (OPEN, ANSWERED)
REFUND, AGAIN, DISPUTED = "refund", "again", "disputed"
"""What the kirana offers: the money back, the goods once more, or nothing, because it sees no fault."""


@dataclass(eq=False)
class Complaint:
    """One an order."""

    order: str
    customer: str
    kirana: str
    said: str
    """In the customer's words."""
    opened_at: datetime
    until: datetime
    state: str = OPEN
    remedy: str | None = None
    closed_at: datetime | None = None

    @property
    def is_unsettled(self) -> bool:
        """Whether the clock still runs."""
        return self.state in UNSETTLED

    def answer(self, remedy: str) -> None:
        """The kirana says what it will do."""
        self.state, self.remedy = ANSWERED, remedy

    def close(self, state: str, at: datetime) -> None:
        """SETTLED by the customer's yes, or ESCALATED to the operator."""
        self.state, self.closed_at = state, at
