"""The table of figures: what all processes have counted together since the shop was opened."""

from __future__ import annotations

from sqlalchemy import Column, Float, String, Table

from parchi.adapters.database import metadata

figures = Table(
    "figures",
    metadata,
    Column("name", String(60), primary_key=True),
    Column("labels", String(200), primary_key=True),  # JSON, names sorted
    Column("sum", Float, nullable=False),
)
