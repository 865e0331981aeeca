"""Tables of khatas: a page for each person who may take on credit, and its lines."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, String, Table, Text, UniqueConstraint
from sqlalchemy.orm import relationship

from parchi.adapters.database import Moment, metadata
from parchi.adapters.mapping import mapper_registry
from parchi.adapters.shop_tables import Paise
from parchi.domain.khata import Khata, KhataEntry

khatas = Table(
    "khatas",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("kirana", String(80), nullable=False),
    Column("name", Text, nullable=False),
    Column("key", String(200), nullable=False),
    Column("customer", String(64), index=True),
    UniqueConstraint("kirana", "key", name="uq_khatas_kirana_key"),
)

khata_entries = Table(
    "khata_entries",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("khata", Integer, ForeignKey("khatas.number"), nullable=False, index=True),
    Column("at", Moment, nullable=False),
    Column("amount_paise", Paise, nullable=False),
    Column("order", String(20), unique=True),
)

mapper_registry.map_imperatively(
    KhataEntry,
    khata_entries,
    properties={"_khata": khata_entries.c.khata, "amount": khata_entries.c.amount_paise},
)
mapper_registry.map_imperatively(
    Khata,
    khatas,
    properties={"entries": relationship(KhataEntry, order_by=khata_entries.c.id, cascade="all, delete-orphan")},
)
