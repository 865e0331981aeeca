"""`make audit` cannot pass by not looking: whoever is skipped, not named or unknown fails it."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from audit.__main__ import main
from audit.asking import Answer, NoAnswer, ask, read_answer
from audit.review import Review

DAY = date(2026, 11, 28)
LOCK = {"skops": "0.9.0", "starlette": "1.7.0"}
KNOWN = frozenset({"CVE-2025-54412"})
REVIEWS = {
    "skops": Review("skops", "0.9.0", "MIT", DAY, KNOWN, "only our own models are loaded"),
    "starlette": Review("starlette", "1.7.0", "BSD-3-Clause", DAY, frozenset(), ""),
}
HOLE = {"id": "GHSA-378x-6p4f-8jgm", "aliases": ["CVE-2025-54412"], "fix_versions": ["0.12.0"], "description": ""}
NEW_HOLE = {"id": "PYSEC-2099-1", "aliases": [], "fix_versions": [], "description": ""}


def told(*dependencies: dict[str, Any]) -> Answer:
    return read_answer(list(dependencies), LOCK)


def dependency(name: str, *holes: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "version": LOCK[name.lower()], "vulns": list(holes)}


def audit(answer: Answer, today: date = DAY) -> int:
    return main(LOCK, REVIEWS, lambda _: answer, today)


def test_it_passes_where_all_are_answered_for_and_nothing_is_new():
    assert audit(told(dependency("Skops", HOLE), dependency("starlette"))) == 0


def test_a_package_that_was_skipped_fails(capsys):
    skipped = {"name": "starlette", "skip_reason": "Dependency not found"}
    assert audit(told(dependency("skops", HOLE), skipped)) == 1
    assert "starlette: Dependency not found" in capsys.readouterr().out


def test_a_package_that_is_not_even_named_fails():
    assert audit(told(dependency("skops", HOLE))) == 1


def test_an_answer_about_another_version_fails():
    other = {"name": "starlette", "version": "1.6.0", "vulns": []}
    assert audit(told(dependency("skops", HOLE), other)) == 1


def test_an_advisory_that_no_review_names_fails(capsys):
    assert audit(told(dependency("skops", HOLE), dependency("starlette", NEW_HOLE))) == 1
    assert "starlette: PYSEC-2099-1" in capsys.readouterr().out


def test_a_source_that_knows_nothing_of_what_is_known_is_blind(capsys):
    assert audit(told(dependency("skops"), dependency("starlette"))) == 1
    assert "blind" in capsys.readouterr().out


def test_a_review_that_is_too_old_fails():
    assert audit(told(dependency("skops", HOLE), dependency("starlette")), date(2027, 6, 1)) == 1


def pip_audit(folder: Path, printed: str, exit_code: int) -> Path:
    """A program that answers as pip-audit does."""
    program = folder / "pip-audit"
    program.write_text(f"#!{sys.executable}\nimport sys\nprint({printed!r})\nsys.exit({exit_code})\n")
    program.chmod(0o755)
    return program


def test_its_exit_code_counts_for_nothing(tmp_path: Path):
    """It ends with 0 where it has skipped all, and with 1 where it has found something."""
    skipped = [{"name": name, "skip_reason": "not found"} for name in LOCK]
    answer = ask(LOCK, pip_audit(tmp_path, json.dumps({"dependencies": skipped, "fixes": []}), 0))
    assert answer.skipped == dict.fromkeys(LOCK, "not found")
    found = [dependency("skops", HOLE), dependency("starlette")]
    answer = ask(LOCK, pip_audit(tmp_path, json.dumps({"dependencies": found, "fixes": []}), 1))
    assert (answer.skipped, set(answer.found)) == ({}, {"skops"})


def test_no_answer_at_all_fails(tmp_path: Path):
    program = pip_audit(tmp_path, "connection refused", 1)
    with pytest.raises(NoAnswer):
        ask(LOCK, program)
    assert main(LOCK, REVIEWS, lambda lock: ask(lock, program), DAY) == 1
