"""`parchi compile`: the language layer as machine code."""

from __future__ import annotations

import typer


def compile_language() -> None:
    """Compile the language layer for this machine, where it has a C compiler; nothing to do when nothing changed."""
    from parchi.workbench import compiling

    try:
        compiling.compile_language(typer.echo)
    except compiling.NotCompiled as error:
        typer.echo(f"parchi: the language layer could not be compiled and goes on as plain Python: {error}", err=True)
        raise SystemExit(2) from None
