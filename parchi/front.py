"""The front: accepts messages within a second of its start, because it loads nothing that this does not need."""

from __future__ import annotations

import socket
from datetime import datetime, timezone
from functools import partial

from sqlalchemy.engine import Engine
from starlette.routing import BaseRoute, Mount

from parchi.adapters.alarms import LANGUAGE, TEMPLATE
from parchi.adapters.clock import SystemClock, TestClock
from parchi.adapters.database import make_engine
from parchi.adapters.figures import SqlFigures
from parchi.adapters.inbox import SqlInbox
from parchi.adapters.outbox import SqlOutbox
from parchi.adapters.pulse import SqlPulse
from parchi.domain.payment import PaymentRequest
from parchi.pipeline.owner import is_dead
from parchi.services.ports import Clock
from parchi.settings import Settings
from parchi.web.app import listen, make_app, serve
from parchi.web.health import Health
from parchi.web.later import Later, LoadRoutes
from parchi.web.metrics import Metrics
from parchi.web.pay import PayPages
from parchi.web.tray import Tray
from parchi.web.webhook import Webhook
from parchi.whatsapp.signature import Signatures

STATUS_PATH = "/webhooks/twilio/status"


def machine_time() -> datetime:
    """The machine's time: leases and retries go by it, whatever clock the shop is given."""
    return datetime.now(timezone.utc)


def make_clock(settings: Settings) -> Clock:
    """The shop's clock."""
    return TestClock(settings.test_clock) if settings.test_clock else SystemClock()


def make_webhook(settings: Settings, engine: Engine) -> Webhook:
    """The addresses that Twilio posts to."""
    outbox = SqlOutbox(
        engine, machine_time, operator=settings.operator_number, alarm_sid=settings.content_sid(TEMPLATE, LANGUAGE)
    )
    return Webhook(
        signatures=Signatures(settings.public_url, [settings.auth_token, settings.auth_token_secondary or ""]),
        account_sid=settings.account_sid,
        number=settings.whatsapp_number,
        now=make_clock(settings).now,
        arrivals=Tray(SqlInbox(engine, machine_time).store),
        reports=Tray(outbox.report),
    )


def run_web(settings: Settings, *, pages: LoadRoutes | None = None, bound: socket.socket | None = None) -> None:
    """Accept messages and delivery reports; further `pages` are loaded when the front runs already."""
    engine = make_engine(settings.database_url)
    pulse = SqlPulse(engine, machine_time, is_dead)
    health = Health(SqlInbox(engine, machine_time).is_ready, pulse.is_alive)
    metrics = Metrics(SqlFigures(engine, machine_time), pulse.is_alive, settings.metrics_token)
    pay = PayPages(partial(_find_payment, engine), settings.link_secret, make_clock(settings).now)
    own: list[BaseRoute] = [
        *make_webhook(settings, engine).routes(),
        *health.routes(),
        *metrics.routes(),
        *pay.routes(),
    ]
    app = make_app([*own, Mount("/", Later(pages))] if pages else own)
    serve(app, bound or listen(settings.host, settings.port))


def _find_payment(engine: Engine, number: str) -> PaymentRequest | None:
    from parchi.adapters.payments import SqlPayments  # at the first visit: the front accepts messages before

    return SqlPayments(engine).request(number)
