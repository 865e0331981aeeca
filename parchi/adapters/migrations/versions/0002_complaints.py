"""What customers found wrong with orders."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """To this step."""
    op.create_table(
        "complaints",
        sa.Column("order", sa.String(length=20), nullable=False),
        sa.Column("customer", sa.String(length=64), nullable=False),
        sa.Column("kirana", sa.String(length=80), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("opened_at", sa.DateTime(), nullable=False),
        sa.Column("until", sa.DateTime(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("remedy", sa.String(length=10), nullable=True),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("order", name=op.f("pk_complaints")),
    )
    with op.batch_alter_table("complaints", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_complaints_customer"), ["customer"], unique=False)
        batch_op.create_index(batch_op.f("ix_complaints_kirana"), ["kirana"], unique=False)
        batch_op.create_index(batch_op.f("ix_complaints_until"), ["until"], unique=False)


def downgrade() -> None:
    """Back from it."""
    with op.batch_alter_table("complaints", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_complaints_until"))
        batch_op.drop_index(batch_op.f("ix_complaints_kirana"))
        batch_op.drop_index(batch_op.f("ix_complaints_customer"))

    op.drop_table("complaints")
