"""Many at once: no shelf goes below zero, no order is made twice, no two shops have the same order."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from parchi.adapters.outage import is_outage
from parchi.adapters.unit_of_work import SqlUnitOfWork
from parchi.services import counter
from parchi.services.basket import slips
from parchi.services.basket.baskets import new_basket
from parchi.services.orders import placing, timers
from parchi.services.orders.ending import cancel
from tests.services.street import ASHA, ATTA, MILK, RAVI, Street, read, wish

WRITERS = 16
TRIES = 20


def test_two_customers_cannot_both_get_the_last_pack(street: Street) -> None:
    street.do(lambda shop: _stock(shop, "sai", ATTA, 1))
    for number in (ASHA, RAVI):
        street.moves_in(number)

    def order(number: str) -> str | None:
        def act(shop: SqlUnitOfWork) -> str | None:
            customer = shop.customers.meet(number)
            basket = new_basket(shop, customer)
            basket.add(wish(ATTA, 1))
            shop.flush()
            slips.show_slip(shop, customer)
            placing.place_order(shop, customer, basket)
            return basket.kirana

        return insistently(street, act)

    kiranas = at_once([lambda number=number: order(number) for number in (ASHA, RAVI)])
    assert sorted(kirana == "sai" for kirana in kiranas) == [False, True]
    assert street.shelf("sai", ATTA) == (1, 1)


def test_sixteen_customersat_once_never_empty_a_shelf_below_zero(street: Street) -> None:
    street.do(lambda shop: _stock(shop, "sai", MILK, 5))
    numbers = [f"whatsapp:+910000001{index:04d}" for index in range(WRITERS)]
    for number in numbers:
        street.moves_in(number)

    def order(number: str) -> None:
        def act(shop: SqlUnitOfWork) -> None:
            customer = shop.customers.meet(number)
            basket = new_basket(shop, customer)
            for sku in (MILK, ATTA):
                basket.add(wish(sku, 1))
            shop.flush()
            slips.show_slip(shop, customer)
            placing.place_order(shop, customer, basket)

        insistently(street, act)

    at_once([lambda number=number: order(number) for number in numbers])
    stock, held = street.shelf("sai", MILK)
    assert 0 <= held <= stock == 5
    orders = [order for number in numbers for order in street.do(lambda s, number=number: s.orders.of_customer(number))]
    assert len({order.number for order in orders}) == len(orders) == WRITERS
    assert sum(order.kirana == "sai" for order in orders) == held


def test_yes_said_sixteen_timesat_once_makes_one_order(street: Street) -> None:
    street.moves_in()
    street.wishes({ATTA: 1})
    basket = street.do(lambda shop: shop.baskets.open_of(ASHA).number)

    def yes() -> None:
        def act(shop: SqlUnitOfWork) -> None:
            placing.place_order(shop, shop.customers.meet(ASHA), shop.baskets.get(basket))

        insistently(street, act)

    at_once([yes] * WRITERS)
    assert len(street.do(lambda shop: shop.orders.of_customer(ASHA))) == 1
    assert street.shelf("sai", ATTA) == (12, 1)


def test_an_answer_and_the_clockat_once_leave_the_order_with_one_shop(street: Street) -> None:
    for _ in range(4):
        number = street.orders({ATTA: 1})
        street.clock.move(minutes=5)

        def accept(number: str = number) -> None:
            def act(shop: SqlUnitOfWork) -> None:
                kirana = shop.kiranas.get("sai")
                assert kirana is not None
                counter.accept_order(shop, kirana, read("accept_order", f"{number} haan"))

            insistently(street, act)

        at_once([accept, lambda: insistently(street, timers.tick), accept])
        order = street.stored(number)
        states = [offer.state for offer in order.offers]
        assert states in (["accepted"], ["unanswered", "waiting"])
        assert order.kirana == ("sai" if states == ["accepted"] else "ganesh")
        street.clock.set(11)
        street.do(lambda shop, number=number: _end(shop, number))
    assert street.shelf("sai", ATTA) == (12, 0)
    assert street.shelf("ganesh", ATTA) == (12, 0)


def at_once(acts: list[Callable[[], object]]) -> list[object]:
    barrier = Barrier(len(acts))

    def start(act: Callable[[], object]) -> object:
        barrier.wait()
        return act()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(start, acts))


def insistently(street: Street, act: Callable[[SqlUnitOfWork], object]) -> object:
    """As the worker does it: a turn that the database refused is repeated."""
    for _ in range(TRIES):
        try:
            with street.unit_of_work() as shop:
                done = act(shop)
                shop.commit()
                return done
        except Exception as error:
            if not is_outage(error) and "uniqu" not in str(error).lower():
                raise
    raise AssertionError("never got through")


def _stock(shop: SqlUnitOfWork, kirana: str, sku: str, packs: int) -> None:
    entry = shop.shelves.entry(kirana, sku)
    assert entry is not None
    entry.stock = packs * 1000
    shop.shelves.put(entry)


def _end(shop: SqlUnitOfWork, number: str) -> None:
    order = shop.orders.lock(number)
    assert order is not None
    cancel(shop, order)
