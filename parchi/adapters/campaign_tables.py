"""Tables of campaigns, and of what became of each for each customer."""

from __future__ import annotations

from sqlalchemy import Column, Float, ForeignKey, Index, Integer, String, Table, UniqueConstraint

from parchi.adapters.database import Json, Moment, metadata
from parchi.adapters.mapping import mapper_registry
from parchi.domain.campaign import Campaign, CampaignLetter

campaigns = Table(
    "campaigns",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("made_at", Moment, nullable=False),
    Column("until", Moment, nullable=False),
    Column("text", Json, nullable=False),
    Column("items", Json, nullable=False),
    Column("latitude", Float),
    Column("longitude", Float),
    Column("km", Float),
    Column("kept_back", Integer, nullable=False),
    Column("state", String(10), nullable=False),
)

campaign_letters = Table(
    "campaign_letters",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("campaign", Integer, ForeignKey("campaigns.number"), nullable=False),
    Column("customer", String(64), nullable=False),
    Column("at", Moment, nullable=False),
    Column("state", String(10), nullable=False),
    Column("cause", String(20)),
    UniqueConstraint("campaign", "customer", name="uq_campaign_letters_campaign_customer"),
    Index("ix_campaign_letters_customer", "customer", "at"),
    Index("ix_campaign_letters_state", "state", "number"),
)

mapper_registry.map_imperatively(Campaign, campaigns)
mapper_registry.map_imperatively(CampaignLetter, campaign_letters)
