"""`parchi report`: how well the newest model understands, as a page and as JSON, and whether it may be used."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

if TYPE_CHECKING:
    from parchi.workbench.evaluation import Evaluation, Example
    from parchi.workbench.report import Report

Files = Optional[list[Path]]  # noqa: UP045  Typer reads annotations at run time
Folder = Optional[Path]  # noqa: UP045
SETS = ("development", "other_people", "reviewed", "taught")
NOT_PROMOTED, NO_MODEL = 1, 2


def report(
    files: Annotated[Files, typer.Argument(exists=True, dir_okay=False, help="Messages; those of tests/nlu.")] = None,
    curve: Annotated[bool, typer.Option(help="Learn from parts of the sentences too: half a minute.")] = True,
    models: Annotated[Folder, typer.Option(help="Where the models are and the report goes.")] = None,
) -> None:
    """Write report.html and report.json beside the models; exit code 1 if the newest model is not promoted."""
    from parchi import bootstrap
    from parchi.bot.training import latest_model
    from parchi.workbench.report_page import page

    folder = models or bootstrap.MODELS
    candidate = latest_model(folder)
    if candidate is None:
        typer.echo(f"parchi: no model in {folder}/: run `parchi train`", err=True)
        sys.exit(NO_MODEL)
    examples = _examples(files)
    written = _judged(candidate, examples)
    written.curve = _curve(examples) if curve else []
    (folder / "report.html").write_text(page(written), encoding="utf-8")
    told = json.dumps(written.to_json(), ensure_ascii=False, indent=1)
    (folder / "report.json").write_text(told, encoding="utf-8")
    typer.echo(written.evaluation.table())
    _tell(written)
    typer.echo(f"written: {folder / 'report.html'}, {folder / 'report.json'}")
    sys.exit(NOT_PROMOTED if written.reasons_against() else 0)


def judge_trained(model: Path) -> None:
    """Say whether a new model is used from now on, and note it beside the model."""
    typer.echo("Comparing it with the model in use, by the messages of tests/nlu (about 5 seconds) …")
    _tell(_judged(model, _examples(None)))


def _examples(files: list[Path] | None) -> list[Example]:
    from parchi import bootstrap
    from parchi.workbench.evaluation import read_examples

    sets = (bootstrap.ROOT / "tests/nlu" / f"{name}.jsonl" for name in SETS)
    return [example for file in files or filter(Path.exists, sets) for example in read_examples(file)]


def _judged(candidate: Path, examples: list[Example]) -> Report:
    """What there is to tell of a model; whether it may be used is noted beside it."""
    from parchi.bot.training import judge, model_in_use
    from parchi.workbench.report import Report

    present = model_in_use(candidate.parent, before=candidate)
    before = _read_by_present(present, examples) if present else None
    written = Report(
        model=candidate.name,
        evaluation=_read_by(candidate, examples),
        present=present.name if present and before else None,
        before=before,
    )
    judge(candidate, written.reasons_against())
    return written


def _tell(written: Report) -> None:
    for change in written.changes():
        typer.echo(change.text())
    if written.present is None:
        typer.echo(f"{written.model} is the first: nothing to compare it with")
    elif reasons := written.reasons_against():
        typer.echo(f"not promoted, {written.present} stays in use: a language fell by more than a point")
        typer.echo("\n".join(f"✗ {reason}" for reason in reasons))
        typer.echo("`parchi report` shows the messages that are read wrong now; mend the sentences, and train again")
    else:
        typer.echo(f"promoted in place of {written.present}")


def _read_by_present(model: Path, examples: list[Example]) -> Evaluation | None:
    """None where today's code cannot read what an earlier one wrote."""
    try:
        return _read_by(model, examples)
    except (OSError, KeyError, ValueError) as error:
        typer.echo(f"{model.name} is of another time and cannot be read ({error}): nothing to compare with")
        return None


def _read_by(model: Path, examples: list[Example]) -> Evaluation:
    from parchi.language.understanding import Understanding
    from parchi.workbench.evaluation import evaluate

    return evaluate(examples, Understanding.load(model).read)


def _curve(examples: list[Example]) -> list[tuple[int, dict[str, float]]]:
    from parchi import bootstrap
    from parchi.language.lexicon import Lexicon
    from parchi.workbench.learning_curve import learning_curve
    from parchi.workbench.sentences import read_sentences

    sentences = list(read_sentences(bootstrap.DATA / "nlu"))
    return learning_curve(sentences, examples, Lexicon.load(bootstrap.DATA / "shop"))
