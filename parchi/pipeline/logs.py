"""The logs: one line an event on standard error, with the message it is about, and nothing of what people wrote."""

from __future__ import annotations

import json
import logging
import re
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, timezone

QUIET = ("rasa_sdk", "twilio.http_client")
"""They tell at INFO what nobody asks, some of it personal."""
PHONE = re.compile(r"\+?\d{6,12}(\d{3})(?!\d)")
_about: ContextVar[str | None] = ContextVar("about", default=None)


@contextmanager
def about(message_sid: str | None) -> Iterator[None]:
    """Every line logged meanwhile names this message: from the webhook to the reply it is the same."""
    before = _about.set(message_sid)
    try:
        yield
    finally:
        _about.reset(before)


class Line(logging.Formatter):
    """An event as one line of JSON, or of text for somebody who looks on."""

    def __init__(self, role: str, *, is_json: bool, is_personal: bool) -> None:
        super().__init__()
        self.is_json, self.is_personal = is_json, is_personal
        self._role = role

    def format(self, record: logging.LogRecord) -> str:
        """The line; phone numbers are masked, and errors told without their words, unless personal data is asked for.

        An error's words may quote a message: its kind and the way through our code are enough to find it.
        """
        told = {
            "at": datetime.fromtimestamp(record.created, timezone.utc).isoformat(timespec="milliseconds"),
            "role": self._role,
            "level": record.levelname,
            "logger": record.name,
            "message_sid": _about.get(),
            "event": self._masked(record.getMessage()),
            "error": self._error(record),
        }
        known = {name: value for name, value in told.items() if value is not None}
        if self.is_json:
            return json.dumps(known, ensure_ascii=False)
        error = f"\n{known.pop('error')}" if "error" in known else ""
        return " ".join(str(value) for value in known.values()) + error

    def _error(self, record: logging.LogRecord) -> str | None:
        if record.exc_info is None or record.exc_info[1] is None:
            return None
        if self.is_personal:
            return "".join(traceback.format_exception(*record.exc_info))
        error: BaseException | None = record.exc_info[1]
        told = []
        while error is not None:
            frames = "".join(traceback.format_tb(error.__traceback__))
            told.append(f"{frames}{type(error).__module__}.{type(error).__qualname__}")
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "\nbecause of\n".join(told)

    def _masked(self, text: str) -> str:
        return text if self.is_personal else PHONE.sub(r"…\1", text)


def log_as(role: str, *, is_json: bool | None = None, is_personal: bool | None = None) -> None:
    """Log as this role from now on, at the level and in the form chosen before: INFO, text, nothing personal."""
    handlers = logging.getLogger().handlers
    level = logging.getLogger().level if handlers else logging.INFO
    before = next((handler.formatter for handler in handlers if isinstance(handler.formatter, Line)), None)
    line = Line(
        role,
        is_json=is_json if is_json is not None else before is not None and before.is_json,
        is_personal=is_personal if is_personal is not None else before is not None and before.is_personal,
    )
    handler = logging.StreamHandler()
    handler.setFormatter(line)
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
