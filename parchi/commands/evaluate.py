"""`parchi evaluate`: how well annotated messages are read, alone or beside a stock Rasa pipeline."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from parchi.workbench.evaluation import Evaluation, Example


def evaluate(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False)],
    errors: Annotated[Path, typer.Option(help="Where the errors go.")] = Path("results/errors.jsonl"),
    picture: Annotated[Path, typer.Option(help="Where the picture goes.")] = Path("results/confusion.svg"),
    against_stock: Annotated[bool, typer.Option(help="Also by Rasa's own pipeline, trained on the same.")] = False,
) -> None:
    """Score the reading of a file of annotated messages, by language and in all."""
    from parchi import bootstrap
    from parchi.workbench.confusion_picture import confusion_picture
    from parchi.workbench.evaluation import evaluate as score
    from parchi.workbench.evaluation import read_examples

    examples = read_examples(file)
    evaluation = score(examples, bootstrap.understanding().read)
    typer.echo(evaluation.table())
    typer.echo("\nwhat spoiled most messages: how many, expected → got")
    for count, kind, expected, got in evaluation.costliest():
        typer.echo(f"{count:>4}  {kind:9} {expected} → {got}")
    for path in (errors, picture):
        path.parent.mkdir(parents=True, exist_ok=True)
    evaluation.write_errors(errors)
    picture.write_text(confusion_picture(evaluation.confusions()), encoding="utf-8")
    typer.echo(f"\nerrors: {errors}\nconfusions: {picture}")
    if against_stock:
        _show_stock(evaluation, examples)


def _show_stock(ours: Evaluation, examples: list[Example]) -> None:
    """The stock side is trained first where its model is missing: about a quarter of an hour on two cores."""
    from parchi import bootstrap
    from parchi.bot.agent import reader_of
    from parchi.bot.stock import StockReader, train_stock
    from parchi.workbench.evaluation import evaluate as score
    from parchi.workbench.sentences import read_sentences
    from parchi.workbench.side_by_side import table, timed, timing_table

    typer.echo("\nbeside stock Rasa (training it takes about a quarter of an hour the first time) …")
    sentences = ((sentence.text, sentence.intent) for sentence in read_sentences(bootstrap.DATA / "nlu"))
    stock = StockReader(train_stock(sentences, bootstrap.DATA / "shop", bootstrap.ROOT / ".rasa" / "stock"))
    typer.echo(table(ours, score(examples, stock.read)))
    texts = [example.text for example in examples]
    understanding = bootstrap.understanding()
    timings = {
        "reading alone": timed(understanding.read, texts),
        "Rasa's parse, our pipeline": timed(reader_of(bootstrap.newest_model()), texts),
        "Rasa's parse, stock pipeline": timed(stock.parse, texts),
    }
    typer.echo("\n" + timing_table(timings, "Rasa's parse, stock pipeline"))
