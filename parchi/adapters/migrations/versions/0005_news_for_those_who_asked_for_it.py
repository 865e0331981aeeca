"""News for those who asked for it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """To this step."""
    op.create_table(
        "campaigns",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("until", sa.DateTime(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("items", sa.Text(), nullable=False),
        sa.Column("latitude", sa.Float(), nullable=True),
        sa.Column("longitude", sa.Float(), nullable=True),
        sa.Column("km", sa.Float(), nullable=True),
        sa.Column("kept_back", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_campaigns")),
    )
    op.create_table(
        "campaign_letters",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("campaign", sa.Integer(), nullable=False),
        sa.Column("customer", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("cause", sa.String(length=20), nullable=True),
        sa.ForeignKeyConstraint(
            ["campaign"], ["campaigns.number"], name=op.f("fk_campaign_letters_campaign_campaigns")
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_campaign_letters")),
        sa.UniqueConstraint("campaign", "customer", name="uq_campaign_letters_campaign_customer"),
    )
    with op.batch_alter_table("campaign_letters", schema=None) as batch_op:
        batch_op.create_index("ix_campaign_letters_customer", ["customer", "at"], unique=False)
        batch_op.create_index("ix_campaign_letters_state", ["state", "number"], unique=False)

    with op.batch_alter_table("customers", schema=None) as batch_op:
        batch_op.add_column(sa.Column("news_since", sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column("news_ended_at", sa.DateTime(), nullable=True))
        batch_op.create_index(batch_op.f("ix_customers_news_since"), ["news_since"], unique=False)


def downgrade() -> None:
    """Back from it."""
    with op.batch_alter_table("customers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_customers_news_since"))
        batch_op.drop_column("news_ended_at")
        batch_op.drop_column("news_since")

    with op.batch_alter_table("campaign_letters", schema=None) as batch_op:
        batch_op.drop_index("ix_campaign_letters_state")
        batch_op.drop_index("ix_campaign_letters_customer")

    op.drop_table("campaign_letters")
    op.drop_table("campaigns")
