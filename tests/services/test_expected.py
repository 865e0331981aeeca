"""What a turn is told of whoever wrote is what it would have found by asking, and spares it the asking."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from parchi.adapters.unit_of_work import SqlUnitOfWork
from parchi.domain.basket import Basket
from parchi.domain.household import Household, Resident
from parchi.domain.order import ACCEPTED
from tests.services.chat import ASHA, Chat

SAI = "whatsapp:+910000020001"
ITEMS = ("salt", "onion")


def _asked(shop: SqlUnitOfWork, number: str) -> dict[str, Any]:
    customer, basket = shop.customers.get(number), shop.baskets.open_of(number)
    kirana = shop.kiranas.of_number(number)
    return {
        "language": customer and customer.language,
        "basket": basket and (basket.number, [line.wish.words for line in basket.lines]),
        "holds": basket and shop.holds.has_any(basket.owner),
        "kirana": kirana and kirana.kirana,
        "home": shop.households.of(number),
        "orders": [order.number for order in shop.orders.recent_of(number)],
        "usual": shop.orders.usual_skus(number, ITEMS),
        "said": customer and shop.conversations.get(customer.pseudonym),
    }


def _started(chat: Chat) -> None:
    chat.says("add_items", "2 packet tata namak, 1 kilo pyaz")


def _held(chat: Chat) -> None:
    _started(chat)
    chat.says("place_order", "bas itna hi")


def _ordered(chat: Chat) -> None:
    _held(chat)
    chat.says("affirm", "haan")


def _again(chat: Chat) -> None:
    _ordered(chat)
    _started(chat)


def _talked(chat: Chat) -> None:
    with chat.unit_of_work() as shop:
        customer = shop.customers.meet(ASHA)
        shop.conversations.put(customer.pseudonym, "[]")
        shop.commit()


@pytest.mark.parametrize("before", [_started, _held, _ordered, _again, _talked])
@pytest.mark.parametrize("number", [ASHA, SAI, "whatsapp:+910000000077"])
def test_told_or_asked_it_is_the_same(chat: Chat, before: Callable[[Chat], None], number: str) -> None:
    before(chat)
    with chat.unit_of_work() as told, chat.unit_of_work() as asking:
        told.expect(number)
        assert _asked(told, number) == _asked(asking, number)


def test_nothing_more_is_asked_of_who_never_ordered(chat: Chat, database: Engine) -> None:
    _started(chat)
    statements: list[str] = []
    with chat.unit_of_work() as shop:
        shop.expect(ASHA)
        event.listen(database, "before_cursor_execute", lambda *told: statements.append(told[2]))
        assert _asked(shop, ASHA)["basket"] is not None
    assert statements == []


def test_what_is_done_after_it_was_told_counts(chat: Chat) -> None:
    with chat.unit_of_work() as shop:
        shop.expect(ASHA)
        assert shop.baskets.open_of(ASHA) is None
        assert shop.orders.recent_of(ASHA) == []
    _ordered(chat)
    with chat.unit_of_work() as shop:
        shop.expect(ASHA)
        (order,) = shop.orders.recent_of(ASHA)
        order.change(ACCEPTED, at=shop.clock.now(), cause="accepted", kirana=order.kirana)
        assert [one.number for one in shop.orders.of_kirana("sai", (ACCEPTED,))] == [order.number]


def test_the_list_of_a_household_is_read_when_it_is_locked(chat: Chat) -> None:
    _started(chat)
    with chat.unit_of_work() as shop:
        now = shop.clock.now()
        shop.households.add(Household("AB12", ASHA, now, [Resident(ASHA, now, ASHA, is_confirmed=True)]))
        shop.commit()
    with chat.unit_of_work() as shop:
        shop.expect(ASHA)
        assert [entity for entity in shop.session.identity_map.values() if isinstance(entity, Basket)] == []
        assert shop.baskets.open_of(ASHA) is not None


def test_a_change_of_the_customer_is_not_written_by_a_question(chat: Chat, database: Engine) -> None:
    written: list[str] = []
    with chat.unit_of_work() as shop:
        customer = shop.customers.meet(ASHA)
        customer.nonsense = 7
        event.listen(
            database,
            "before_cursor_execute",
            lambda *told: written.append(told[2]) if not told[2].lstrip().startswith("SELECT") else None,
        )
        assert shop.orders.offered_to("sai") == []
        assert written == []
        shop.commit()
    assert any(statement.startswith("UPDATE customers") for statement in written)
