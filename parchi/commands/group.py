"""`parchi group`: the operator offers a group price for a kirana, and looks how it stands."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, NoReturn

import typer

group = typer.Typer(no_args_is_help=True, help="Group prices.")
REFUSED = {
    "homes": "a group has 2 to 100 homes",
    "time": "the end must lie ahead, by 14 days at most (by the shop's clock)",
    "price": "the price must be below what the same lot costs at this kirana now",
}


@group.command("offer")
def offer(
    kirana: Annotated[str, typer.Option(help="The kirana's id.")],
    sku: Annotated[str, typer.Option(help="A product on its shelf.")],
    price: Annotated[float, typer.Option(help="Rupees that each home pays.")],
    homes: Annotated[int, typer.Option(help="How many must join.")],
    until: Annotated[datetime, typer.Option(help="Indian time, such as 2026-11-28T18:00:00.")],
    size: Annotated[str, typer.Option(help="How much of loose goods each home gets, such as `2 kg`.")] = "1 kg",
) -> None:
    """Offer a group price; the kirana gets the invitation to forward."""
    from parchi import bootstrap
    from parchi.domain.hours import IST
    from parchi.domain.money import Money
    from parchi.domain.quantity import Quantity
    from parchi.services.groups.offering import GroupRefused, Terms, offer_group

    with bootstrap.unit_of_work() as shop:
        found, product = shop.kiranas.get(kirana), shop.catalogue.product(sku)
        entry = shop.shelves.entry(kirana, sku)
        if found is None or product is None or entry is None:
            _give_up(f"{kirana} has no {sku} on its shelf")
        try:
            loose = Quantity.parse(size) if product.is_loose else None
            terms = Terms(product, Money.rupees(price), homes, until.replace(tzinfo=IST), loose)
            made = offer_group(shop, found, entry, terms)
        except GroupRefused as refused:
            _give_up(REFUSED[refused.why])
        except ValueError as error:
            _give_up(str(error))
        shop.commit()
    typer.echo(f"Group {made.code} is open: customers join by writing JOIN {made.code}.")


@group.command("show")
def show(code: Annotated[str, typer.Argument()]) -> None:
    """How a group stands."""
    from parchi import bootstrap

    with bootstrap.unit_of_work() as shop:
        found = shop.groups.get(code.upper())
        if found is None:
            _give_up(f"no group {code}")
        orders = [member.order for member in found.members if member.order]
        typer.echo(f"{found.code}: {found.state}, {len(found.members)} of {found.needed} homes, orders: {orders}")


def _give_up(reason: str) -> NoReturn:
    typer.echo(f"parchi: {reason}", err=True)
    raise SystemExit(2)
