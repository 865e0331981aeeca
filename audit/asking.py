"""Asking: pip-audit, from an environment of its own, for what is known against each package of the lock."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from audit.lock import plain_name

PROGRAM = Path(__file__).parent.parent / ".audit/bin/pip-audit"
SOURCE = "AUDIT_SOURCE"
"""The environment variable that chooses pip-audit's vulnerability service: `pypi`, its own default, or `osv`."""
LONGEST = 1200


class NoAnswer(Exception):
    """Nobody could be asked."""


@dataclass(frozen=True)
class Answer:
    """What the source said: about whom it had nothing to say at all, and what is known, with all its names."""

    skipped: Mapping[str, str] = field(default_factory=dict)
    found: Mapping[str, list[list[str]]] = field(default_factory=dict)


def ask(lock: Mapping[str, str], program: Path = PROGRAM) -> Answer:
    """Ask about every package; NoAnswer where pip-audit ends without telling anything."""
    source = os.environ.get(SOURCE, "pypi")
    with tempfile.TemporaryDirectory() as folder:
        pins = Path(folder, "pins.txt")
        pins.write_text("".join(f"{package}=={version}\n" for package, version in lock.items()), encoding="utf-8")
        command = [str(program), "-r", str(pins), "--no-deps", "--disable-pip", "-s", source, "-f", "json"]
        done = subprocess.run(command, capture_output=True, text=True, timeout=LONGEST)
    try:
        told = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError, TypeError):
        raise NoAnswer(done.stderr.strip()[-2000:] or "pip-audit told nothing") from None
    return read_answer(told, lock)


def read_answer(told: list[dict[str, Any]], lock: Mapping[str, str]) -> Answer:
    """What pip-audit told; a package that it does not even name counts as skipped."""
    by_name = {plain_name(dependency["name"]): dependency for dependency in told}
    skipped, found = {}, {}
    for package, version in lock.items():
        dependency = by_name.get(package, {"skip_reason": "not named in the answer"})
        if "skip_reason" in dependency:
            skipped[package] = dependency["skip_reason"]
        elif dependency["version"] != version:
            skipped[package] = f"asked about {version}, told of {dependency['version']}"
        elif dependency["vulns"]:
            found[package] = [[vuln["id"], *vuln.get("aliases", [])] for vuln in dependency["vulns"]]
    return Answer(skipped, found)
