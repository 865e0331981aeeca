"""`parchi campaign`: news for those who asked for it: drafted, looked at and counted, sent, and measured in orders."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Annotated, NoReturn, Optional

import typer

if TYPE_CHECKING:
    from parchi.domain.campaign import AfterNews, Campaign
    from parchi.pipeline.ports import OpenShop
    from parchi.services.ports import UnitOfWork

campaign = typer.Typer(no_args_is_help=True, help="News for customers who asked for it (OFFERS ON).")
Text = Optional[str]  # noqa: UP045  Typer reads annotations at run time
Texts = Optional[list[str]]  # noqa: UP045
Time = Optional[datetime]  # noqa: UP045
TIME = "%d-%m-%Y %H:%M"
DAYS = 3
NEAR_KM = 3.0


@campaign.command("draft")
def draft(
    en: Annotated[str, typer.Option(help="The news in English, without greeting and without how to stop it.")],
    hi: Annotated[Text, typer.Option(help="In Hindi; else these customers read English.")] = None,
    hi_latn: Annotated[Text, typer.Option(help="In Hinglish.")] = None,
    near: Annotated[Text, typer.Option(help="An area or pincode around which its readers live.")] = None,
    km: Annotated[float, typer.Option(min=0.1, help="How far around it.")] = NEAR_KM,
    item: Annotated[Texts, typer.Option(help="Only for who buys this item, such as toor-dal; may be repeated.")] = None,
    until: Annotated[Time, typer.Option(help=f"Indian time until which it is news; {DAYS} days.")] = None,
    keep_back: Annotated[int, typer.Option(help="Per cent who are not told, to compare with.")] = 0,
) -> None:
    """Write a campaign and show it; nobody is told anything yet."""
    from parchi.domain.campaign import Campaign
    from parchi.domain.hours import IST
    from parchi.services.news import planning

    with _shop() as shop:
        now, place = shop.clock.now(), _place(shop, near)
        texts = {"en": en, "hi": hi, "hi-Latn": hi_latn}
        drafted = Campaign(
            made_at=now,
            until=until.replace(tzinfo=IST) if until else now + timedelta(days=DAYS),
            text={language: " ".join(text.split()) for language, text in texts.items() if text},
            items=list(item or []),
            latitude=place[0] if place else None,
            longitude=place[1] if place else None,
            km=km if place else None,
            kept_back=keep_back,
        )
        try:
            planning.draft(shop, drafted)
        except planning.CampaignRefused as refused:
            _give_up(str(refused))
        shop.commit()
        typer.echo(f"Campaign {drafted.number} is drafted. `parchi campaign start {drafted.number}` sends it.")
        _preview(shop, drafted)


@campaign.command("preview")
def preview(number: Annotated[int, typer.Argument()]) -> None:
    """Show a campaign as it would arrive, and how many would hear of it now."""
    with _shop() as shop:
        _preview(shop, _campaign(shop, number))


@campaign.command("start")
def start(number: Annotated[int, typer.Argument()]) -> None:
    """Send a campaign: the clock tells its readers by and by, between 10 and 20 o'clock."""
    from parchi.services.news import planning

    with _shop() as shop:
        found = _campaign(shop, number, is_changed=True)
        try:
            count = planning.start(shop, found)
        except planning.CampaignRefused as refused:
            _give_up(str(refused))
        shop.commit()
    typer.echo(f"Campaign {number} goes to {count} customers.")


@campaign.command("stop")
def stop(number: Annotated[int, typer.Argument()]) -> None:
    """Tell nobody more of a campaign."""
    from parchi.services.news import planning

    with _shop() as shop:
        try:
            planning.stop(shop, _campaign(shop, number, is_changed=True))
        except planning.CampaignRefused as refused:
            _give_up(str(refused))
        shop.commit()
    typer.echo(f"Campaign {number} is stopped.")


@campaign.command("show")
def show(number: Annotated[Optional[int], typer.Argument(help="Without one, all are listed.")] = None) -> None:  # noqa: UP045
    """What became of a campaign, in letters and in orders."""
    with _shop() as shop:
        if number is None:
            for each in shop.campaigns.all():
                typer.echo(f"{each.number}  {each.state:<8} {each.made_at:%d-%m-%Y}  {each.text['en'][:60]}")
            return
        for line in _results(shop, _campaign(shop, number)):
            typer.echo(line)


def _preview(shop: UnitOfWork, found: Campaign) -> None:
    from parchi import bootstrap
    from parchi.language.languages import languages
    from parchi.services.news import planning

    words = bootstrap.wording()
    for language in languages():
        (page,) = words.render(planning.message(found, language), language)
        typer.echo(f"\n[{language}]\n{page}")
    counted = planning.audience(shop, found)
    typer.echo(f"\n{counted.asked_for_news} customers asked for news; it is for {counted.readers} of them, now:")
    said = {"text": "as text", "template": "by the template `news`", "week": "not told: heard of one within 7 days",
            "window": "not told: wrote over 24 hours ago, and no template `news` is set"}  # fmt: skip
    for how, words_of in said.items():
        typer.echo(f"  {counted.how[how]:>6} {words_of}")
    typer.echo("  languages: " + ", ".join(f"{name} {count}" for name, count in sorted(counted.languages.items())))


def _results(shop: UnitOfWork, found: Campaign) -> Iterator[str]:
    from parchi.domain.campaign import MEASURED
    from parchi.services.news.results import results_of

    results = results_of(shop, found)
    made, until = found.made_at.strftime(TIME), found.until.strftime(TIME)
    yield f"Campaign {found.number}: {found.state}, made {made}, news until {until}"
    yield "  letters: " + (", ".join(f"{state} {count}" for state, count in sorted(results.states.items())) or "none")
    if results.skipped:
        yield "  not told: " + ", ".join(f"{why} {count}" for why, count in sorted(results.skipped.items()))
    yield f"  not delivered {results.undelivered}, wanted no more {results.left}"
    yield f"Orders within {MEASURED.days} days of hearing it:"
    yield _after("told", results.told)
    if results.kept_back.customers:
        yield _after("kept back", results.kept_back)


def _after(who: str, after: AfterNews) -> str:
    from parchi.domain.money import Money

    share = f"{after.ordering / after.customers:.0%}" if after.customers else "-"
    goods = f"{after.orders_of_items} with its items, " if after.orders_of_items else ""
    ordered = f"{after.ordering} ordered ({share}): {after.orders} orders, {goods}{Money(after.paise)}"
    return f"  {who}: {after.customers} customers, {ordered}"


def _campaign(shop: UnitOfWork, number: int, *, is_changed: bool = False) -> Campaign:
    found = shop.campaigns.lock(number) if is_changed else shop.campaigns.get(number)
    return found if found is not None else _give_up(f"no campaign {number}")


def _place(shop: UnitOfWork, near: str | None) -> tuple[float, float] | None:
    if near is None:
        return None
    area = shop.places.of_words(near)
    place = shop.places.of_pincode(near.strip()) or (area[0] if area else None)
    if place is None:
        _give_up(f"no place is known as {near!r}")
    return place.latitude, place.longitude


@contextmanager
def _shop() -> Iterator[OpenShop]:
    from parchi import bootstrap

    with bootstrap.unit_of_work() as shop:
        yield shop


def _give_up(reason: str) -> NoReturn:
    typer.echo(f"parchi: {reason}", err=True)
    raise SystemExit(2)
