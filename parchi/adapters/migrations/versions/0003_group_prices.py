"""Group prices, and the homes that join them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """To this step."""
    op.create_table(
        "group_prices",
        sa.Column("code", sa.String(length=8), nullable=False),
        sa.Column("kirana", sa.String(length=80), nullable=False),
        sa.Column("sku", sa.String(length=120), nullable=False),
        sa.Column("price_paise", sa.Integer(), nullable=False),
        sa.Column("needed", sa.Integer(), nullable=False),
        sa.Column("until", sa.DateTime(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("packs", sa.Integer(), nullable=True),
        sa.Column("amount", sa.Float(), nullable=True),
        sa.Column("amount_unit", sa.String(length=10), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_group_prices")),
    )
    with op.batch_alter_table("group_prices", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_group_prices_kirana"), ["kirana"], unique=False)
        batch_op.create_index(batch_op.f("ix_group_prices_until"), ["until"], unique=False)

    op.create_table(
        "group_members",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=8), nullable=False),
        sa.Column("customer", sa.String(length=64), nullable=False),
        sa.Column("joined_at", sa.DateTime(), nullable=False),
        sa.Column("otherwise", sa.String(length=10), nullable=False),
        sa.Column("order", sa.String(length=20), nullable=True),
        sa.ForeignKeyConstraint(["code"], ["group_prices.code"], name=op.f("fk_group_members_code_group_prices")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_members")),
        sa.UniqueConstraint("code", "customer", name="uq_group_members_code_customer"),
    )
    with op.batch_alter_table("group_members", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_group_members_customer"), ["customer"], unique=False)


def downgrade() -> None:
    """Back from it."""
    with op.batch_alter_table("group_members", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_group_members_customer"))

    op.drop_table("group_members")
    with op.batch_alter_table("group_prices", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_group_prices_until"))
        batch_op.drop_index(batch_op.f("ix_group_prices_kirana"))

    op.drop_table("group_prices")
