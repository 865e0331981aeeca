"""Letters that wait until their receiver writes are found without looking at all that it was ever sent."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
KEPT = sa.text("state = 'kept'")


def upgrade() -> None:
    """To this step."""
    op.create_index("ix_outbox_kept", "outbox", ["receiver"], sqlite_where=KEPT, postgresql_where=KEPT)


def downgrade() -> None:
    """Back from this step."""
    op.drop_index("ix_outbox_kept", "outbox")
