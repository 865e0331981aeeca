"""Where a tracker is kept: in the unit of work of the turn being served, or in a short one of its own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from parchi.services.conversation.visit import current_visit
from parchi.services.ports import Conversations


@contextmanager
def conversations() -> Iterator[Conversations]:
    """The repository of conversations; under `rasa run` and `rasa shell`, committed at once."""
    visit = current_visit()
    if visit is not None:
        yield visit.shop.conversations
        return
    from parchi.bootstrap import unit_of_work

    with unit_of_work() as shop:
        yield shop.conversations
        shop.commit()
