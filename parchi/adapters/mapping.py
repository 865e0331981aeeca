"""The mapping of entities to tables; apart from the tables of the mail, so that the front need not load the ORM."""

from __future__ import annotations

from sqlalchemy.orm import registry

from parchi.adapters.database import metadata

mapper_registry = registry(metadata=metadata)
