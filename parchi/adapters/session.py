"""A session that writes late: on SQLite all others wait for their place from the first thing written to the end."""

from __future__ import annotations

from itertools import chain

from sqlalchemy.orm import Session

from parchi.domain.basket import Basket, BasketLine
from parchi.domain.customer import Customer
from parchi.domain.kirana import Kirana

ASKED_BY_KEY = (Customer, Basket, BasketLine, Kirana)
"""Nobody asks for these by anything that a turn changes of them: no answer depends on whether it is written."""


class LateSession(Session):
    """Where a question is asked, writes what waits only if the answer may depend on it."""

    def _autoflush(self) -> None:
        waiting = chain(self.new, self.dirty, self.deleted)
        if any(not isinstance(entity, ASKED_BY_KEY) for entity in waiting):
            super()._autoflush()
