"""Faults of a story: what is logged as an error while a turn is played, though the chat may look well."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def logged_faults() -> Iterator[list[str]]:
    """What is logged as an error meanwhile: a fault that a customer would get an apology for."""
    found: list[str] = []

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            error = record.exc_info[1] if record.exc_info else None
            found.append("".join(traceback.format_exception(error)[-6:]) if error else record.getMessage())

    listener = Listener(logging.ERROR)
    logger = logging.getLogger("parchi")
    logger.addHandler(listener)
    try:
        yield found
    finally:
        logger.removeHandler(listener)
