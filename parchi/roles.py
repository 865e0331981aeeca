"""The roles behind the front: what each process of Parchi does: bot, sender, clock."""

from __future__ import annotations

import gc
from collections.abc import Callable
from functools import partial
from threading import Thread

from sqlalchemy.engine import Engine

from parchi.adapters.alarms import LANGUAGE, TEMPLATE
from parchi.adapters.crowd import SqlCrowd
from parchi.adapters.database import less_durable, make_engine
from parchi.adapters.desk import SqlDesk
from parchi.adapters.inbox import SqlInbox
from parchi.adapters.outage import is_outage
from parchi.adapters.outbox import SqlOutbox
from parchi.adapters.pulse import SqlPulse
from parchi.front import STATUS_PATH, machine_time, make_clock, make_webhook
from parchi.pipeline.owner import new_owner
from parchi.pipeline.ports import OpenShop, OpenShopFor, Turn
from parchi.pipeline.reconciler import Reconciler
from parchi.pipeline.sender import LANES, Sender
from parchi.pipeline.stop import Stop
from parchi.pipeline.supervisor import Member, Supervisor, fork
from parchi.pipeline.ticker import Ticker
from parchi.pipeline.worker import Worker
from parchi.services.ports import UnitOfWork
from parchi.settings import Settings
from parchi.whatsapp.letters import Letters

__all__ = ["machine_time", "make_clock", "make_webhook"]
OpenShops = Callable[[Engine], OpenShopFor]
"""What opens units of work over a database (bootstrap has it)."""
Tick = Callable[[UnitOfWork], object]


def make_worker(
    engine: Engine, *, turn: Turn, open_shops: OpenShops, letters: Letters, of_one: int = 0, of_all: int = 0
) -> Worker:
    """Answers messages with a turn, up to so many a minute.

    It need not wait for the disk: a power cut may take the last turns, whose messages are then answered anew, but never
    one that anybody heard of. Before a letter leaves, the sender's claim of it waits for the disk, and what was
    committed before is there too.
    """
    engine = less_durable(engine)
    return Worker(
        inbox=SqlInbox(engine, machine_time),
        open_shop=open_shops(engine),
        desk_of=desk_of,
        turn=turn,
        letters=letters,
        is_outage=is_outage,
        owner=new_owner(),
        crowd_of=lambda shop: SqlCrowd(shop.session, of_one=of_one, of_all=of_all),  # type: ignore[attr-defined]
    )


def make_sender(settings: Settings, engine: Engine) -> Sender:
    """Sends by the twilio library."""
    from parchi.adapters.twilio_api import TwilioMessages  # the front must not wait for the library to load

    carrier = TwilioMessages(
        account_sid=settings.account_sid,
        auth_token=settings.auth_token,
        sender=settings.whatsapp_number,
        api=settings.twilio_api,
        callback_url=settings.public_url + STATUS_PATH,
        connections=LANES,
    )
    alarm, records = settings.content_sid(TEMPLATE, LANGUAGE), less_durable(engine)
    outbox = SqlOutbox(engine, machine_time, operator=settings.operator_number, alarm_sid=alarm, recording=records)
    return Sender(outbox=outbox, carrier=carrier, owner=new_owner())


def make_ticker(engine: Engine, *, open_shops: OpenShops, tick: Tick) -> Ticker:
    """Does each second what is due."""
    return Ticker(inbox=SqlInbox(engine, machine_time), open_shop=open_shops(engine), tick=tick, owner=new_owner())


def make_reconciler(settings: Settings, engine: Engine) -> Reconciler:
    """Fetches what never reached the webhook."""
    from parchi.adapters.twilio_list import TwilioList

    received = TwilioList(
        account_sid=settings.account_sid,
        auth_token=settings.auth_token,
        number=settings.whatsapp_number,
        api=settings.twilio_api,
    )
    return Reconciler(
        inbox=SqlInbox(engine, machine_time),
        received=received,
        now=machine_time,
        shop_now=make_clock(settings).now,
        owner=new_owner(),
    )


def desk_of(shop: OpenShop) -> SqlDesk:
    """The desk in a unit of work's own transaction."""
    return SqlDesk(shop.session, machine_time)  # type: ignore[attr-defined]


def run_bot(
    settings: Settings, workers: int, *, load_turn: Callable[[], Turn], open_shops: OpenShops, letters: Letters
) -> int:
    """Load what understands messages once, then answer them in `workers` processes that share its memory."""
    turn = load_turn()
    gc.collect()
    gc.freeze()  # untouched objects stay in pages that all workers share
    work = partial(_work, settings, turn, open_shops, letters)
    members = [Member(f"bot {number}", partial(fork, work, name=f"bot {number}")) for number in range(1, workers + 1)]
    return Supervisor(members, Stop().on_signals()).run()


def _work(settings: Settings, turn: Turn, open_shops: OpenShops, letters: Letters) -> None:
    stop = Stop().on_signals()
    engine = make_engine(settings.database_url)
    limits = {"of_one": settings.limit_customer, "of_all": settings.limit_all}
    worker = make_worker(engine, turn=turn, open_shops=open_shops, letters=letters, **limits)
    worker.run(stop, SqlPulse(engine, machine_time))


def run_sender(settings: Settings) -> None:
    """Send what is in the outbox."""
    engine = make_engine(settings.database_url)
    make_sender(settings, engine).run(Stop().on_signals(), SqlPulse(engine, machine_time))


def run_clock(settings: Settings, *, open_shops: OpenShops, tick: Tick) -> None:
    """Do what is due until the stop."""
    engine = make_engine(settings.database_url)
    ticker, stop = make_ticker(engine, open_shops=open_shops, tick=tick), Stop().on_signals()
    looking = Thread(target=make_reconciler(settings, engine).run, args=(stop,), name="reconciler", daemon=True)
    looking.start()  # beside the ticks, which must not wait for Twilio
    ticker.run(stop, SqlPulse(engine, machine_time))
