"""Quiet: Rasa's own log, which would print every message in clear and a bar for every step of training."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager

from rasa.shared.constants import ENV_LOG_LEVEL
from rasa.utils.log_utils import configure_structlog


def keep_quiet() -> None:
    """From now on only what is wrong is told."""
    configure_structlog(logging.WARNING)
    logging.getLogger("rasa").setLevel(logging.WARNING)


@contextmanager
def quietly() -> Iterator[None]:
    """While this lasts there are no bars either: those go by an environment variable."""
    keep_quiet()
    before = os.environ.get(ENV_LOG_LEVEL)
    os.environ[ENV_LOG_LEVEL] = "WARNING"
    try:
        yield
    finally:
        os.environ.pop(ENV_LOG_LEVEL)
        if before is not None:
            os.environ[ENV_LOG_LEVEL] = before
