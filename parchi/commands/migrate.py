"""`parchi migrate`: the tables of the database, brought to today's or back to an older step."""

from __future__ import annotations

from typing import Annotated, Optional

import typer

Text = Optional[str]  # noqa: UP045  Typer reads annotations at run time


def migrate(
    to: Annotated[str, typer.Option(help="A step such as 0001, or base for no tables at all.")] = "head",
    write: Annotated[Text, typer.Option(help="For developers: write the step to what the code describes.")] = None,
) -> None:
    """Make the tables, or migrate them; `parchi serve` and `parchi seed` do it by themselves."""
    from parchi import bootstrap
    from parchi.adapters import migrating
    from parchi.adapters.database import make_engine

    if write is not None:
        typer.echo(str(migrating.write_step(write)))
        return
    migrating.migrate(make_engine(bootstrap.settings().database_url), to)
    typer.echo(f"the tables are at {to}")
