"""The language layer as machine code: used for exactly its sources, with the same readings, never instead of others."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import warnings
from pathlib import Path
from typing import Any

import pytest

from parchi.compiled import ALSO, FOLDER, SUFFIX, digest_of, shared_name, where_modules_are
from parchi.project import ROOT

PLAIN = ["beside the package"]
MESSAGES = ROOT / "tests" / "nlu" / "development.jsonl"
WHERE = "import parchi.language.understanding as u, parchi.language.intent_training as t; print(u.__file__, t.__file__)"


def run(switch: str, *command: str, stdin: str = "") -> str:
    environ = {**os.environ, "PARCHI_COMPILED": switch}
    ran = subprocess.run(command, cwd=ROOT, env=environ, input=stdin, capture_output=True, text=True, check=True)
    return ran.stdout


@pytest.fixture
def copy(copied_sources: Path) -> Path:
    """A project with the same sources, for which an empty folder stands where the compiled modules would."""
    (copied_sources / FOLDER / digest_of(copied_sources)).mkdir(parents=True)
    return copied_sources


def test_it_is_used_where_it_is_built_and_reads_as_plain_python_does(model: Path):
    assert model.is_file()
    folder = ROOT / FOLDER / digest_of()
    expected = folder if folder.is_dir() else ROOT / "parchi" / "language"
    used, plain = (run(switch, sys.executable, "-c", WHERE).split() for switch in ("on", "off"))
    assert {Path(file).parent for file in used} == {expected}
    assert {Path(file).parent for file in plain} == {ROOT / "parchi" / "language"}

    told = [json.loads(line) for line in MESSAGES.read_text(encoding="utf-8").splitlines()]
    asked = "\n".join(json.dumps({"text": each["text"], "from": each.get("from", "customer")}) for each in told)
    readings = [
        run(switch, sys.executable, "-m", "parchi.cli", "understand", "--jsonl", stdin=asked).splitlines()
        for switch in ("on", "off")
    ]
    assert len(readings[0]) == len(told) > 0
    assert readings[0] == readings[1]


@pytest.mark.parametrize("name", ["parchi/language/acts.py", "parchi/language/words.py", *ALSO])
def test_what_was_edited_is_plain_python_again(copy: Path, name: str):
    assert digest_of(copy) == digest_of()
    with pytest.warns(RuntimeWarning, match=digest_of(copy)):  # it would be used, were there anything in it
        where_modules_are(PLAIN, {}, copy)
    with (copy / name).open("a", encoding="utf-8") as file:
        file.write("# edited\n")
    assert _quietly(copy, {}) == PLAIN


def test_a_module_more_or_less_is_other_sources(copy: Path):
    (copy / "parchi" / "language" / "brand_new.py").write_text("", encoding="utf-8")
    assert _quietly(copy, {}) == PLAIN
    (copy / "parchi" / "language" / "brand_new.py").rename(copy / "parchi" / "language" / "acts.py")
    assert _quietly(copy, {}) == PLAIN


def test_where_nothing_was_ever_built_nothing_is_missed(copy: Path):
    (copy / "requirements.lock").unlink()
    assert _quietly(copy, {}) == PLAIN
    shutil.rmtree(copy / FOLDER)
    assert _quietly(copy, {}) == PLAIN


def test_off_means_off(copy: Path):
    assert _quietly(copy, {"PARCHI_COMPILED": "off"}) == PLAIN


def test_what_cannot_be_loaded_is_named_and_not_used(copy: Path):
    digest = digest_of(copy)
    (copy / FOLDER / digest / f"{shared_name(digest)}{SUFFIX}").write_bytes(b"from another machine")
    before = sys.modules.get(shared_name(digest))
    with pytest.warns(RuntimeWarning, match="plain Python is used"):
        assert where_modules_are(PLAIN, {"PARCHI_COMPILED": "on"}, copy) == PLAIN
    assert sys.modules.get(shared_name(digest)) is before


def _quietly(root: Path, environ: dict[str, str]) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return where_modules_are(PLAIN, environ, root)
