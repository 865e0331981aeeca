"""A session: that somebody signed in, sealed into a cookie that only this desk can have written."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

LASTS = timedelta(hours=12)
TRIES = 5
"""Wrong passwords within PAUSE, after which a name must wait."""
PAUSE = timedelta(minutes=15)


@dataclass(frozen=True)
class Session:
    """Who signed in, and the secret that their forms must carry."""

    name: str
    csrf: str


@dataclass
class Seal:
    """Writes and reads session cookies. A new key signs everybody out: it is made anew at each start of the desk."""

    now: Callable[[], datetime]
    key: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)
    ended: set[str] = field(default_factory=set)

    def cookie(self, name: str) -> str:
        """A cookie for somebody who may enter."""
        body = f"{name}|{int((self.now() + LASTS).timestamp())}|{secrets.token_hex(8)}"
        return f"{body}|{self._mark(body)}"

    def read(self, cookie: str) -> Session | None:
        """The session of a cookie; None where it is not ours, too old, or ended."""
        body, _, mark = cookie.rpartition("|")
        if body.count("|") != 2 or not hmac.compare_digest(mark.encode(), self._mark(body).encode()):
            return None
        name, until, _ = body.split("|")
        if cookie in self.ended or self.now().timestamp() > int(until):
            return None
        return Session(name, self._mark("csrf|" + body))

    def end(self, cookie: str) -> None:
        """Sign out: the cookie is worth nothing from now on."""
        self.ended.add(cookie)

    def _mark(self, text: str) -> str:
        return hmac.new(self.key, text.encode(), hashlib.sha256).hexdigest()


@dataclass
class Patience:
    """Counts wrong passwords, so that nobody can try them all."""

    now: Callable[[], datetime]
    wrong: dict[str, list[datetime]] = field(default_factory=dict)

    def is_over(self, name: str) -> bool:
        """Whether this name was tried wrongly too often to be tried again now."""
        recent = [at for at in self.wrong.get(name, []) if at > self.now() - PAUSE]
        self.wrong[name] = recent
        return len(recent) >= TRIES

    def count(self, name: str) -> None:
        """One more wrong password."""
        if len(self.wrong) > 10_000:
            self.wrong.clear()
        self.wrong.setdefault(name, []).append(self.now())
