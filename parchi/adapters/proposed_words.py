"""Proposed words as rows."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from parchi.adapters.proposed_word_tables import proposed_words
from parchi.domain.proposed_word import OPEN, ProposedWord


class SqlProposedWords:
    """The repository of proposed words."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, word: ProposedWord) -> ProposedWord:
        """Kept and numbered."""
        self._session.add(word)
        self._session.flush()
        return word

    def get(self, number: int) -> ProposedWord | None:
        """A word by its number."""
        return self._session.get(ProposedWord, number)

    def of(self, word: str, kirana: str) -> ProposedWord | None:
        """The word as this shop used it before."""
        query = select(ProposedWord).filter_by(word=word, kirana=kirana)
        found: ProposedWord | None = self._session.execute(query).scalar_one_or_none()
        return found

    def open(self) -> Sequence[ProposedWord]:
        """Those that nobody has reviewed, the most used first."""
        query = select(ProposedWord).filter_by(state=OPEN)
        order = (proposed_words.c.count.desc(), proposed_words.c.number)
        return self._session.execute(query.order_by(*order)).scalars().all()
