"""Households that fill one list."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """To this step."""
    op.create_table(
        "households",
        sa.Column("code", sa.String(length=8), nullable=False),
        sa.Column("head", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_households")),
    )
    op.create_table(
        "residents",
        sa.Column("customer", sa.String(length=64), nullable=False),
        sa.Column("code", sa.String(length=8), nullable=False),
        sa.Column("since", sa.DateTime(), nullable=False),
        sa.Column("asked", sa.String(length=64), nullable=False),
        sa.Column("is_confirmed", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["code"], ["households.code"], name=op.f("fk_residents_code_households")),
        sa.PrimaryKeyConstraint("customer", name=op.f("pk_residents")),
    )
    with op.batch_alter_table("residents", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_residents_asked"), ["asked"], unique=False)
        batch_op.create_index(batch_op.f("ix_residents_code"), ["code"], unique=False)


def downgrade() -> None:
    """Back from it."""
    with op.batch_alter_table("residents", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_residents_code"))
        batch_op.drop_index(batch_op.f("ix_residents_asked"))

    op.drop_table("residents")
    op.drop_table("households")
