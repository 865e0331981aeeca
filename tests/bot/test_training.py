"""Training happens when something changed, and only then."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from parchi.bot import training
from parchi.bot.loading import ModelUnusable, usable_model

NOTHING: list[str] = []


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project of a few files."""
    for name in ("config.yml", "domain.yml", "data/nlu/en/talk.yml", "data/shop/words.csv", "parchi/language/x.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    return tmp_path


@pytest.fixture
def trained(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Training writes a file and is counted."""
    models: list[Path] = []

    def train_new(progress: Callable[[str], None], root: Path, folder: Path) -> Path:
        folder.mkdir(exist_ok=True)
        model = folder / f"2026112{len(models)}-100000.tar.gz"
        model.write_text(f"model {len(models)}")
        os.utime(model, (len(models), len(models)))
        models.append(model)
        return model

    monkeypatch.setattr(training, "_train_new", train_new)
    return models


def test_a_second_training_has_nothing_to_do(root: Path, trained: list[Path]) -> None:
    first = training.train(NOTHING.append, root=root)
    told: list[str] = []
    assert training.train(told.append, root=root) == first
    assert len(trained) == 1
    assert "up to date" in told[0]


@pytest.mark.parametrize(
    "edited", ["config.yml", "data/nlu/en/talk.yml", "data/shop/words.csv", "parchi/language/x.py"]
)
def test_an_edited_source_trains_anew(root: Path, trained: list[Path], edited: str) -> None:
    training.train(NOTHING.append, root=root)
    (root / edited).write_text("edited")
    training.train(NOTHING.append, root=root)
    assert len(trained) == 2


def test_a_better_sentence_in_a_reply_needs_no_training(root: Path, trained: list[Path]) -> None:
    training.train(NOTHING.append, root=root)
    (root / "data/responses").mkdir()
    (root / "data/responses/talk.yml").write_text("edited")
    training.train(NOTHING.append, root=root)
    assert len(trained) == 1


def test_the_last_three_models_stay(root: Path, trained: list[Path]) -> None:
    for edit in range(5):
        (root / "config.yml").write_text(f"edit {edit}")
        training.train(NOTHING.append, root=root)
    assert sorted((root / "models").glob("*.tar.gz")) == trained[-3:]
    assert len(list((root / "models").glob("*.json"))) == 3


def test_the_newest_model_is_taken(root: Path, trained: list[Path]) -> None:
    assert training.latest_model(root / "models") is None
    for edit in range(2):
        (root / "config.yml").write_text(f"edit {edit}")
        training.train(NOTHING.append, root=root)
    assert training.latest_model(root / "models") == trained[-1]


def test_a_model_is_noted_with_its_digest(root: Path, trained: list[Path]) -> None:
    model = training.train(NOTHING.append, root=root)
    note = json.loads(model.with_name("20261120-100000.json").read_text())
    assert note["sha256"] == training.digest(model)


def test_without_a_model_the_start_is_refused_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(ModelUnusable, match=r"^no model in .*: run `parchi train`$"):
        usable_model(tmp_path)


def test_a_model_that_is_not_the_trained_file_is_never_loaded(root: Path, trained: list[Path]) -> None:
    model = training.train(NOTHING.append, root=root)
    assert usable_model(root / "models") == model
    model.write_text("exchanged")
    with pytest.raises(ModelUnusable, match="not the file that was trained"):
        usable_model(root / "models")


def test_a_model_trained_by_rasa_itself_is_taken(tmp_path: Path) -> None:
    model = tmp_path / "20261122-100000-fast-ray.tar.gz"
    model.write_text("a model")
    assert usable_model(tmp_path) == model
