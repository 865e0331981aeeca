"""Due: what time has brought about, served one by one; one that fails does not keep the others back."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable

from parchi.services.ports import TryAgain, UnitOfWork

log = logging.getLogger(__name__)


def serve_each(shop: UnitOfWork, kind: str, keys: Iterable[str], serve: Callable[[str], bool]) -> int:
    """How many of the keys had something to do; each is undone alone where it fails, and told to the operator.

    `kind` is what they are, in the words of the alarm: an order, a group.
    """
    done = 0
    for key in keys:
        try:
            with shop.attempt():
                done += serve(key)
        except TryAgain:
            raise
        except Exception:
            log.exception("%s %s is due and could not be served", kind, key)
            shop.notices.alarm("clock", f"{kind} {key} is due and could not be served: the log has the cause")
    return done
