"""The counter where writers place orders at once: our own way and the usual one of an ORM, on the same tables."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import psycopg2
from sqlalchemy import select
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session, registry

from bench.load.cost import TICKS, cpu_seconds, family
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
        key = (Shelf.kirana == order.kirana, Shelf.sku == line.sku)
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


@dataclass(frozen=True)
class Held:
    """What came of a contest: orders a second of all writers together, and milliseconds on a core an order."""

    rate: float
    cpu_ms: float


def hold(contest: Contest) -> Held:
    """Each writer is a process of its own, as the bots are; the server's processor time counts too."""
    context = get_context("fork")
    barrier, told = context.Barrier(contest.writers + 1), context.Queue()
    writers = [context.Process(target=_write, args=(contest, n, barrier, told)) for n in range(contest.writers)]
    for writer in writers:
        writer.start()
    barrier.wait(120)
    before = _server_cpu(contest.address)
    told_by_all = [told.get(timeout=contest.seconds + 120) for _ in writers]
    server = _server_cpu(contest.address) - before
    for writer in writers:
        writer.join(60)
    if any(each is None for each in told_by_all):
        raise RuntimeError("a writer failed")
    orders = sum(count for count, _, _ in told_by_all)
    cpu = server + sum(used for _, _, used in told_by_all)
    return Held(sum(count / took for count, took, _ in told_by_all), 1000 * cpu / orders)


def _server_cpu(address: str) -> float:
    """Seconds on a core of PostgreSQL's processes, those that have ended too; SQLite's are in the writer's own."""
    if not address.startswith("postgresql"):
        return 0.0
    with psycopg2.connect(address) as connection:
        backend = connection.get_backend_pid()
        postmaster = int(Path(f"/proc/{backend}/stat").read_text().rpartition(")")[2].split()[1])
        ended = Path(f"/proc/{postmaster}/stat").read_text().rpartition(")")[2].split()[13:15]
        used = sum(cpu_seconds(family(postmaster)).values()) + sum(map(int, ended)) / TICKS
    connection.close()
    return float(used)


def _write(contest: Contest, number: int, barrier: Any, told: Any) -> None:
    counted = None
    try:
        counted = _counted(contest, number, barrier)
    finally:
        told.put(counted)


def _counted(contest: Contest, number: int, barrier: Any) -> tuple[int, float, float]:
    """The writer's own orders, the seconds and its seconds on a core, after a first order that warms up."""
    engine, chance, place = make_engine(contest.address), random.Random(number), WAYS[contest.way]
    _commit(engine, contest, place, chance, number)
    barrier.wait(120)
    began, used, count = time.perf_counter(), time.process_time(), 0
    while time.perf_counter() - began < contest.seconds:
        count += _commit(engine, contest, place, chance, number)
    told = count, time.perf_counter() - began, time.process_time() - used
    engine.dispose()
    return told


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
