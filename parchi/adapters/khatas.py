"""Khatas as rows."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from parchi.adapters.khata_tables import khata_entries, khatas
from parchi.domain.khata import Khata


class SqlKhatas:
    """The repository of khatas."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of_kirana(self, kirana: str) -> Sequence[Khata]:
        """All pages of a shop's book, by name."""
        return self._many(khatas.c.kirana == kirana)

    def of_customer(self, number: str) -> Sequence[Khata]:
        """What a WhatsApp number owes, shop by shop."""
        return self._many(khatas.c.customer == number)

    def with_order(self, order: str) -> Khata | None:
        """The page on which an order was written up."""
        written = select(khata_entries.c.khata).where(khata_entries.c.order == order)
        found: Khata | None = self._session.execute(
            select(Khata).where(khatas.c.number.in_(written))
        ).scalar_one_or_none()
        return found

    def add(self, khata: Khata) -> Khata:
        """A new page."""
        self._session.add(khata)
        self._session.flush()
        return khata

    def _many(self, condition: object) -> Sequence[Khata]:
        return self._session.execute(select(Khata).where(condition).order_by(khatas.c.name)).scalars().all()
