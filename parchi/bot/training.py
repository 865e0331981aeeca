"""Training: from the project's data to a model file, and nothing to do when nothing has changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path

from parchi.bot.warned import only_useful_warnings

KEPT = 3
"""How many trained models stay."""

CONFIG = "config.yml"
DOMAIN = "domain.yml"
REPLIES = "data/responses"
DATA = ("data/nlu", "data/rules", "data/stories", REPLIES)
CODE = ("parchi/language", "parchi/bot/components.py", "parchi/bot/parse.py", "parchi/domain/reading.py")
WORDS = ("data/lexicon", "data/shop/items.csv", "data/shop/words.csv", "data/shop/brands.csv")

Progress = Callable[[str], None]


class TrainingFailed(Exception):
    """Rasa refused the data; what is wrong stands in its own output above."""


def train(progress: Progress, *, root: Path = Path(), models: Path | None = None) -> Path:
    """The model of what data, configuration and code are now: the one that is there, or a new one."""
    models = models or root / "models"
    wanted = fingerprint(root)
    latest = latest_model(models)
    if latest is not None and note_of(latest).get("fingerprint") == wanted:
        progress(f"{latest} is up to date: nothing to train.")
        return latest
    progress("Importing Rasa (about 10 seconds) …")
    model = _train_new(progress, root, models)
    note = {"fingerprint": wanted, "sha256": digest(model)}
    _note_path(model).write_text(json.dumps(note), encoding="utf-8")
    in_use = model_in_use(models)
    for old in sorted(models.glob("*.tar.gz"))[:-KEPT]:
        if old == in_use:
            continue
        _note_path(old).unlink(missing_ok=True)
        old.unlink()
    progress(f"{model} is trained.")
    return model


def latest_model(models: Path) -> Path | None:
    """The newest model of a folder; None if there is none. Names are times, so the last in order is the newest."""
    return max(models.glob("*.tar.gz"), default=None, key=lambda model: (model.stat().st_mtime, model.name))


def model_in_use(models: Path, *, before: Path | None = None) -> Path | None:
    """The newest model of a folder that was not refused, older than `before` where one is given; None if there is none.

    `parchi report` refuses a model under which a language is understood worse.
    """
    limit = None if before is None else before.stat().st_mtime
    usable = [model for model in models.glob("*.tar.gz") if "refused" not in note_of(model) and model != before]
    older = [model for model in usable if limit is None or model.stat().st_mtime <= limit]
    return max(older, default=None, key=lambda model: (model.stat().st_mtime, model.name))


def judge(model: Path, reasons: Iterable[str]) -> None:
    """Note why a model is refused; without a reason it is promoted."""
    note = {name: value for name, value in note_of(model).items() if name != "refused"}
    refused = "; ".join(reasons)
    _note_path(model).write_text(json.dumps({**note, "refused": refused} if refused else note), encoding="utf-8")


def note_of(model: Path) -> dict[str, str]:
    """What was noted beside a model when it was trained: the fingerprint of its sources and its own digest."""
    path = _note_path(model)
    if not path.is_file():
        return {}
    note: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return note


def fingerprint(root: Path = Path()) -> str:
    """One digest over every file that a model is made of."""
    total = hashlib.sha256()
    for path in _sources(root):
        total.update(path.relative_to(root).as_posix().encode())
        total.update(path.read_bytes())
    return total.hexdigest()


def digest(model: Path) -> str:
    """The digest of a model file."""
    return hashlib.sha256(model.read_bytes()).hexdigest()


def _sources(root: Path) -> Iterable[Path]:
    # Replies are worded from their files: a better sentence needs no training.
    for name in (CONFIG, DOMAIN, *(x for x in DATA if x != REPLIES), *WORDS, *CODE):
        path = root / name
        if path.is_file():
            yield path
        else:
            yield from sorted(x for x in path.rglob("*") if x.suffix in (".yml", ".csv", ".py"))


def _note_path(model: Path) -> Path:
    return model.with_name(model.name.removesuffix(".tar.gz") + ".json")


def _train_new(progress: Progress, root: Path, models: Path) -> Path:
    with only_useful_warnings(progress):
        from rasa.model_training import train as rasa_train

        from parchi.bot.quiet import quietly

        progress("Learning from the sentences of data/nlu, checking the rules (about 20 seconds) …")
        with quietly():
            result = rasa_train(
                domain=str(root / DOMAIN),
                config=str(root / CONFIG),
                training_files=[str(root / name) for name in DATA],
                output=str(models),
                fixed_model_name=f"{datetime.now():%Y%m%d-%H%M%S}",
            )
    if result.code != 0 or result.model is None:
        raise TrainingFailed("the model could not be trained: see the lines above")
    return Path(result.model)
