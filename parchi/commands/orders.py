"""`parchi orders export`: the orders and the shelves behind them, in the open network's names."""

from __future__ import annotations

import json
import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated, Optional
from urllib.parse import urlsplit

import typer

orders = typer.Typer(no_args_is_help=True, help="What was ordered.")
Text = Optional[str]  # noqa: UP045  Typer reads annotations at run time
File = Optional[Path]  # noqa: UP045


@orders.callback()
def _orders() -> None:
    """What was ordered."""


@orders.command("export")
def export_orders(
    since: Annotated[Text, typer.Option(help="Only orders placed since this day or time, such as 2026-11-23.")] = None,
    out: Annotated[File, typer.Option(help="A file; else they are printed.")] = None,
    city_code: Annotated[str, typer.Option(help="The network's code of the city, such as std:022.")] = "*",
    city: Annotated[str, typer.Option()] = "-",
    state: Annotated[str, typer.Option()] = "-",
    people: Annotated[bool, typer.Option(help="Name the customers too; without it nobody is named.")] = False,
) -> None:
    """Write catalogue and orders as Beckn's retail messages (ONDC RET10, 1.2.0), one JSON object a line."""
    from parchi import bootstrap
    from parchi.domain.hours import IST
    from parchi.services.network.envelope import Subscriber
    from parchi.services.network.exporting import export

    try:
        told = datetime.fromisoformat(since) if since else None
    except ValueError:
        typer.echo(f"parchi: --since is a day or a time such as 2026-11-23, found {since!r}", err=True)
        raise SystemExit(2) from None
    start = told.replace(tzinfo=IST) if told is not None and told.tzinfo is None else told
    settings = bootstrap.settings()
    host = urlsplit(settings.public_url).hostname or "localhost"
    care = f"Parchi,care@{host},{(settings.operator_number or '').removeprefix('whatsapp:') or '-'}"
    we = Subscriber(host, settings.public_url, city_code, city, state, care)
    count = 0
    target = out.open("w", encoding="utf-8") if out else sys.stdout
    try:
        with bootstrap.unit_of_work() as shop:
            for message in export(shop, we, since=start, with_people=people):
                print(json.dumps(message, ensure_ascii=False), file=target)
                count += 1
    finally:
        if out:
            target.close()
    if out:
        typer.echo(f"{count} messages in {out}")
