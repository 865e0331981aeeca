"""The table of words that shops used and nobody knew."""

from __future__ import annotations

from sqlalchemy import Column, Integer, String, Table, Text, UniqueConstraint

from parchi.adapters.database import Moment, metadata
from parchi.adapters.mapping import mapper_registry
from parchi.domain.proposed_word import ProposedWord

proposed_words = Table(
    "proposed_words",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("word", String(80), nullable=False),
    Column("kirana", String(80), nullable=False),
    Column("said", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("item", String(80)),
    Column("count", Integer, nullable=False),
    Column("state", String(10), nullable=False, index=True),
    UniqueConstraint("word", "kirana", name="uq_proposed_words_word_kirana"),
)

mapper_registry.map_imperatively(ProposedWord, proposed_words)
