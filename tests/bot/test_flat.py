"""A customer's hundredth order costs the database as few questions, and reads as few rows, as the second."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Engine

from parchi.adapters.unit_of_work import SqlUnitOfWork
from parchi.domain.place import Place
from tests.conftest import MovableClock

NUMBER = "whatsapp:+910000000001"
VISIT = ("2 kilo pyaz aur 1 kilo tamatar", "bas itna hi", "haan", "cancel my order")


@contextmanager
def counted() -> Iterator[dict[str, int]]:
    """Statements while it lasts."""
    count = {"statements": 0}

    def one(*_: object) -> None:
        count["statements"] += 1

    event.listen(Engine, "before_cursor_execute", one)
    try:
        yield count
    finally:
        event.remove(Engine, "before_cursor_execute", one)


def test_a_turn_asks_no_more_after_many_orders_and_days(
    write: Callable[..., Any], clock: MovableClock, unit_of_work: Callable[[], SqlUnitOfWork]
) -> None:
    write("", place=Place(19.0771, 72.9987))
    asked: list[list[int]] = []
    for _ in range(40):
        visit = []
        for text in VISIT:
            with counted() as count:
                assert write(text)
            visit.append(count["statements"])
        asked.append(visit)
        clock.move(days=1)
    with unit_of_work() as shop:
        assert len(shop.orders.of_customer(NUMBER)) == 40
        assert len(shop.orders.recent_of(NUMBER)) == 30  # however many there were
        customer = shop.customers.get(NUMBER)
        assert customer is not None
        kept = shop.conversations.get(customer.pseudonym)
    assert kept is not None
    assert kept.count('"event"') < 12
    for early, late in zip(asked[2], asked[-1], strict=True):
        assert late <= early + 2
