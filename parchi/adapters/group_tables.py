"""Tables of group prices and the homes that joined them."""

from __future__ import annotations

from sqlalchemy import Column, Float, ForeignKey, Integer, String, Table, UniqueConstraint
from sqlalchemy.orm import relationship

from parchi.adapters.database import Moment, metadata
from parchi.adapters.mapping import mapper_registry
from parchi.adapters.shop_tables import Paise
from parchi.domain.group import Group, Member

group_prices = Table(
    "group_prices",
    metadata,
    Column("code", String(8), primary_key=True),
    Column("kirana", String(80), nullable=False, index=True),
    Column("sku", String(120), nullable=False),
    Column("price_paise", Paise, nullable=False),
    Column("needed", Integer, nullable=False),
    Column("until", Moment, nullable=False, index=True),
    Column("made_at", Moment, nullable=False),
    Column("packs", Integer),
    Column("amount", Float),
    Column("amount_unit", String(10)),
    Column("state", String(10), nullable=False),
)

group_members = Table(
    "group_members",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("code", String(8), ForeignKey("group_prices.code"), nullable=False),
    Column("customer", String(64), nullable=False, index=True),
    Column("joined_at", Moment, nullable=False),
    Column("otherwise", String(10), nullable=False),
    Column("order", String(20)),
    UniqueConstraint("code", "customer", name="uq_group_members_code_customer"),
)

mapper_registry.map_imperatively(Member, group_members, properties={"_code": group_members.c.code})
mapper_registry.map_imperatively(
    Group,
    group_prices,
    properties={
        "price": group_prices.c.price_paise,
        "members": relationship(Member, order_by=group_members.c.id, cascade="all, delete-orphan"),
    },
)
