"""Reasons: why an order came to nothing, in the network's three-digit codes."""

from __future__ import annotations

from dataclasses import dataclass

from parchi.domain.order import CANCELLED, DECLINED


@dataclass(frozen=True)
class Reason:
    """One of the network's cancellation reasons."""

    id: str
    meaning: str


PRICE_CHANGED = Reason("001", "the price of some things has changed, and the buyer would have to pay more")
NOT_AVAILABLE = Reason("002", "one or more things of the order are not available")
REJECTED = Reason("005", "the merchant rejected the order")
LATE = Reason("006", "the order was not there in the time that was promised")
NOT_REACHED = Reason("011", "the buyer was not found or cannot be contacted")
NOT_WANTED = Reason("012", "the buyer does not want the product any more")


def reason_of(status: str, cause: str) -> Reason:
    """The code for how an order ended, by its state and the cause that its history keeps."""
    if status == DECLINED:
        return NOT_AVAILABLE if "missing" in cause or "none of it" in cause else REJECTED
    if status == CANCELLED:
        return PRICE_CHANGED if "next kirana" in cause else NOT_WANTED
    return NOT_REACHED if "not collected" in cause else LATE
