"""`parchi variants` and `parchi review`: what a trainer may teach next."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def variants(
    sentence: Annotated[str, typer.Argument(help="A sentence as one person would write it.")],
    count: Annotated[int, typer.Option(min=1, help="How many to propose.")] = 12,
) -> None:
    """Propose spellings and forms in which others would write a sentence; nothing is written to any file."""
    from parchi import bootstrap
    from parchi.language.lexicon import Lexicon
    from parchi.workbench.sentences import read_sentences
    from parchi.workbench.variants import Words, propose

    shop, lexicon = bootstrap.DATA / "shop", bootstrap.DATA / "lexicon"
    words = Words(Lexicon.load(shop, lexicon), shop, lexicon)
    known = (each.text for each in read_sentences(bootstrap.DATA / "nlu"))
    for variant in propose(sentence, words, bootstrap.understanding().read, known, count):
        reading = variant.reading
        lines = [f"{line.quantity or ''} {line.unit or ''} {line.item or '?'}".strip() for line in reading.lines]
        otherwise = f"otherwise: {reading.intent} {reading.confidence:.0%} {', '.join(lines)}"
        told = "as the sentence" if variant.is_same else otherwise
        typer.echo(f"{variant.text}\n    read {told}")


def review(
    count: Annotated[int, typer.Option("--next", min=1, help="How many messages.")] = 10,
    days: Annotated[int, typer.Option(min=1, help="Of how many last days.")] = 14,
) -> None:
    """Print the messages of customers that are most worth labelling next, and why; the desk takes them."""
    from parchi import bootstrap, roles
    from parchi.adapters.database import make_engine
    from parchi.adapters.desk_views import SqlDeskViews
    from parchi.settings import Settings, environment
    from parchi.workbench.labelling import most_worth
    from parchi.workbench.review import worth_a_look
    from parchi.workbench.sentences import read_sentences

    settings = Settings.read(environment(Path.cwd()), wire=False)
    bootstrap.make_tables(settings)
    views = SqlDeskViews(make_engine(settings.database_url), roles.make_clock(settings).now)
    candidates = worth_a_look(views.unreviewed(days), views.cancelled(days), bootstrap.understanding().read)
    taught = [each.text for each in read_sentences(bootstrap.DATA / "nlu")]
    for lesson in most_worth(candidates, taught, count):
        typer.echo(f"{lesson.candidate.message.text}\n    " + "\n    ".join(lesson.reasons))
