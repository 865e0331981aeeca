"""The books: what must be true of shelves, holds and orders at any moment, whatever happened before."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import text

STATES = frozenset({"offered", "accepted", "ready", "collected", "declined", "cancelled", "expired"})
_HELD = "SELECT kirana, sku, sum(amount) AS amount FROM holds GROUP BY kirana, sku"
_BASKETS = "SELECT basket FROM orders WHERE basket IS NOT NULL GROUP BY basket HAVING count(*) > 1"
WRONG = {
    "a shelf below zero": "SELECT count(*) FROM shelves WHERE stock < 0 OR held < 0 OR held > stock",
    "shelves and holds differ": "SELECT count(*) FROM shelves s LEFT JOIN (" + _HELD + ") h ON h.kirana = s.kirana "
    "AND h.sku = s.sku WHERE s.held <> coalesce(h.amount, 0)",
    "a hold on no shelf": "SELECT count(*) FROM holds h WHERE NOT EXISTS "
    "(SELECT 1 FROM shelves s WHERE s.kirana = h.kirana AND s.sku = h.sku)",
    "a basket became two orders": f"SELECT count(*) FROM ({_BASKETS}) twice",
    "an order without lines": 'SELECT count(*) FROM orders o WHERE NOT EXISTS '
    '(SELECT 1 FROM order_lines l WHERE l."order" = o.number)',
    "an order whose last step is another state": 'SELECT count(*) FROM orders o JOIN status_changes c ON c."order" = '
    'o.number WHERE c.id = (SELECT max(id) FROM status_changes WHERE "order" = o.number) AND c.status <> o.status',
    "two offers of one order wait": "SELECT count(*) FROM (SELECT 1 FROM offers WHERE state = 'waiting' "
    'GROUP BY "order" HAVING count(*) > 1) twice',
}  # fmt: skip


def audit_books(execute: Callable[[Any], Any]) -> set[str]:
    """The states that orders are in; AssertionError names what is wrong. `execute` runs a statement."""
    for wrong, query in WRONG.items():
        assert execute(text(query)).scalar_one() == 0, wrong
    states = set(execute(text("SELECT status FROM orders")).scalars())
    assert states <= STATES, f"an order is {states - STATES}"
    return states
