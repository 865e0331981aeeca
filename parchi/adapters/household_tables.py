"""Tables of households and the people in them."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, String, Table
from sqlalchemy.orm import relationship

from parchi.adapters.database import Moment, metadata
from parchi.adapters.mapping import mapper_registry
from parchi.domain.household import Household, Resident

households = Table(
    "households",
    metadata,
    Column("code", String(8), primary_key=True),
    Column("head", String(64), nullable=False),
    Column("made_at", Moment, nullable=False),
)

residents = Table(
    "residents",
    metadata,
    Column("customer", String(64), primary_key=True),  # nobody is in two
    Column("code", String(8), ForeignKey("households.code"), nullable=False, index=True),
    Column("since", Moment, nullable=False),
    Column("asked", String(64), nullable=False, index=True),
    Column("is_confirmed", Boolean, nullable=False),
)

mapper_registry.map_imperatively(Resident, residents, properties={"_code": residents.c.code})
mapper_registry.map_imperatively(
    Household,
    households,
    properties={
        "residents": relationship(
            Resident, order_by=[residents.c.since, residents.c.customer], cascade="all, delete-orphan"
        )
    },
)
