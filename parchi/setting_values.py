"""The kinds of values that settings have: each from its text, or ValueError with what was expected."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

_NUMBER = re.compile(r"^whatsapp:\+\d{8,15}$")
_ACCOUNT = re.compile(r"^AC\w{1,60}$")
_CONTENT_SID = re.compile(r"^H\w{2,60}$")
_ADDRESS = re.compile(r"^https?://[^\s/?#]+(/[^\s?#]*)?$")
_DATABASE = re.compile(r"^(sqlite|postgresql(\+\w+)?)://\S*$")


def _matching(pattern: re.Pattern[str], wanted: str) -> Callable[[str], str]:
    def check(text: str) -> str:
        if not pattern.match(text):
            raise ValueError(f"expected {wanted}, found {text!r}")
        return text

    return check


def account(text: str) -> str:
    """The SID of an account."""
    if not _ACCOUNT.match(text):
        raise ValueError("expected an account SID (AC…)")  # not shown: it may be a token in the wrong place
    return text


number = _matching(_NUMBER, "a number such as whatsapp:+910000000001")
content_sid = _matching(_CONTENT_SID, "a ContentSid (HX…)")
host = _matching(re.compile(r"^\S+$"), "a host")


def secret(text: str) -> str:
    """Anything; it is never shown."""
    return text


def database(text: str) -> str:
    """SQLAlchemy dropped the scheme `postgres:`, which hosting providers still hand out."""
    url = "postgresql:" + text.removeprefix("postgres:") if text.startswith("postgres:") else text
    if not _DATABASE.match(url):
        raise ValueError("expected an address that begins with sqlite:// or postgresql://")
    return url


def address(text: str) -> str:
    """An address without a slash at its end."""
    if not _ADDRESS.match(text):
        raise ValueError(f"expected an address such as https://example.org, found {text!r}")
    return text.rstrip("/")


def port(text: str) -> int:
    """A port."""
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 65535:
        raise ValueError(f"expected a port from 1 to 65535, found {text!r}")
    return int(text)


def seconds(text: str) -> int:
    """Whole seconds."""
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 10**9:
        raise ValueError(f"expected whole seconds, 1 or more, found {text!r}")
    return int(text)


def kilometres(text: str) -> float:
    """A distance."""
    kilometres = float(text)
    if not math.isfinite(kilometres) or kilometres <= 0:
        raise ValueError(f"expected kilometres above 0, found {text!r}")
    return kilometres


def switch(text: str) -> bool:
    """On or off."""
    known = {"on": True, "off": False}
    if text.lower() not in known:
        raise ValueError(f"expected on or off, found {text!r}")
    return known[text.lower()]


def clock_file(text: str) -> Path:
    """A file that holds a time."""
    file = Path(text)
    if not file.is_file():
        raise ValueError(f"no such file: {text}")
    told = file.read_text(encoding="utf-8").strip()
    try:
        datetime.fromisoformat(told.replace("Z", "+00:00"))
    except ValueError as error:
        raise ValueError(f"{text} holds no ISO time such as 2026-11-23T11:00:00+05:30") from error
    return file


def level(text: str) -> int:
    """A whole number from 0; 0 is for no limit."""
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        raise ValueError(f"expected a whole number, 0 for no limit, found {text!r}")
    return int(text)


log_form = _matching(re.compile(r"^(json|text)$"), "json or text")
