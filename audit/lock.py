"""The lock: every package that a Parchi installs, each in one version."""

from __future__ import annotations

import re
from pathlib import Path

LOCK = Path(__file__).parent.parent / "requirements.lock"
_PINNED = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)(\[[^]]*\])?==(?P<version>[^\s;\\]+)", re.MULTILINE)


def read_lock(file: Path = LOCK) -> dict[str, str]:
    """Versions by package name, as pip compares names; ValueError where the file pins nothing."""
    found = {
        plain_name(match["name"]): match["version"] for match in _PINNED.finditer(file.read_text(encoding="utf-8"))
    }
    if not found:
        raise ValueError(f"{file} pins nothing")
    return found


def plain_name(name: str) -> str:
    """`Ruamel.YAML` and `ruamel-yaml` are one package."""
    return re.sub(r"[-_.]+", "-", name).lower()
