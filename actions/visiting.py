"""The visit that an action belongs to: the turn's, or, in an action server of its own, one for this action alone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from parchi.services.conversation.visit import Visit, current_visit
from parchi.services.ports import Words


@contextmanager
def visiting() -> Iterator[Visit]:
    """The visit; the turn commits its own, one made here is committed at the end."""
    visit = current_visit()
    if visit is None:
        yield from _own_visit()
        return
    try:
        yield visit
    except Exception as error:
        # Rasa logs what an action raises and goes on; the turn must know that it is void.
        visit.failure = error
        raise


def _own_visit() -> Iterator[Visit]:
    from parchi.bootstrap import unit_of_work

    with unit_of_work() as shop:
        yield Visit(shop, _words())
        shop.commit()


@cache
def _words() -> Words:
    from parchi.bootstrap import wording

    return wording()
