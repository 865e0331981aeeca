"""The command line: `parchi serve`, `seed`, `train`, `understand`, `inspect`, `evaluate`, and what brings data in."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Annotated, Any, NoReturn, Optional

import typer

from parchi.commands.campaign import campaign
from parchi.commands.check import check
from parchi.commands.compile import compile_language
from parchi.commands.desk import desk, desk_password
from parchi.commands.evaluate import evaluate
from parchi.commands.group import group
from parchi.commands.intent import intent
from parchi.commands.migrate import migrate
from parchi.commands.operator import templates, unlock
from parchi.commands.orders import orders
from parchi.commands.record import forget, record
from parchi.commands.report import report
from parchi.commands.serve import serve
from parchi.commands.teach import review, variants
from parchi.commands.test import test
from parchi.commands.words import words

app = typer.Typer(add_completion=False, no_args_is_help=True, help="Parchi: groceries ordered on WhatsApp.")
catalogue = typer.Typer(no_args_is_help=True, help="What is sold.")
kirana = typer.Typer(no_args_is_help=True, help="Who sells.")
app.add_typer(catalogue, name="catalogue")
app.add_typer(kirana, name="kirana")
app.add_typer(orders, name="orders")
app.add_typer(group, name="group")
app.add_typer(campaign, name="campaign")
app.add_typer(test, name="test")
app.add_typer(words, name="words")
app.add_typer(intent, name="intent")
app.command()(serve)
app.command()(desk)
app.command()(evaluate)
app.command()(check)
app.command()(migrate)
app.command()(report)
app.command()(record)
app.command()(forget)
app.command()(variants)
app.command()(unlock)
app.command()(templates)
app.command()(review)
app.command("desk-password")(desk_password)
app.command("compile")(compile_language)

Number = Optional[str]  # noqa: UP045  Typer reads annotations at run time
Folder = Optional[Path]  # noqa: UP045


def main() -> None:
    """Run the command; what an operator can mend is said in one line."""
    from parchi.settings import SettingsError

    try:
        app()
    except SettingsError as error:
        _give_up(str(error))


@app.command()
def seed(
    folder: Annotated[Folder, typer.Option("--from", help="A folder of the shop's CSV files.")] = None,
    reset_stock: Annotated[bool, typer.Option(help="Set the stock of shelves that exist as well.")] = False,
) -> None:
    """Make or migrate the tables and load the shop's data; twice does no harm."""
    from parchi import bootstrap
    from parchi.adapters.database import make_engine
    from parchi.adapters.seeding import seed as load
    from parchi.adapters.shop_data import DataRefused

    try:
        seeded = load(
            make_engine(bootstrap.settings().database_url), folder or bootstrap.DATA / "shop", reset_stock=reset_stock
        )
    except DataRefused as error:
        _give_up(str(error))
    typer.echo(
        f"{seeded.items} items, {seeded.products} products, {seeded.kiranas} kiranas, {seeded.shelves} shelf rows"
    )


@app.command()
def train() -> None:
    """Train and save the model, and use it unless a language falls by it; nothing to do when nothing changed."""
    from parchi import bootstrap
    from parchi.bot.training import TrainingFailed, latest_model, note_of
    from parchi.bot.training import train as run
    from parchi.commands.report import judge_trained

    before = latest_model(bootstrap.MODELS)
    try:
        model = run(typer.echo, root=bootstrap.ROOT)
    except TrainingFailed as error:
        _give_up(str(error))
    if before is not None and model != before:
        judge_trained(model)
    elif refused := note_of(model).get("refused"):
        typer.echo(f"It was not promoted, and the model before it is in use: {refused}")


@app.command()
def understand(
    text: Annotated[Optional[list[str]], typer.Argument(help="Messages; none: one a line on standard input.")] = None,  # noqa: UP045
    jsonl: Annotated[bool, typer.Option(help='Each input line is {"text": …, "from": "customer" or "shop"}.')] = False,
) -> None:
    """Read messages as contract says: one JSON object a message."""
    from parchi import bootstrap
    from parchi.bot.loading import ModelUnusable

    try:
        reader = bootstrap.understanding()
    except ModelUnusable as error:
        _give_up(str(error))
    for message, speaker in _messages(text or [], jsonl):
        print(json.dumps(reader.read(message, speaker).to_json(), ensure_ascii=False), flush=True)


def _messages(texts: list[str], jsonl: bool) -> Iterator[tuple[str, str]]:
    lines = texts or (line.rstrip("\n") for line in sys.stdin)
    for number, line in enumerate(lines, start=1):
        if not jsonl:
            yield line, "customer"
        elif line.strip():
            try:
                told = json.loads(line)
                yield told["text"], told.get("from", "customer")
            except (ValueError, KeyError, TypeError, AttributeError):
                _give_up(f'line {number} is not {{"text": …}}')


@app.command()
def inspect(
    customer: Annotated[Number, typer.Option(help="whatsapp:+91…")] = None,
    order: Annotated[Number, typer.Option(help="An order number.")] = None,
    shop_number: Annotated[Number, typer.Option("--kirana", help="A kirana's whatsapp:+91…")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """Show what the system knows of a customer, an order or a kirana."""
    from parchi import bootstrap
    from parchi.services import inspection

    asked = [
        (inspection.inspect_customer, customer),
        (inspection.inspect_order, order),
        (inspection.inspect_kirana, shop_number),
    ]
    given = [(look, number) for look, number in asked if number is not None]
    if len(given) != 1:
        _give_up("name one of --customer, --order, --kirana")
    look, number = given[0]
    try:
        with bootstrap.unit_of_work() as shop:
            known = look(shop, number)
    except inspection.NothingKnown as error:
        _give_up(str(error))
    _show(known, as_json)


def _show(known: dict[str, Any], as_json: bool) -> None:
    if as_json:
        print(json.dumps(known, ensure_ascii=False))
        return
    from rich.console import Console

    Console().print_json(json.dumps(known), ensure_ascii=False)


@app.command()
def demo() -> None:
    """Run the whole system on this machine with the simulator: no account, demo shops."""
    from parchi import bootstrap
    from parchi.workbench.demo import run_demo

    serve = partial(bootstrap.serve_all, workers=1)
    sys.exit(run_demo(bootstrap.templates(), bootstrap.DATA / "shop", Path.cwd(), serve, typer.echo))


@app.command()
def demo_data(check: Annotated[bool, typer.Option(help="Only say what would change.")] = False) -> None:
    """Make the demo shop's products, kiranas and shelves anew from their sources."""
    from parchi import bootstrap
    from parchi.workbench import demo_shop

    folder = bootstrap.DATA / "shop"
    if not check:
        demo_shop.generate(folder)
        return
    differences = demo_shop.check(folder)
    if differences:
        _give_up("\n".join(differences))
    typer.echo("data/shop is what its sources make")


@catalogue.command("import")
def import_catalogue(file: Annotated[Path, typer.Argument(exists=True, dir_okay=False)]) -> None:
    """Take a product list: name, brand, MRP, price, pack, category. Rows that cannot be used are named by line."""
    from parchi import bootstrap
    from parchi.language.lexicon import Lexicon
    from parchi.workbench.catalogue_import import import_file

    with bootstrap.unit_of_work() as shop:
        imported, problems = import_file(file, shop, Lexicon.load(bootstrap.DATA / "shop"))
        shop.commit()
    for problem in problems:
        typer.echo(f"{file.name}: {problem}", err=True)
    known = imported.unchanged + len(imported.changed)
    typer.echo(f"{len(imported.added)} new products, {known} known already, {len(problems)} rows not used")
    sys.exit(1 if problems else 0)


@kirana.command("add")
def add_kirana(
    name: Annotated[str, typer.Option(prompt=True)],
    number: Annotated[str, typer.Option(prompt="WhatsApp number")],
    hours: Annotated[str, typer.Option(help="As in kiranas.csv.")] = "Mon-Sat 08:00-13:00 16:00-22:00; Sun 08:00-13:00",
    pincode: Annotated[Number, typer.Option(help="Where it is, roughly.")] = None,
    pin: Annotated[Number, typer.Option(help="Where it is, exactly: latitude,longitude.")] = None,
    size: Annotated[str, typer.Option(help="small, medium or large")] = "small",
    address: Annotated[Number, typer.Option()] = None,
    language: Annotated[str, typer.Option(help="en, hi or hi-Latn")] = "hi-Latn",
    upi: Annotated[Number, typer.Option(help="Its UPI id.")] = None,
) -> None:
    """Take on a new shop with a standard shelf; it is offered orders once it has said yes on WhatsApp."""
    from parchi import bootstrap
    from parchi.adapters.standard_shelf import read_standard_shelf
    from parchi.services.kirana_desk import Application, KiranaRefused
    from parchi.services.kirana_desk import add_kirana as take_on

    try:
        shelf, place = read_standard_shelf(bootstrap.DATA / "shop" / "standard_shelf.csv", size), _pin(pin)
        wanted = Application(
            name=name, number=number, hours=hours, size=size, place=place, pincode=pincode, address=address,
            language=language, upi_id=upi,
        )  # fmt: skip
        with bootstrap.unit_of_work() as shop:
            if not shop.catalogue.products(shelf):
                _give_up("there are no products yet to fill its shelf with: run `parchi seed` first")
            added = take_on(shop, wanted, shelf)
            shop.commit()
    except (KiranaRefused, ValueError) as error:
        _give_up(str(error))
    typer.echo(f"{added.name} is taken on as {added.kirana} with {len(shelf)} products; it has been asked on WhatsApp.")


def _pin(text: str | None) -> Any:
    from parchi.domain.place import Place

    if text is None:
        return None
    latitude, _, longitude = text.partition(",")
    return Place(float(latitude), float(longitude))


def _give_up(reason: str) -> NoReturn:
    typer.echo(f"parchi: {reason}", err=True)
    raise SystemExit(2)


if __name__ == "__main__":
    main()
