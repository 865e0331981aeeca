"""The logs: one line an event on standard error, with the role that it happened in."""

from __future__ import annotations

import logging

QUIET = ("rasa_sdk", "twilio.http_client")
"""They tell at INFO what nobody asks, some of it personal."""


def log_as(role: str) -> None:
    """Log as this role from now on, at the level that was chosen before, INFO at first."""
    level = logging.getLogger().level if logging.getLogger().handlers else logging.INFO
    form = f"%(asctime)s {role} %(levelname)s %(name)s: %(message)s"
    logging.basicConfig(level=level, format=form, force=True)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
