"""What Alembic runs: the steps, over the connection that `parchi.adapters.migrating` gives it."""

from __future__ import annotations

from alembic import context

from parchi.adapters.migrating import OPTIONS, every_table

context.configure(connection=context.config.attributes["connection"], target_metadata=every_table(), **OPTIONS)
context.run_migrations()
