"""A tray: what came in since the last writing; all of it is kept in one transaction, in the order of arrival."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Generic, TypeVar

from parchi.services.ports import TryAgain

Thing = TypeVar("Thing")
PATIENCE = 12.0
"""Twilio gives up after 15 s; until then the database may come back."""
RETRY_PAUSE = 0.2
MOST = 200
GATHERS = 0.02
"""Seconds: what comes so soon after the first is kept by the same commit; a rush would need eighty a second."""
log = logging.getLogger(__name__)


class Tray(Generic[Thing]):
    """Writes by one thread: many requests at once cost one commit, and none overtakes another."""

    def __init__(
        self, write: Callable[[Sequence[Thing]], None], patience: float = PATIENCE, gathers: float = GATHERS
    ) -> None:
        self._write = write
        self._patience = patience
        self._gathers = gathers
        self._waiting: list[tuple[Thing, asyncio.Future[None]]] = []
        self._writer: asyncio.Task[None] | None = None
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="tray")

    async def keep(self, thing: Thing) -> None:
        """Return once the thing is stored; raise what hindered it (TryAgain: the database is away)."""
        done = asyncio.get_running_loop().create_future()
        self._waiting.append((thing, done))
        if self._writer is None or self._writer.done():
            self._writer = asyncio.create_task(self._write_all())
        await asyncio.shield(done)

    async def _write_all(self) -> None:
        while self._waiting:
            await asyncio.sleep(self._gathers)
            batch, self._waiting = self._waiting[:MOST], self._waiting[MOST:]
            error = await self._written([thing for thing, _ in batch])
            if error is None or len(batch) == 1 or isinstance(error, TryAgain):
                for _, done in batch:
                    _settle(done, error)
                continue
            for thing, done in batch:  # one of them cannot be stored: the others must not suffer
                _settle(done, await self._written([thing]))

    async def _written(self, things: Sequence[Thing]) -> Exception | None:
        loop = asyncio.get_running_loop()
        until = time.monotonic() + self._patience
        while True:
            try:
                await loop.run_in_executor(self._thread, self._write, things)
                return None
            except TryAgain as error:
                log.warning("the database is away: %s", error)
                if time.monotonic() > until:
                    return error
                await asyncio.sleep(RETRY_PAUSE)
            except Exception as error:
                log.exception("%s things cannot be stored", len(things))
                return error


def _settle(done: asyncio.Future[None], error: Exception | None) -> None:
    if done.done():
        return
    if error is None:
        done.set_result(None)
    else:
        done.set_exception(error)
