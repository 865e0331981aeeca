"""`parchi report`: how well the newest model understands, as a page and as JSON, and whether it may be used."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

if TYPE_CHECKING:
    from parchi.workbench.evaluation import Evaluation, Example

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
    from parchi.bot.training import judge, latest_model, model_in_use
    from parchi.workbench.evaluation import read_examples
    from parchi.workbench.report import Report
    from parchi.workbench.report_page import page

    folder = models or bootstrap.MODELS
    candidate = latest_model(folder)
    if candidate is None:
        typer.echo(f"parchi: no model in {folder}/: run `parchi train`", err=True)
        sys.exit(NO_MODEL)
    sets = (bootstrap.ROOT / "tests/nlu" / f"{name}.jsonl" for name in SETS)
    examples = [example for file in files or filter(Path.exists, sets) for example in read_examples(file)]
    present = model_in_use(folder, before=candidate)
    written = Report(
        model=candidate.name,
        evaluation=_read_by(candidate, examples),
        present=present.name if present else None,
        before=_read_by(present, examples) if present else None,
        curve=_curve(examples) if curve else [],
    )
    (folder / "report.html").write_text(page(written), encoding="utf-8")
    told = json.dumps(written.to_json(), ensure_ascii=False, indent=1)
    (folder / "report.json").write_text(told, encoding="utf-8")
    reasons = written.reasons_against()
    judge(candidate, reasons)
    typer.echo(written.evaluation.table())
    for change in written.changes():
        typer.echo(change.text())
    if present is not None:
        typer.echo(f"not promoted, {present.name} stays in use" if reasons else f"promoted in place of {present.name}")
    typer.echo(f"written: {folder / 'report.html'}, {folder / 'report.json'}")
    sys.exit(NOT_PROMOTED if reasons else 0)


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
