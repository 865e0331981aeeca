"""Another language in the whole system: Marathi as a trainer adds it, in files, trained and played over the wire."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.language.conftest import ROOT

GIVEN = ROOT / "tests" / "fixtures" / "marathi"
"""What the recipe of CONTRIBUTING.md asks for, as much as two conversations need."""
WHOLE = ("parchi", "actions", "data", "tests/fixtures/shop")
SINGLE = ("config.yml", "domain.yml", "endpoints.yml", "credentials.yml")
RUN = "from parchi.cli import app; app()"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project with Marathi in it."""
    root = tmp_path_factory.mktemp("marathi")
    for name in WHOLE:
        shutil.copytree(ROOT / name, root / name)
    for name in SINGLE:
        shutil.copy(ROOT / name, root / name)
    shutil.copytree(GIVEN / "lexicon", root / "data" / "lexicon" / "mr")
    shutil.copytree(GIVEN / "nlu", root / "data" / "nlu" / "mr")
    (root / "tests" / "stories").mkdir()
    shutil.copy(GIVEN / "marathi.yml", root / "tests" / "stories")
    for shop in ("data/shop", "tests/fixtures/shop"):  # stories are played on the small one
        with (root / shop / "words.csv").open("a", encoding="utf-8") as words:
            words.writelines((GIVEN / "words.csv").read_text(encoding="utf-8").splitlines(keepends=True)[1:])
    _change(root / "domain.yml", "values: [en, hi, hi-Latn]", "values: [en, hi, hi-Latn, mr]")
    for id, text in yaml.safe_load((GIVEN / "responses.yml").read_text(encoding="utf-8")).items():
        _answer_too(root / "data" / "responses", id, text)
    return root


def test_a_customer_and_a_shop_are_served_in_it(project: Path) -> None:
    """One order, the first of two, that is all, yes, cancelled; and a shop that takes an order in so many minutes."""
    trained = _parchi(project, "train")
    assert trained.returncode == 0, trained.stdout + trained.stderr
    played = _parchi(project, "test", "stories", "--processes", "1")
    assert played.returncode == 0, played.stdout + played.stderr
    assert "2 conversations" in played.stdout
    changed = [path for path in (project / "parchi").rglob("*.py") if path.read_bytes() != _original(project, path)]
    assert changed == []


def test_the_check_tells_a_trainer_what_the_language_still_lacks(project: Path) -> None:
    """As far as it goes here: too few sentences, and replies and wishes that only other languages have."""
    checked = _parchi(project, "check")
    assert checked.returncode == 1
    assert re.search(r"data/lexicon/mr/wishes.csv:\d+ +no row says news_on, .* and \d+ more", checked.stdout)
    assert "utter_greet has no text in mr" in checked.stdout
    assert re.search(r"add_items .*mr", checked.stdout)


def _parchi(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The command line of the copy, whatever else is installed."""
    environ = {**os.environ, "PYTHONPATH": str(project)}
    command = [sys.executable, "-c", RUN, *arguments]
    return subprocess.run(command, cwd=project, env=environ, capture_output=True, text=True, timeout=540, check=False)


def _original(project: Path, path: Path) -> bytes:
    return (ROOT / path.relative_to(project)).read_bytes()


def _change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def _answer_too(responses: Path, id: str, text: str) -> None:
    """Write one more variation under a reply, behind the others."""
    heading = f"  {id}:\n"
    file = next(file for file in responses.glob("*.yml") if heading in file.read_text(encoding="utf-8"))
    before, after = file.read_text(encoding="utf-8").split(heading)
    variations = re.match(r"(?:  - .*\n(?:    .*\n)*)+", after)
    assert variations is not None
    mine = f'  - text: "{text}"\n    condition: [{{type: slot, name: language, value: mr}}]\n'
    file.write_text(before + heading + variations[0] + mine + after[variations.end() :], encoding="utf-8")
