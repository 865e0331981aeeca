"""The people of the desk: who may sign in, by name and password; passwords are kept as salted scrypt hashes."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass

_NAME = re.compile(r"^[a-z][a-z0-9._-]{0,30}$")
_COST = 2**14
"""scrypt's n: 16 MB and about 50 ms a try, as OWASP's password storage cheat sheet has it for r=8."""
_ROUNDS = 5
SHORTEST = 12


class PasswordRefused(ValueError):
    """A name or password that the desk does not take."""


def line_for(name: str, password: str) -> str:
    """What stands for one person in PARCHI_DESK_PEOPLE: `name:salt$hash`. Raises PasswordRefused."""
    if not _NAME.match(name):
        raise PasswordRefused("the name: small letters, digits, dots; it begins with a letter")
    if len(password) < SHORTEST:
        raise PasswordRefused(f"the password: {SHORTEST} characters or more")
    salt = secrets.token_bytes(16)
    return f"{name}:{_written(salt)}${_written(_hashed(password, salt))}"


@dataclass(frozen=True)
class People:
    """Names with their hashes; empty on a machine of one's own, where nobody has to sign in."""

    hashes: Mapping[str, str]

    @classmethod
    def parse(cls, text: str) -> People:
        """Read PARCHI_DESK_PEOPLE: lines of `parchi desk-password`, parted by spaces. Raises ValueError."""
        found: dict[str, str] = {}
        for line in text.split():
            name, _, kept = line.partition(":")
            salt, _, digest = kept.partition("$")
            if not _NAME.match(name) or len(_read(salt)) != 16 or len(_read(digest)) != 64:
                raise ValueError("expected lines as `parchi desk-password NAME` prints them")
            found[name] = kept
        return cls(found)

    def __bool__(self) -> bool:
        return bool(self.hashes)

    def admits(self, name: str, password: str) -> bool:
        """Whether it is this person's password; an unknown name takes as long as a wrong password."""
        salt, _, digest = self.hashes.get(name, f"{_written(b'0' * 16)}${_written(b'0' * 64)}").partition("$")
        return hmac.compare_digest(_hashed(password, _read(salt)), _read(digest)) and name in self.hashes


def _hashed(password: str, salt: bytes) -> bytes:
    return hashlib.scrypt(password.encode(), salt=salt, n=_COST, r=8, p=_ROUNDS, maxmem=64 * 2**20, dklen=64)


def _written(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _read(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
