"""Tables of orders: their lines, who was offered them, and every step they took; entities are mapped onto them here."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Float, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint
from sqlalchemy.orm import relationship

from parchi.adapters.database import Moment, metadata
from parchi.adapters.mapping import mapper_registry
from parchi.adapters.shop_tables import Paise, WishText
from parchi.domain.order import WAITING, Offer, Order, OrderLine, StatusChange

order_numbers = Table(
    "order_numbers",
    metadata,
    Column("id", Integer, primary_key=True),
)
"""One row a number that was given out: the database counts, so that two writers never get the same."""

orders = Table(
    "orders",
    metadata,
    Column("number", String(20), primary_key=True),
    Column("customer", String(64), nullable=False),
    Column("basket", Integer, unique=True),
    Column("kirana", String(80)),
    Column("status", String(10), nullable=False),
    Column("code", String(4)),
    Column("placed_at", Moment, nullable=False),
    Column("pickup", Text),
    Column("promised_minutes", Integer),
    Column("wrong_codes", Integer, nullable=False, default=0),
    Column("is_paid", Boolean, nullable=False, default=False),
    Column("claimed_at", Moment),
    Column("latitude", Float),
    Column("longitude", Float),
    Column("agreed_km", Float, nullable=False, default=0.0),
    Column("asked_until", Moment, index=True),
    Column("due_at", Moment, index=True),
    Column("remind_at", Moment, index=True),
    Index("ix_orders_customer", "customer", "placed_at"),
    Index("ix_orders_kirana", "kirana", "status"),
)

order_lines = Table(
    "order_lines",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("order", String(20), ForeignKey("orders.number"), nullable=False, index=True),
    Column("position", Integer, nullable=False),
    Column("wish", WishText, nullable=False),
    Column("item", String(80), nullable=False),
    Column("sku", String(120), nullable=False),
    Column("name", Text, nullable=False),
    Column("pack", String(40), nullable=False),
    Column("packs", Integer),
    Column("amount", Float),
    Column("amount_unit", String(10)),
    Column("pack_price_paise", Paise, nullable=False),
    Column("price_paise", Paise, nullable=False),
    Column("is_missing", Boolean, nullable=False, default=False),
)

offers = Table(
    "offers",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("order", String(20), ForeignKey("orders.number"), nullable=False),
    Column("kirana", String(80), nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("until", Moment, nullable=False),
    Column("state", String(10), nullable=False),
    UniqueConstraint("order", "kirana", name="uq_offers_order_kirana"),
    Index("ix_offers_kirana", "kirana", "state"),
    Index("ix_offers_until", "state", "until"),
)
# No two shops may ever have the same order, whatever the code does.
Index(
    "uq_offers_waiting",
    offers.c.order,
    unique=True,
    sqlite_where=offers.c.state == WAITING,
    postgresql_where=offers.c.state == WAITING,
)

status_changes = Table(
    "status_changes",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("order", String(20), ForeignKey("orders.number"), nullable=False, index=True),
    Column("status", String(10), nullable=False),
    Column("at", Moment, nullable=False, index=True),
    Column("cause", Text, nullable=False),
    Column("kirana", String(80)),
)

mapper_registry.map_imperatively(
    OrderLine,
    order_lines,
    properties={
        "_order": order_lines.c.order,
        "pack_price": order_lines.c.pack_price_paise,
        "price": order_lines.c.price_paise,
    },
)
mapper_registry.map_imperatively(Offer, offers)
mapper_registry.map_imperatively(StatusChange, status_changes, properties={"_order": status_changes.c.order})
mapper_registry.map_imperatively(
    Order,
    orders,
    properties={
        "lines": relationship(OrderLine, order_by=order_lines.c.position, cascade="all, delete-orphan"),
        "offers": relationship(Offer, order_by=offers.c.number, cascade="all, delete-orphan"),
        "history": relationship(StatusChange, order_by=status_changes.c.id, cascade="all, delete-orphan"),
    },
)
