"""Group prices as rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from parchi.adapters.group_tables import group_members, group_prices
from parchi.domain.group import OPEN, Group


class SqlGroups:
    """The repository of group prices."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, code: str) -> Group | None:
        """A group by the code that people join by."""
        return self._session.get(Group, code)

    def lock(self, code: str) -> Group | None:
        """The group as it is now, and nobody else joins or closes it until the unit of work ends."""
        self._session.flush()
        group = self._session.get(Group, code, with_for_update=True, populate_existing=True)
        if group is not None:
            self._session.expire(group, ["members"])  # they may have been read before the lock was had
        return group

    def add(self, group: Group) -> Group:
        """Keep a new group."""
        self._session.add(group)
        self._session.flush()
        return group

    def open_of_kirana(self, kirana: str) -> Sequence[Group]:
        """What a shop offers now, oldest first."""
        return self._many(group_prices.c.kirana == kirana, group_prices.c.state == OPEN)

    def open_of_customer(self, number: str) -> Sequence[Group]:
        """What a customer has joined and is not decided, oldest first."""
        joined = select(group_members.c.code).where(group_members.c.customer == number)
        return self._many(group_prices.c.code.in_(joined), group_prices.c.state == OPEN)

    def due(self, at: datetime) -> Sequence[str]:
        """Codes of the open groups whose time is over."""
        query = select(group_prices.c.code).where(group_prices.c.until <= at, group_prices.c.state == OPEN)
        return list(self._session.execute(query).scalars())

    def _many(self, *conditions: object) -> Sequence[Group]:
        query = select(Group).where(*conditions).order_by(group_prices.c.made_at, group_prices.c.code)
        return self._session.execute(query).scalars().all()
