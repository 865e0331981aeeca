"""The counter where writers place orders at once: our own way and the usual one of an ORM, on the same tables."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from multiprocessing import get_context
from typing import Any

from sqlalchemy import select
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session, registry

from parchi.adapters.database import make_engine, metadata
from parchi.adapters.order_tables import order_numbers
from parchi.adapters.orders import SqlOrders
from parchi.adapters.shop_tables import shelves
from parchi.domain.basket import Wish
from parchi.domain.hours import IST
from parchi.domain.kirana import MILLI, Hold
from parchi.domain.money import Money
from parchi.domain.order import OFFERED, Offer, Order, OrderLine

KIRANAS, PRODUCTS = 50, 200
PLENTY = 2_000_000_000
PRICE = Money(4_200)
NOW = datetime(2026, 11, 23, 11, 0, tzinfo=IST)
Place = Callable[[Session, Order], bool]
"""Keep an order and hold its packs, in the open transaction; False, and nothing kept, where a shelf has too little."""


class Shelf:
    """A shelf entry as an ORM has it."""

    kirana: str
    sku: str
    stock: int
    held: int


class OrderNumber:
    """A number that was given out."""

    id: int


_registry = registry()
_registry.map_imperatively(Shelf, shelves)
_registry.map_imperatively(OrderNumber, order_numbers)


def place_ours(session: Session, order: Order) -> bool:
    """As `place_order` does it."""
    needs = {line.sku: MILLI * (line.packs or 0) for line in order.lines}
    return not SqlOrders(session).place(order, needs, instead_of="basket:0")


def place_usual(session: Session, order: Order) -> bool:
    """A row locked, looked at and changed for each line; in the order of their keys, so that nobody waits in a ring."""
    number = OrderNumber()
    session.add(number)
    session.flush()
    order.number = order.offers[0].order = str(1000 + number.id)
    for line in sorted(order.lines, key=lambda line: line.sku):
        key = (Shelf.kirana == order.kirana, Shelf.sku == line.sku)  # type: ignore[arg-type]
        shelf = session.execute(select(Shelf).where(*key).with_for_update()).scalar_one()
        amount = MILLI * (line.packs or 0)
        if shelf.stock - shelf.held < amount:
            return False
        shelf.held += amount
        session.add(Hold(owner=order.owner, kirana=shelf.kirana, sku=shelf.sku, amount=amount, until=None))
    session.add(order)
    session.flush()
    return True


WAYS: dict[str, Place] = {"ours": place_ours, "usual": place_usual}


@dataclass(frozen=True)
class Contest:
    """So many writers for so long, each order with so many lines; on one product alone where it is popular."""

    address: str
    way: str
    writers: int
    seconds: float
    lines: int = 10
    is_popular: bool = False
    batch: int = 1
    """Orders a commit."""


def stock(engine: Engine, packs: int = PLENTY // MILLI) -> None:
    """Empty tables, and the same stock on every shelf."""
    metadata.drop_all(engine)
    metadata.create_all(engine)
    rows = [
        {"kirana": f"kirana-{kirana}", "sku": f"sku-{product:03d}", "stock": packs * MILLI, "price_paise": PRICE.paise}
        for kirana in range(KIRANAS)
        for product in range(PRODUCTS)
    ]
    with engine.begin() as connection:
        connection.execute(shelves.insert(), rows)


def hold(contest: Contest) -> float:
    """Orders a second of all writers together; each is a process of its own, as the bots are."""
    context = get_context("fork")
    barrier, told = context.Barrier(contest.writers + 1), context.Queue()
    writers = [context.Process(target=_write, args=(contest, n, barrier, told)) for n in range(contest.writers)]
    for writer in writers:
        writer.start()
    barrier.wait(120)
    counts = [told.get(timeout=contest.seconds + 120) for _ in writers]
    for writer in writers:
        writer.join(60)
    if any(count is None for count in counts):
        raise RuntimeError("a writer failed")
    return sum(counts)


def _write(contest: Contest, number: int, barrier: Any, told: Any) -> None:
    rate = None
    try:
        rate = _rate(contest, number, barrier)
    finally:
        told.put(rate)


def _rate(contest: Contest, number: int, barrier: Any) -> float:
    """The writer's own orders a second, after a first one that warms up."""
    engine, chance, place = make_engine(contest.address), random.Random(number), WAYS[contest.way]
    _commit(engine, contest, place, chance, number)
    barrier.wait(120)
    began, count = time.perf_counter(), 0
    while time.perf_counter() - began < contest.seconds:
        count += _commit(engine, contest, place, chance, number)
    took = time.perf_counter() - began
    engine.dispose()
    return count / took


def _commit(engine: Engine, contest: Contest, place: Place, chance: random.Random, number: int) -> int:
    """One transaction; how many orders it kept."""
    with Session(engine, future=True, expire_on_commit=False) as session:
        for _ in range(contest.batch):
            if not place(session, _order(contest, chance, number)):
                raise RuntimeError("there was plenty")
        session.commit()
    return contest.batch


def _order(contest: Contest, chance: random.Random, number: int) -> Order:
    """Of any kirana, any products; or the one that everybody wants."""
    kirana = "kirana-0" if contest.is_popular else f"kirana-{chance.randrange(KIRANAS)}"
    picked = [0] if contest.is_popular else chance.sample(range(PRODUCTS), contest.lines)
    order = Order(
        number="", customer=f"whatsapp:+91000006{number:04d}", basket=None, kirana=kirana, status=OFFERED,
        placed_at=NOW, lines=_lines([f"sku-{product:03d}" for product in picked]), latitude=19.07, longitude=72.99,
    )  # fmt: skip
    order.offers.append(Offer("", kirana, made_at=NOW, until=NOW + timedelta(minutes=5)))
    order.note(at=NOW, cause="placed", kirana=kirana)
    return order


def _lines(skus: Sequence[str]) -> list[OrderLine]:
    return [
        OrderLine(at, Wish(sku, "item"), "item", sku, f"Product {sku}", "500 g", 1, None, None, PRICE, PRICE)
        for at, sku in enumerate(skus, start=1)
    ]
