"""The roles: what each process of Parchi does: web, bot, sender, clock, or all of them on one machine."""

from __future__ import annotations

import gc
import logging
import os
import socket
import sys
from collections.abc import Callable, Sequence
from datetime import datetime, timezone
from functools import partial

from sqlalchemy.engine import Engine
from starlette.routing import BaseRoute

from parchi.adapters.clock import SystemClock, TestClock
from parchi.adapters.database import make_engine
from parchi.adapters.desk import SqlDesk
from parchi.adapters.inbox import SqlInbox
from parchi.adapters.outage import is_outage
from parchi.adapters.outbox import SqlOutbox
from parchi.adapters.pulse import SqlPulse
from parchi.pipeline.owner import new_owner
from parchi.pipeline.ports import OpenShop, OpenShopFor, Turn
from parchi.pipeline.sender import LANES, Sender
from parchi.pipeline.stop import Stop
from parchi.pipeline.supervisor import Member, Supervisor, fork
from parchi.pipeline.ticker import Ticker
from parchi.pipeline.worker import Worker
from parchi.services.ports import Clock, UnitOfWork
from parchi.settings import Settings
from parchi.web.app import listen, make_app, serve
from parchi.web.health import Health
from parchi.web.tray import Tray
from parchi.web.webhook import Webhook
from parchi.whatsapp.letters import Letters
from parchi.whatsapp.signature import Signatures

ROLES = ("web", "bot", "sender", "clock")
STATUS_PATH = "/webhooks/twilio/status"
OpenShops = Callable[[Engine], OpenShopFor]
"""What opens units of work over a database (bootstrap has it)."""
Tick = Callable[[UnitOfWork], object]


def machine_time() -> datetime:
    """The machine's time: leases and retries go by it, whatever clock the shop is given."""
    return datetime.now(timezone.utc)


def make_clock(settings: Settings) -> Clock:
    """The shop's clock."""
    return TestClock(settings.test_clock) if settings.test_clock else SystemClock()


def make_webhook(settings: Settings, engine: Engine) -> Webhook:
    """The addresses that Twilio posts to."""
    outbox = SqlOutbox(engine, machine_time, operator=settings.operator_number)
    return Webhook(
        signatures=Signatures(settings.public_url, [settings.auth_token, settings.auth_token_secondary or ""]),
        account_sid=settings.account_sid,
        number=settings.whatsapp_number,
        now=make_clock(settings).now,
        arrivals=Tray(SqlInbox(engine, machine_time).store),
        reports=Tray(outbox.report),
    )


def make_worker(engine: Engine, *, turn: Turn, open_shops: OpenShops, letters: Letters) -> Worker:
    """Answers messages with a turn."""
    return Worker(
        inbox=SqlInbox(engine, machine_time),
        open_shop=open_shops(engine),
        desk_of=desk_of,
        turn=turn,
        letters=letters,
        is_outage=is_outage,
        owner=new_owner(),
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
    outbox = SqlOutbox(engine, machine_time, operator=settings.operator_number)
    return Sender(outbox=outbox, carrier=carrier, owner=new_owner())


def make_ticker(engine: Engine, *, open_shops: OpenShops, tick: Tick) -> Ticker:
    """Does each second what is due."""
    return Ticker(inbox=SqlInbox(engine, machine_time), open_shop=open_shops(engine), tick=tick, owner=new_owner())


def desk_of(shop: OpenShop) -> SqlDesk:
    """The desk in a unit of work's own transaction."""
    return SqlDesk(shop.session, machine_time)  # type: ignore[attr-defined]


def run_web(settings: Settings, *, routes: Sequence[BaseRoute] = (), bound: socket.socket | None = None) -> None:
    """Accept messages and delivery reports; `routes` are further pages."""
    engine = make_engine(settings.database_url)
    health = Health(SqlInbox(engine, machine_time).is_ready, SqlPulse(engine, machine_time).is_alive)
    app = make_app([*make_webhook(settings, engine).routes(), *health.routes(), *routes])
    serve(app, bound or listen(settings.host, settings.port))


def run_bot(
    settings: Settings, workers: int, *, load_turn: Callable[[], Turn], open_shops: OpenShops, letters: Letters
) -> int:
    """Load what understands messages once, then answer them in `workers` processes that share its memory."""
    turn = load_turn()
    gc.collect()
    gc.freeze()  # untouched objects stay in pages that all workers share
    work = partial(_work, settings, turn, open_shops, letters)
    members = [Member(f"bot {number}", partial(fork, work)) for number in range(1, workers + 1)]
    return Supervisor(members, Stop().on_signals()).run()


def _work(settings: Settings, turn: Turn, open_shops: OpenShops, letters: Letters) -> None:
    stop = Stop().on_signals()
    engine = make_engine(settings.database_url)
    worker = make_worker(engine, turn=turn, open_shops=open_shops, letters=letters)
    worker.run(stop, SqlPulse(engine, machine_time))


def run_sender(settings: Settings) -> None:
    """Send what is in the outbox."""
    engine = make_engine(settings.database_url)
    make_sender(settings, engine).run(Stop().on_signals(), SqlPulse(engine, machine_time))


def run_clock(settings: Settings, *, open_shops: OpenShops, tick: Tick) -> None:
    """Do what is due until the stop."""
    engine = make_engine(settings.database_url)
    ticker = make_ticker(engine, open_shops=open_shops, tick=tick)
    ticker.run(Stop().on_signals(), SqlPulse(engine, machine_time))


def run_all(settings: Settings, workers: int) -> int:
    """All roles on this machine, each a process of its own, so that one may die without the others.

    The socket is made here: while the front is started anew, whoever connects waits instead of being refused.
    """
    bound = listen(settings.host, settings.port)
    options = {"web": ["--socket", str(bound.fileno())], "bot": ["--workers", str(workers)]}
    members = [Member(role, partial(_start, settings, role, options.get(role, []))) for role in ROLES]
    logging.getLogger(__name__).info("listening on http://%s:%s", settings.host, settings.port)
    return Supervisor(members, Stop().on_signals()).run()


def _start(settings: Settings, role: str, options: Sequence[str]) -> int:
    command = [sys.executable, "-m", "parchi.cli", "serve", "--role", role, *options]
    fds = [int(options[1])] if "--socket" in options else []
    return fork(partial(_become, command, {**os.environ, **settings.to_environ()}, fds))


def _become(command: Sequence[str], environ: dict[str, str], fds: Sequence[int]) -> None:
    for fd in fds:
        os.set_inheritable(fd, True)
    os.execve(command[0], list(command), environ)
