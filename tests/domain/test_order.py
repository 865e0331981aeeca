"""An order goes only where the contract lets it go, and remembers every step."""

from __future__ import annotations

from datetime import datetime

import pytest

from parchi.domain.errors import OrderDecided
from parchi.domain.hours import IST
from parchi.domain.order import (
    ACCEPTED,
    CANCELLED,
    COLLECTED,
    DECLINED,
    EDGES,
    EXPIRED,
    OFFERED,
    READY,
    Order,
)  # fmt: skip

NOW = datetime(2026, 11, 23, 11, 0, tzinfo=IST)
STATES = (OFFERED, ACCEPTED, READY, COLLECTED, DECLINED, CANCELLED, EXPIRED)
CONTRACT = {
    (OFFERED, ACCEPTED), (ACCEPTED, READY), (READY, COLLECTED), (OFFERED, DECLINED), (OFFERED, CANCELLED),
    (ACCEPTED, CANCELLED), (READY, CANCELLED), (ACCEPTED, OFFERED), (ACCEPTED, EXPIRED), (READY, EXPIRED),
}  # fmt: skip
UNPACKED = (ACCEPTED, COLLECTED)
"""A shop that hands over what it never called ready."""


def _order(status: str) -> Order:
    return Order("1042", "whatsapp:+910000000001", 1, "sai", status, NOW)


@pytest.mark.parametrize(("before", "after"), sorted(CONTRACT | {UNPACKED}))
def test_every_edge_of_the_contract_is_taken_and_kept(before: str, after: str) -> None:
    order = _order(before)
    order.change(after, at=NOW, cause="told", kirana="sai")
    assert order.status == after
    step = order.history[-1]
    assert (step.status, step.at, step.cause, step.kirana) == (after, NOW, "told", "sai")


@pytest.mark.parametrize(
    ("before", "after"),
    [(one, other) for one in STATES for other in STATES if (one, other) not in CONTRACT | {UNPACKED}],
)
def test_no_other_edge_exists(before: str, after: str) -> None:
    order = _order(before)
    with pytest.raises(OrderDecided):
        order.change(after, at=NOW, cause="told", kirana="sai")
    assert (order.status, order.history) == (before, [])


def test_nothing_follows_the_four_ends() -> None:
    assert set(STATES) - set(EDGES) == {COLLECTED, DECLINED, CANCELLED, EXPIRED}
