"""The audit: what the tables and the stand-in say of every message that was brought."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from sqlalchemy import create_engine, text

from bench.load.traffic import Run
from parchi.domain.order import EDGES, OFFERED
from parchi.domain.quantity import Quantity


@dataclass
class Audit:
    """What is wrong, by kind, and how long each reply took."""

    lost: int = 0
    doubled: int = 0
    out_of_order: int = 0
    wrong: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    """From the arrival at the door to the handing over to Twilio, one a message."""

    orders: int = 0
    chats: int = 0
    ended_badly: Counter[str] = field(default_factory=Counter)
    """Chats that did not end in the order that was asked for, or in none where none was: by what they ended in."""

    @property
    def is_clean(self) -> bool:
        """Nothing lost, doubled, out of order or in a wrong state."""
        return not (self.lost or self.doubled or self.out_of_order or self.wrong)


def audit(run: Run, database: str) -> Audit:
    """Compare what was brought in a run with the tables."""
    rows = _Rows(database)
    found = Audit(chats=len(run.chats))
    _audit_replies(found, run, rows)
    _audit_orders(found, run, rows)
    rows.close()
    return found


class _Rows:
    def __init__(self, database: str) -> None:
        self._engine = create_engine(database, future=True)

    def __call__(self, query: str) -> list[Any]:
        with self._engine.connect() as connection:
            return list(connection.execute(text(query)).all())

    def close(self) -> None:
        self._engine.dispose()


def _audit_replies(found: Audit, run: Run, rows: _Rows) -> None:
    """Each message has one reply, and a customer gets the replies in the order in which the messages were brought."""
    inbox = {row.message_sid: row for row in rows("SELECT id, message_sid, state FROM inbox")}
    letters: dict[int, list[str]] = defaultdict(list)
    for row in rows("SELECT answers, message_sid FROM outbox WHERE answers IS NOT NULL ORDER BY id"):
        letters[row.answers].append(row.message_sid)
    arrived: dict[str, list[float]] = defaultdict(list)
    for sent in run.sent:
        arrived[sent.sid].append(sent.at)
    last: dict[str, float] = {}
    for message in run.accepted:
        row = inbox.get(message.sid)
        replies = [] if row is None else [at for sid in letters[row.id] for at in arrived.get(sid, ())]
        if row is None or row.state != "done" or not replies:
            found.lost += 1
            continue
        found.doubled += len(replies) > len(set(letters[row.id]))
        found.seconds.append(min(replies) - message.at)
        found.out_of_order += min(replies) < last.get(message.sender, 0.0)
        last[message.sender] = max(replies)
    found.doubled += sum(row.doubled for row in rows("SELECT doubled FROM outbox WHERE doubled > 0"))
    found.wrong.update({"refused at the door": len(run.brought) - len(run.accepted)} if run.brought else {})
    found.wrong += Counter()


def _audit_orders(found: Audit, run: Run, rows: _Rows) -> None:
    """Orders went a way that there is, nobody has two of one basket, and what is held is what is open."""
    customers = {chat.customer for chat in run.chats}
    steps: dict[str, list[str]] = defaultdict(list)
    for row in rows('SELECT "order", status FROM status_changes ORDER BY id'):
        steps[row.order].append(row.status)
    ordered: Counter[str] = Counter()
    for row in rows("SELECT number, customer, status FROM orders"):
        if row.customer not in customers:
            continue
        ordered[row.customer] += 1
        way = tuple(step for at, step in enumerate(steps[row.number]) if not at or step != steps[row.number][at - 1])
        found.wrong["order went a wrong way"] += not _is_way(way) or way[-1] != row.status
    found.orders = sum(ordered.values())
    found.wrong["two orders"] += sum(count > 1 for count in ordered.values())
    found.ended_badly = +Counter(_ended_badly(run, rows))
    held = dict(map(tuple, rows("SELECT kirana || ' ' || sku, held FROM shelves WHERE held <> 0")))
    kept = dict(map(tuple, rows("SELECT kirana || ' ' || sku, sum(amount) FROM holds GROUP BY kirana, sku")))
    found.wrong["held and kept differ"] += held != {key: int(amount) for key, amount in kept.items()}
    found.wrong["below zero"] += len(rows("SELECT sku FROM shelves WHERE stock < 0 OR held < 0"))
    found.wrong = +found.wrong


def _ended_badly(run: Run, rows: _Rows) -> Iterator[str]:
    """What a chat ended in that is not what its customer asked for."""
    things: dict[str, dict[str, Quantity]] = defaultdict(dict)
    query = 'SELECT customer, item, wish FROM orders JOIN order_lines ON order_lines."order" = orders.number'
    for row in rows(query):
        wish = json.loads(row.wish)
        things[row.customer][row.item] = Quantity(wish["quantity"] or 1, wish["unit"] or "piece")
    for chat in run.chats:
        wanted, ordered = {item: _quantity(said) for item, said in chat.wanted.items()}, things[chat.customer]
        if wanted.keys() == ordered.keys() and all(_is_met(wanted[item], ordered[item]) for item in wanted):
            continue
        if not ordered:
            yield "no order"
        elif not wanted:
            yield "an order that nobody asked for"
        else:
            yield "other things" if wanted.keys() != ordered.keys() else "other amounts"


def _is_met(wanted: Quantity, ordered: Quantity) -> bool:
    """As it was said; or so many of a pack that the customer picked where nothing came near what was said."""
    return wanted.base() == ordered.base() or (ordered.unit == "packet" and wanted.unit not in ("packet", "piece"))


def _quantity(said: str) -> Quantity:
    """What said.yml calls an amount: "2 kg", or a bare count."""
    amount, _, unit = said.partition(" ")
    return Quantity(float(amount), unit or "piece")


def _is_way(way: tuple[str, ...]) -> bool:
    """Whether each state may follow the one before; passed on, an order is offered once more."""
    return way[:1] == (OFFERED,) and all(after in EDGES.get(before, ()) for before, after in pairwise(way))
