"""Whoever has an order's lock sees it as it is now, whatever was read of it before."""

from __future__ import annotations

from sqlalchemy import event
from sqlalchemy.engine import Engine

from tests.services.chat import ASHA, Chat


def test_a_locked_order_is_read_anew_with_its_parts_and_whole(chat: Chat, database: Engine) -> None:
    chat.says("add_items", "2 packet tata namak, 1 kilo pyaz, 1 kilo aloo")
    chat.says("place_order", "bas")
    chat.says("affirm", "haan")
    with chat.unit_of_work() as early, chat.unit_of_work() as other:
        (order,) = early.orders.recent_of(ASHA)
        assert [line.is_missing for line in order.lines] == [False] * len(order.lines)
        offer, lines = order.waiting_offer, list(order.lines)
        assert offer is not None
        (theirs,) = other.orders.recent_of(ASHA)
        for line in theirs.lines:
            line.is_missing = True
        theirs.offers[0].state = "withdrawn"
        other.commit()
        statements: list[str] = []
        event.listen(database, "before_cursor_execute", lambda *told: statements.append(told[2]))
        locked = early.orders.lock(order.number)
        assert locked is order
        assert [line.is_missing for line in locked.lines] == [True] * len(order.lines)
        assert locked.waiting_offer is None
        assert [line.is_missing for line in lines] == [True] * len(lines), "whoever held them sees it too"
        assert offer.state == "withdrawn"
    reads = [statement for statement in statements if statement.startswith("SELECT")]
    assert len(reads) == 3, "the order, its lines and its offers, however many there are"
