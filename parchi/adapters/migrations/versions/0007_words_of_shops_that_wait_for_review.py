"""Words of shops that wait for review."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """To this step."""
    op.create_table(
        "proposed_words",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("word", sa.String(length=80), nullable=False),
        sa.Column("kirana", sa.String(length=80), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("item", sa.String(length=80), nullable=True),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_proposed_words")),
        sa.UniqueConstraint("word", "kirana", name="uq_proposed_words_word_kirana"),
    )
    with op.batch_alter_table("proposed_words", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_proposed_words_state"), ["state"], unique=False)


def downgrade() -> None:
    """Back from it."""
    with op.batch_alter_table("proposed_words", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_proposed_words_state"))

    op.drop_table("proposed_words")
