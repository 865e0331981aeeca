"""Holds as rows: who keeps what, and until when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, insert, select
from sqlalchemy.orm import Session

from parchi.adapters.shop_tables import holds
from parchi.domain.kirana import Hold

_OF = (
    select(Hold)
    .where(holds.c.owner == bindparam("owner"))
    .order_by(holds.c.kirana, holds.c.sku, holds.c.number)
    .with_for_update()
    .execution_options(populate_existing=True)
)
_ANY_OF = select(holds.c.number).where(holds.c.owner == bindparam("owner")).limit(1)


class SqlHolds:
    """The repository of holds."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._without: set[str] = set()
        """Owners who are known to keep nothing."""

    def know(self, owner: str, *, has_any: bool) -> None:
        """Whether an owner keeps anything, as it was just read."""
        (self._without.discard if has_any else self._without.add)(owner)

    def of(self, owner: str) -> Sequence[Hold]:
        """What a basket or an order keeps, as it is now; nobody else may change it until the unit of work ends."""
        return self._session.execute(_OF, {"owner": owner}).scalars().all()

    def has_any(self, owner: str) -> bool:
        """Whether a basket or an order keeps anything at the moment."""
        if owner in self._without:
            return False
        return self._session.execute(_ANY_OF, {"owner": owner}).first() is not None

    def replace(self, owner: str, wanted: Sequence[Hold]) -> None:
        """What an owner keeps from now on, instead of all that it kept."""
        self._without.discard(owner)
        self._session.execute(delete(holds).where(holds.c.owner == owner).execution_options(synchronize_session=False))
        rows = [
            {"owner": owner, "kirana": hold.kirana, "sku": hold.sku, "amount": hold.amount, "until": hold.until}
            for hold in wanted
        ]
        if rows:
            self._session.execute(insert(holds).values(rows))

    def ended(self, at: datetime) -> Sequence[Hold]:
        """Holds whose time is over."""
        query = (
            select(Hold).where(holds.c.until.is_not(None), holds.c.until <= at).order_by(holds.c.kirana, holds.c.sku)
        ).execution_options(populate_existing=True)
        return self._session.execute(query).scalars().all()
