"""Where the parts meet: settings in, a running shop out. No other module joins rooms that do not know each other."""

from __future__ import annotations

import logging
from functools import cache, partial
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, cast

from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session
from starlette.routing import BaseRoute

from parchi import project, roles
from parchi.adapters.database import make_engine
from parchi.adapters.notices import SqlNotices
from parchi.adapters.places import CsvPlaces
from parchi.adapters.pulse import SqlPulse
from parchi.adapters.seeding import migrate
from parchi.adapters.unit_of_work import SqlUnitOfWork
from parchi.language.names import ShopWords
from parchi.pipeline.owner import is_dead
from parchi.pipeline.ports import OpenShop, OpenShopFor
from parchi.pipeline.stop import Stop
from parchi.pipeline.supervisor import UNUSABLE
from parchi.settings import Settings, environment
from parchi.web.health import ANSWERING
from parchi.whatsapp.letters import Letters
from parchi.whatsapp.templates import Templates
from parchi.whatsapp.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Callable

    from parchi.bot.turn import Turn
    from parchi.desk.app import Desk
    from parchi.language.understanding import Understanding
    from parchi.services.ports import Notices, Words
    from parchi.web.webhook import Webhook

ROOT, DATA, MODELS = project.ROOT, project.DATA, project.MODELS
log = logging.getLogger(__name__)


@cache
def settings() -> Settings:
    """The environment's settings, for commands that need no Twilio account."""
    return Settings.read(environment(Path.cwd()), wire=False)


@cache
def places() -> CsvPlaces:
    """Pincodes and areas: read at the first question, 0.2 s."""
    return CsvPlaces.load(DATA / "places")


@cache
def templates() -> Templates:
    """Templates and buttons."""
    return Templates.load(DATA / "templates.yml")


def wording(chosen: Settings | None = None) -> Wording:
    """All replies, worded by the shop's clock."""
    return Wording.load(DATA / "responses", roles.make_clock(chosen or settings()).now)


def letters(chosen: Settings) -> Letters:
    """What writes letters."""
    return Letters(wording(chosen), templates(), chosen.content_sid)


def open_shops(chosen: Settings) -> Callable[[Engine], OpenShopFor]:
    """What opens units of work over a database."""
    clock, write = roles.make_clock(chosen), letters(chosen)

    def notices(session: Session) -> Notices:
        return SqlNotices(session, letters=write, clock=clock, operator=chosen.operator_number)

    def open_shop(engine: Engine) -> OpenShop:
        # Protocol attributes are invariant: each repository is checked against its port where it is used.
        return cast(OpenShop, SqlUnitOfWork(engine, clock=clock, terms=chosen, places=places(), notices=notices))

    return lambda engine: partial(open_shop, engine)


@cache
def _open_shop() -> OpenShopFor:
    chosen = settings()
    engine = make_engine(chosen.database_url)
    migrate(engine)
    return open_shops(chosen)(engine)


def unit_of_work() -> OpenShop:
    """A unit of work over the environment's database, for commands and for an action server of its own."""
    return _open_shop()()


def understanding() -> Understanding:
    """What reads messages by the newest model, without Rasa. Raises ModelUnusable."""
    from parchi.language.understanding import Understanding

    return Understanding.load(newest_model(), own=shop_words(settings()))


def shop_words(chosen: Settings) -> ShopWords:
    """What the shop in the database calls its things; nothing of its own where there is no shop yet."""
    from parchi.adapters.shop_words import read_shop_words

    _, _, file = chosen.database_url.partition("sqlite:///")
    if file and not Path(file).exists():
        return ShopWords()
    engine = make_engine(chosen.database_url)
    try:
        return read_shop_words(engine, DATA / "shop")
    finally:
        engine.dispose()


def newest_model() -> Path:
    """The newest model file, checked by its digest. Raises ModelUnusable."""
    from parchi.bot.loading import usable_model

    return usable_model(MODELS)


def make_tables(chosen: Settings) -> None:
    """Make or migrate the tables."""
    engine = make_engine(chosen.database_url)
    migrate(engine)
    engine.dispose()


def serve_all(chosen: Settings, workers: int) -> int:
    """All roles on this machine."""
    from parchi.machine import run_machine

    return run_machine(chosen, workers, partial(make_tables, chosen))


def serve_bot(chosen: Settings, workers: int) -> int:
    """The bot and its workers; a model that is missing or broken ends it with one line that says so."""
    from parchi.bot.loading import ModelUnusable, load_turn

    shops, write = open_shops(chosen), letters(chosen)
    load = partial(load_turn, MODELS, write.wording, shop_words(chosen))
    try:
        return roles.run_bot(chosen, workers, load_turn=load, open_shops=shops, letters=write)
    except ModelUnusable as error:
        log.error("%s", error)
        return UNUSABLE


def serve_clock(chosen: Settings) -> None:
    """The clock."""
    from parchi.services.orders.timers import tick

    roles.run_clock(chosen, open_shops=open_shops(chosen), tick=tick)


def rasa_channel() -> tuple[Webhook, Words, Callable[[Turn], Callable[[], None]]]:
    """What the channel of `rasa run` needs: the door, the wording, and how to start whoever works behind the door."""
    chosen = Settings.read(environment(Path.cwd()))
    engine = make_engine(chosen.database_url)
    migrate(engine)
    return roles.make_webhook(chosen, engine), wording(chosen), partial(_start_staff, chosen, engine)


def _start_staff(chosen: Settings, engine: Engine, turn: Turn) -> Callable[[], None]:
    from parchi.services.orders.timers import tick

    shops, stop, pulse = open_shops(chosen), Stop(), SqlPulse(engine, roles.machine_time)
    staff = (
        roles.make_worker(engine, turn=turn, open_shops=shops, letters=letters(chosen)),
        roles.make_sender(chosen, engine),
        roles.make_ticker(engine, open_shops=shops, tick=tick),
    )
    threads = [Thread(target=member.run, args=(stop, pulse), daemon=True) for member in staff]
    for thread in threads:
        thread.start()

    def end() -> None:
        stop.set()
        for thread in threads:
            thread.join()

    return end


def desk(chosen: Settings) -> Desk:
    """The operator's desk. Raises ModelUnusable, and ValueError where PARCHI_DESK_PEOPLE is malformed."""
    from parchi.adapters.desk_street import SqlDeskStreet
    from parchi.adapters.desk_views import SqlDeskViews
    from parchi.desk.app import Desk
    from parchi.desk.people import People
    from parchi.workbench.taking import DataFiles

    people = People.parse(chosen.desk_people)
    engine, now = make_engine(chosen.database_url), roles.make_clock(chosen).now
    migrate(engine)
    with unit_of_work() as shop:
        items = sorted(item.item for item in shop.catalogue.items())
    return Desk(
        views=SqlDeskViews(engine, now),
        street=SqlDeskStreet(engine, now),
        data=DataFiles(ROOT),
        read=understanding().read,
        items=items,
        areas=[(area.name, area.place) for area in places().areas()],
        report=MODELS / "report.html",
        open_shop=open_shops(chosen)(engine),
        words=wording(chosen),
        people=people,
        now=now,
        machine_time=roles.machine_time,
    )


def simulator_routes(chosen: Settings) -> list[BaseRoute]:
    """The simulator's page, with the stand-in of Twilio's API behind it."""
    from parchi.web.content import Content
    from parchi.web.messages_stand_in import StandIn
    from parchi.web.phone_book import PhoneBook
    from parchi.web.sent_messages import SentMessages
    from parchi.web.simulator import Simulator

    engine, now = make_engine(chosen.database_url), roles.make_clock(chosen).now
    messages = SentMessages(phones_file(chosen), now)
    stand_in = StandIn(
        chosen.account_sid, chosen.auth_token, messages, content=Content(templates(), chosen.content_sid)
    )
    book = PhoneBook(
        number=chosen.whatsapp_number,
        operator=chosen.operator_number,
        now=now,
        messages=messages,
        open_shop=open_shops(chosen)(engine),
        areas=places().areas(),
    )
    pulse = SqlPulse(engine, roles.machine_time, is_dead)
    simulator = Simulator(
        account_sid=chosen.account_sid,
        auth_token=chosen.auth_token,
        number=chosen.whatsapp_number,
        public_url=chosen.public_url,
        now=now,
        messages=messages,
        book=book,
        is_answering=lambda: all(pulse.is_alive(role) for role in ANSWERING),
    )
    return [*stand_in.routes(), *simulator.routes()]


def phones_file(chosen: Settings) -> str:
    """Where the simulator's phones keep their chats: beside an SQLite file, else in memory."""
    kind, _, file = chosen.database_url.partition(":///")
    return f"{file.removesuffix('.db')}-phones.db" if kind == "sqlite" and file else ":memory:"
