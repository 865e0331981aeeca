"""A stop: the wish that a process end after what it is doing now."""

from __future__ import annotations

import signal
import time
from types import FrameType

STEP = 0.05


class Stop:
    """Set by SIGTERM or SIGINT; a plain flag, because a handler may interrupt anything, a lock's holder too."""

    def __init__(self) -> None:
        self.is_set = False

    def on_signals(self) -> Stop:
        """Be set by SIGTERM and SIGINT from now on."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._handle)
        return self

    def set(self) -> None:
        """Wish for the end."""
        self.is_set = True

    def wait(self, seconds: float) -> bool:
        """Sleep, but no longer than until the stop; whether it has come."""
        end = time.monotonic() + seconds
        while not self.is_set and (left := end - time.monotonic()) > 0:
            time.sleep(min(left, STEP))
        return self.is_set

    def _handle(self, _number: int, _frame: FrameType | None) -> None:
        self.is_set = True
