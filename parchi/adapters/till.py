"""The till: a new order with its lines, its offer and what it holds, kept in one stroke or not at all.

On PostgreSQL it is one statement and one round trip, so a shelf is locked no longer than it takes to write the order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy.dialects import postgresql
from sqlalchemy.engine import Connection

from parchi.adapters.database import take_writers_place
from parchi.adapters.order_tables import offers, order_lines, orders, status_changes
from parchi.domain.order import Order

FIRST_NUMBER = 1001
Key = tuple[str, str]
"""(kirana, sku)"""
_ORDER = tuple(column.name for column in orders.columns if column.name != "number")
_LINE = tuple(column.name for column in order_lines.columns if column.name not in ("id", "order"))
_OFFER = ("kirana", "made_at", "until", "state")
_STEP = ("status", "at", "cause", "kirana")
_INSERT = {
    table.name: f"INSERT INTO {table.name} ({own}, {', '.join(names)}) VALUES ({', '.join('?' * (1 + len(names)))})"
    for table, own, names in (
        (orders, "number", _ORDER),
        (order_lines, '"order"', _LINE),
        (offers, '"order"', _OFFER),
        (status_changes, '"order"', _STEP),
    )
}


def _kind(table: Any, name: str) -> str:
    return str(table.columns[name].type.compile(dialect=postgresql.dialect()))


def _array(table: Any, name: str) -> str:
    return f"CAST(%(line_{name})s AS {_kind(table, name)}[])"


def _values(table: Any, names: tuple[str, ...], of: str) -> str:
    return ", ".join(f"CAST(%({of}_{name})s AS {_kind(table, name)})" for name in names)


_AT_ONCE = f"""
    WITH wanted AS (
        SELECT * FROM unnest(CAST(%(skus)s AS text[]), CAST(%(amounts)s AS integer[])) AS w (sku, amount)
    ), before AS (
        SELECT kirana, sku, amount FROM holds WHERE owner = %(instead_of)s FOR UPDATE
    ), changes AS (
        SELECT kirana, sku, sum(more) AS more FROM (
            SELECT CAST(%(order_kirana)s AS text) AS kirana, sku, amount AS more FROM wanted
            UNION ALL SELECT kirana, sku, -amount FROM before) AS c
        GROUP BY kirana, sku HAVING sum(more) <> 0
    ), locked AS (
        SELECT s.kirana, s.sku, c.more, c.more <= 0 OR s.stock - s.held >= c.more AS is_enough
        FROM shelves s JOIN changes c ON s.kirana = c.kirana AND s.sku = c.sku
        ORDER BY s.kirana COLLATE "C", s.sku COLLATE "C" FOR UPDATE OF s
    ), short AS (
        SELECT kirana, sku FROM changes c WHERE more > 0 AND NOT EXISTS (
            SELECT FROM locked l WHERE l.kirana = c.kirana AND l.sku = c.sku AND l.is_enough)
    ), changed AS (
        UPDATE shelves s SET held = s.held + l.more FROM locked l
        WHERE s.kirana = l.kirana AND s.sku = l.sku AND NOT EXISTS (SELECT FROM short)
    ), counted AS (
        INSERT INTO order_numbers (id)
        SELECT nextval(pg_get_serial_sequence('order_numbers', 'id')) WHERE NOT EXISTS (SELECT FROM short) RETURNING id
    ), placed AS (
        INSERT INTO orders (number, {", ".join(_ORDER)})
        SELECT CAST(id + {FIRST_NUMBER - 1} AS text), {_values(orders, _ORDER, "order")} FROM counted RETURNING number
    ), lined AS (
        INSERT INTO order_lines ("order", {", ".join(_LINE)})
        SELECT number, l.* FROM placed, unnest({", ".join(_array(order_lines, name) for name in _LINE)}) AS l
    ), offered AS (
        INSERT INTO offers ("order", {", ".join(_OFFER)}) SELECT number, {_values(offers, _OFFER, "offer")} FROM placed
    ), noted AS (
        INSERT INTO status_changes ("order", {", ".join(_STEP)})
        SELECT number, {_values(status_changes, _STEP, "step")} FROM placed
    ), freed AS (
        DELETE FROM holds WHERE owner = %(instead_of)s AND EXISTS (SELECT FROM placed)
    ), kept AS (
        INSERT INTO holds (owner, kirana, sku, amount)
        SELECT 'order:' || number, %(order_kirana)s, sku, amount FROM placed, wanted
    )
    SELECT number, NULL AS kirana, NULL AS sku FROM placed UNION ALL SELECT NULL, kirana, sku FROM short
"""


def place(connection: Connection, order: Order, needs: Mapping[str, int], instead_of: str) -> set[Key]:
    """Keep an order with its first offer and step, and hold `needs` (thousandths by sku) instead of what a basket held.

    The order gets its number. If anything is short nothing is changed, and what is short is returned.
    """
    by_server = connection.dialect.name == "postgresql"
    return (_placed_at_once if by_server else _placed_in_steps)(connection, order, needs, instead_of)


def _placed_at_once(connection: Connection, order: Order, needs: Mapping[str, int], instead_of: str) -> set[Key]:
    values = {"skus": list(needs), "amounts": list(needs.values()), "instead_of": instead_of}
    lines = _bound(connection, order_lines, _LINE, order.lines)
    values |= {f"line_{name}": [line[at] for line in lines] for at, name in enumerate(_LINE)}
    for of, table, names, row in (
        ("order", orders, _ORDER, order),
        ("offer", offers, _OFFER, order.offers[0]),
        ("step", status_changes, _STEP, order.history[0]),
    ):
        (told,) = _bound(connection, table, names, [row])
        values |= {f"{of}_{name}": value for name, value in zip(names, told, strict=True)}
    found = connection.exec_driver_sql(_AT_ONCE, values).all()
    for row in found:
        if row.number is not None:
            _give_number(order, row.number)
    return {(row.kirana, row.sku) for row in found if row.number is None}


def _placed_in_steps(connection: Connection, order: Order, needs: Mapping[str, int], instead_of: str) -> set[Key]:
    """SQLite has one writer at a time: what was read stays true until it is written."""
    take_writers_place(connection)
    run, kirana = connection.exec_driver_sql, order.kirana or ""
    before = run("SELECT kirana, sku, amount FROM holds WHERE owner = ?", (instead_of,)).all()
    changes = Counter({(kirana, sku): amount for sku, amount in needs.items()})
    changes.subtract(Counter({(of, sku): amount for of, sku, amount in before}))
    moved = {key: more for key, more in changes.items() if more}
    wanted = [sku for (of, sku), more in moved.items() if more > 0]
    if wanted and (short := _short(connection, kirana, {sku: moved[kirana, sku] for sku in wanted})):
        return short
    _give_number(order, str(FIRST_NUMBER - 1 + run("INSERT INTO order_numbers DEFAULT VALUES").lastrowid))
    if moved:
        run("UPDATE shelves SET held = held + ? WHERE kirana = ? AND sku = ?", [(n, *key) for key, n in moved.items()])
    if before:
        run("DELETE FROM holds WHERE owner = ?", (instead_of,))
    for table, names, rows in (
        (orders, _ORDER, [order]),
        (order_lines, _LINE, order.lines),
        (offers, _OFFER, order.offers[:1]),
        (status_changes, _STEP, order.history[:1]),
    ):
        run(_INSERT[table.name], [(order.number, *row) for row in _bound(connection, table, names, rows)])
    kept = [(order.owner, kirana, sku, amount) for sku, amount in needs.items()]
    run("INSERT INTO holds (owner, kirana, sku, amount) VALUES (?, ?, ?, ?)", kept)
    return set()


def _short(connection: Connection, kirana: str, wanted: Mapping[str, int]) -> set[Key]:
    marks = ", ".join("?" * len(wanted))
    query = f"SELECT sku, stock - held FROM shelves WHERE kirana = ? AND sku IN ({marks})"
    free = dict(connection.exec_driver_sql(query, (kirana, *wanted)).all())
    return {(kirana, sku) for sku, more in wanted.items() if free.get(sku, 0) < more}


def _give_number(order: Order, number: str) -> None:
    order.number = number
    for offer in order.offers:
        offer.order = number


def _bound(connection: Connection, table: Any, names: tuple[str, ...], rows: Sequence[Any]) -> list[list[Any]]:
    """New entities' values in the order of the columns, as their types write them."""
    writers = _writers(connection.dialect, table, names)
    return [[write(value[name]) if write else value[name] for name, write in writers] for value in map(vars, rows)]


@lru_cache(maxsize=16)
def _writers(dialect: Any, table: Any, names: tuple[str, ...]) -> list[tuple[str, Callable[[Any], Any] | None]]:
    """Attribute and writer of each column: a statement of text does not know the types."""
    kinds = {name.removesuffix("_paise"): table.columns[name].type.dialect_impl(dialect) for name in names}
    return [(name, kind.bind_processor(dialect)) for name, kind in kinds.items()]
