"""A whole small Parchi on the wire: front, worker with a turn of its own, sender, and a stand-in of Twilio."""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import requests
import uvicorn
from sqlalchemy import select
from sqlalchemy.engine import Engine
from starlette.applications import Starlette
from twilio.request_validator import RequestValidator

from parchi.adapters.database import metadata
from parchi.adapters.desk import SqlDesk
from parchi.adapters.inbox import SqlInbox
from parchi.adapters.mail_tables import inbox, outbox
from parchi.adapters.notices import SqlNotices
from parchi.adapters.outage import is_outage
from parchi.adapters.outbox import SqlOutbox
from parchi.adapters.pulse import SqlPulse
from parchi.adapters.twilio_api import TwilioMessages
from parchi.adapters.unit_of_work import SqlUnitOfWork
from parchi.domain.message import InboundMessage
from parchi.pipeline.owner import new_owner
from parchi.pipeline.sender import Sender
from parchi.pipeline.stop import Stop
from parchi.pipeline.worker import Worker
from parchi.roles import machine_time
from parchi.services.ports import UnitOfWork
from parchi.web.app import listen, make_app
from parchi.web.health import Health
from parchi.web.messages_stand_in import StandIn
from parchi.web.tray import Tray
from parchi.web.webhook import Webhook
from parchi.whatsapp.letters import Letters, Page
from parchi.whatsapp.signature import Signatures
from parchi.whatsapp.templates import Templates
from parchi.whatsapp.wording import Wording

ACCOUNT, TOKEN, SHOP = "ACtest", "secret", "whatsapp:+910000000000"
OPERATOR = "whatsapp:+910000000099"
CUSTOMER = "whatsapp:+910000000001"
FIXTURES = Path(__file__).parents[1] / "fixtures"
_sids = itertools.count(1)


@pytest.fixture(scope="session")
def letters() -> Letters:
    """A few words of its own: what the shop says is tested elsewhere."""
    wording = Wording.load(FIXTURES / "responses")
    return Letters(wording, Templates.load(FIXTURES / "templates.yml"), lambda _name, _language: None)


@pytest.fixture
def mail(database: Engine) -> Engine:
    """The test's database with the tables of the mail."""
    metadata.create_all(database)
    return database


@dataclass
class Echo:
    """A turn that repeats what it was told, and misbehaves on request."""

    heard: list[str] = field(default_factory=list)
    at_work: set[str] = field(default_factory=set)
    overlaps: list[str] = field(default_factory=list)
    seconds: float = 0.0

    def answer(self, message: InboundMessage, shop: UnitOfWork) -> Sequence[str | Page]:
        if message.sender in self.at_work:
            self.overlaps.append(message.text)
        self.at_work.add(message.sender)
        try:
            time.sleep(self.seconds)
            self.heard.append(message.text)
            customer = shop.customers.meet(message.sender)
            customer.nonsense += 1
            if message.text.startswith("poison"):
                raise RuntimeError("cannot digest this")
            return [f"you said {message.text}"]
        finally:
            self.at_work.discard(message.sender)


@pytest.fixture
def turn() -> Echo:
    return Echo()


@pytest.fixture
def open_shop(mail: Engine, clock: Any, terms: Any, places: Any, letters: Letters) -> Callable[[], SqlUnitOfWork]:
    """Units of work whose notices go into the real outbox."""

    def notices(session: Any) -> SqlNotices:
        return SqlNotices(session, letters=letters, clock=clock, operator=OPERATOR)

    return lambda: SqlUnitOfWork(mail, clock=clock, terms=terms, places=places, notices=notices)


@pytest.fixture
def make_worker(mail: Engine, open_shop: Any, turn: Echo, letters: Letters) -> Callable[..., Worker]:
    """Workers over the same inbox."""

    def make(**changed: Any) -> Worker:
        parts: dict[str, Any] = {
            "inbox": SqlInbox(mail, machine_time),
            "open_shop": open_shop,
            "desk_of": lambda shop: SqlDesk(shop.session, machine_time),
            "turn": turn,
            "letters": letters,
            "is_outage": is_outage,
            "owner": new_owner(),
        }
        return Worker(**{**parts, **changed})

    return make


def signed(url: str, fields: Mapping[str, str], token: str = TOKEN) -> dict[str, str]:
    """The header that Twilio would send, made by its own library."""
    return {"X-Twilio-Signature": RequestValidator(token).compute_signature(url, dict(fields))}


def form(text: str = "hello", *, sender: str = CUSTOMER, sid: str | None = None, **more: str) -> dict[str, str]:
    """Twilio's form of a text message."""
    own = sid or f"SM{next(_sids):032d}"
    fields = {"MessageSid": own, "SmsSid": own, "AccountSid": ACCOUNT, "From": sender, "To": SHOP, "Body": text}
    return {**fields, "NumMedia": "0", "ProfileName": "Asha", "WaId": sender[-12:], **more}


class Served:
    """A Starlette app on a port of its own."""

    def __init__(self, app: Starlette) -> None:
        self._socket = listen("127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        self._server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off", ws="none"))
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [self._socket]}, daemon=True)

    def __enter__(self) -> Served:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.should_exit = self._server.force_exit = True
        self._thread.join(10)


@dataclass
class Wire:
    """The front as Twilio sees it."""

    url: str
    engine: Engine

    def post(self, fields: Mapping[str, str], *, path: str = "/webhooks/twilio/webhook", token: str = TOKEN) -> int:
        """Deliver a signed form; the status of the answer."""
        url = self.url + path
        return requests.post(url, data=fields, headers=signed(url, fields, token), timeout=20).status_code

    def rows(self) -> list[Any]:
        """What the inbox holds, oldest first."""
        with self.engine.connect() as connection:
            return list(connection.execute(select(inbox).order_by(inbox.c.id)).all())

    def letters(self) -> list[Any]:
        """What the outbox holds, oldest first."""
        with self.engine.connect() as connection:
            return list(connection.execute(select(outbox).order_by(outbox.c.id)).all())


@pytest.fixture
def wire(mail: Engine, clock: Any) -> Iterator[Wire]:
    """A running front."""
    store, out, pulse = SqlInbox(mail, machine_time), SqlOutbox(mail, machine_time), SqlPulse(mail, machine_time)
    webhook = Webhook(
        Signatures("", [TOKEN, "older"]),
        ACCOUNT,
        SHOP,
        clock.now,
        Tray(store.store, gathers=0),
        Tray(out.report, gathers=0),
    )
    health = Health(store.is_ready, pulse.is_alive)
    with Served(make_app([*webhook.routes(), *health.routes()])) as served:
        webhook.signatures = Signatures(served.url, [TOKEN, "older"])
        yield Wire(served.url, mail)


@pytest.fixture
def stand_in() -> StandIn:
    return StandIn(ACCOUNT, TOKEN, reports_after=None)


@pytest.fixture
def api(stand_in: StandIn) -> Iterator[str]:
    """The address of a stand-in of Twilio's API."""
    with Served(Starlette(routes=list(stand_in.routes()))) as served:
        yield served.url


@pytest.fixture
def make_carrier(api: str) -> Callable[..., TwilioMessages]:
    def make(callback: str = "http://127.0.0.1:9/status", **changed: Any) -> TwilioMessages:
        parts = {"account_sid": ACCOUNT, "auth_token": TOKEN, "sender": SHOP, "api": api, "timeout": 1.0}
        return TwilioMessages(**{**parts, "callback_url": callback, **changed})

    return make


@pytest.fixture
def make_sender(mail: Engine, make_carrier: Callable[..., TwilioMessages]) -> Callable[..., Sender]:
    def make(callback: str = "http://127.0.0.1:9/status", **changed: Any) -> Sender:
        out = SqlOutbox(mail, machine_time, operator=OPERATOR)
        return Sender(outbox=out, carrier=changed.pop("carrier", None) or make_carrier(callback), owner=new_owner())

    return make


def until(is_so: Callable[[], bool], seconds: float = 20.0) -> None:
    """Wait for something to come true."""
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, "it did not come true in time"
        time.sleep(0.02)


@pytest.fixture
def running() -> Iterator[Callable[[Callable[[Stop], None]], None]]:
    """Run something with a stop in a thread until the test ends."""
    stop = Stop()
    with ThreadPoolExecutor(16) as pool:

        def start(work: Callable[[Stop], None]) -> None:
            pool.submit(work, stop)

        try:
            yield start
        finally:
            stop.set()
