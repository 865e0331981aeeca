"""The table of complaints: one row an order that somebody found fault with."""

from __future__ import annotations

from sqlalchemy import Column, String, Table, Text

from parchi.adapters.database import Moment, metadata
from parchi.adapters.mapping import mapper_registry
from parchi.domain.complaint import Complaint

complaints = Table(
    "complaints",
    metadata,
    Column("order", String(20), primary_key=True),
    Column("customer", String(64), nullable=False, index=True),
    Column("kirana", String(80), nullable=False, index=True),
    Column("said", Text, nullable=False),
    Column("opened_at", Moment, nullable=False),
    Column("until", Moment, nullable=False, index=True),
    Column("state", String(10), nullable=False),
    Column("remedy", String(10)),
    Column("closed_at", Moment),
)

mapper_registry.map_imperatively(Complaint, complaints)
