"""Tables of the desk: who looked at what, and which messages were reviewed."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Integer, String, Table, Text

from parchi.adapters.database import Moment, metadata

_Number = BigInteger().with_variant(Integer, "sqlite")

desk_visits = Table(
    "desk_visits",
    metadata,
    Column("id", _Number, primary_key=True, autoincrement=True),
    Column("at", Moment, nullable=False, index=True),
    Column("name", String(40), nullable=False),
    Column("method", String(8), nullable=False),
    Column("path", Text, nullable=False),
    Column("status", Integer, nullable=False),
)

reviewed = Table(
    "reviewed",
    metadata,
    Column("message", _Number, primary_key=True, autoincrement=False),  # the inbox row
    Column("at", Moment, nullable=False),
    Column("name", String(40), nullable=False),
    Column("taken_as", String(10), nullable=False),  # example, test, alias, dismissed
)
"""No words are kept here: whoever is forgotten leaves an empty inbox row behind."""
