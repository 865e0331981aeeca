"""`parchi check`: what would break or surprise later, found in seconds, with file, line and remedy."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated, Optional

import typer

Folder = Optional[Path]  # noqa: UP045  Typer reads annotations at run time


def check(
    root: Annotated[Folder, typer.Option(help="Another project's folder, with data/ and domain.yml in it.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
    strict: Annotated[bool, typer.Option(help="Exit code 1 for warnings too.")] = False,
    rules: Annotated[bool, typer.Option(help="Only print what is looked for.")] = False,
) -> None:
    """Look at sentences, replies, rules, words and stories without training; exit code 1 if something is wrong."""
    from parchi.language.language_id import LanguageGuide
    from parchi.language.lexicon import Lexicon
    from parchi.project import DATA
    from parchi.workbench.checking.check import check as look
    from parchi.workbench.checking.finding import Weight
    from parchi.workbench.checking.rules import RULES

    if rules:
        for rule, what in RULES.items():
            typer.echo(f"{rule:18} {what}")
        return
    guide = LanguageGuide.load(DATA / "lexicon", DATA / "shop")
    found = look(root or DATA.parent, Lexicon.load(DATA / "shop"), guide)
    errors = [finding for finding in found if finding.weight is Weight.error]
    if as_json:
        print(json.dumps([finding.to_json() for finding in found], ensure_ascii=False, indent=1))
    else:
        for finding in found:
            typer.echo(finding.text())
        typer.echo(f"{len(errors)} to be mended, {len(found) - len(errors)} worth a look")
    sys.exit(1 if errors or (strict and found) else 0)
