"""The wire of a story: the real front, worker, clock and sender in one process, with a stand-in of Twilio."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from itertools import count
from types import TracebackType

import requests
import uvicorn
from sqlalchemy import func, select
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session
from starlette.applications import Starlette
from starlette.types import ASGIApp, Receive, Scope, Send

from parchi import roles
from parchi.adapters.inbox import SqlInbox
from parchi.adapters.mail_tables import IS_WAITING, inbox
from parchi.adapters.notices import SqlNotices
from parchi.adapters.outbox import SqlOutbox
from parchi.adapters.unit_of_work import SqlUnitOfWork
from parchi.pipeline.owner import new_owner
from parchi.pipeline.ports import Turn
from parchi.pipeline.sender import Sender
from parchi.services.orders.timers import tick
from parchi.services.ports import Clock, Places
from parchi.settings import Settings
from parchi.web.app import listen, make_app
from parchi.web.content import Content
from parchi.web.messages_stand_in import StandIn
from parchi.web.sent_messages import Sent
from parchi.web.tray import Tray
from parchi.web.webhook import Webhook
from parchi.whatsapp.letters import Letters
from parchi.whatsapp.signature import HEADER, Signatures

PATH = "/webhooks/twilio/webhook"
AT_ONCE = 24
LONGEST = 20.0
"""Seconds of the machine after which a message that is not answered is not waited for."""
_sids = count(1)


class Port:
    """A port of the loopback; what answers there is exchanged from story to story."""

    def __init__(self) -> None:
        self.app: ASGIApp = Starlette()
        self._socket = listen("127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        config = uvicorn.Config(self._answer, interface="asgi3", log_level="error", lifespan="off", ws="none")
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [self._socket]}, daemon=True)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.app(scope, receive, send)

    def __enter__(self) -> Port:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.should_exit = True
        self._thread.join(10)


class Wire:
    """The wire over one database."""

    def __init__(
        self,
        settings: Settings,
        *,
        engine: Engine,
        port: Port,
        turn: Turn,
        letters: Letters,
        clock: Clock,
        places: Places,
    ) -> None:
        self._settings = settings
        self._engine = engine
        self._letters = letters
        self._clock = clock
        self._places = places
        self._url = port.url + PATH
        self._signatures = Signatures("", [settings.auth_token])
        self._http = requests.Session()
        self._http.trust_env = False
        self._seen = 0
        self.stand_in = StandIn(
            settings.account_sid,
            settings.auth_token,
            content=Content(letters.templates, settings.content_sid),
            reports_after=None,
        )
        port.app = make_app([*self._webhook(port.url).routes(), *self.stand_in.routes()])
        self._worker = roles.make_worker(engine, turn=turn, open_shops=lambda _: self.open_shop, letters=letters)
        self._outbox = SqlOutbox(engine, roles.machine_time, operator=settings.operator_number)
        self._sender: Sender = roles.make_sender(settings, engine)
        self._owner = new_owner()

    def open_shop(self) -> SqlUnitOfWork:
        """A unit of work whose notices go into the outbox."""

        def notices(session: Session) -> SqlNotices:
            return SqlNotices(
                session,
                letters=self._letters,
                clock=self._clock,
                operator=self._settings.operator_number,
            )

        return SqlUnitOfWork(
            self._engine, clock=self._clock, terms=self._settings, places=self._places, notices=notices
        )

    def post(self, sender: str, fields: Mapping[str, str], *, deliveries: int = 1) -> dict[str, str]:
        """Bring a message to the door, signed, as often as asked under the same MessageSid; the form as it went."""
        sid = f"SM{next(_sids):032x}"
        form = {
            "MessageSid": sid,
            "SmsMessageSid": sid,
            "AccountSid": self._settings.account_sid,
            "From": sender,
            "To": self._settings.whatsapp_number,
            "WaId": sender.removeprefix("whatsapp:+"),
            "NumMedia": "0",
            "Body": "",
            **fields,
        }
        for _ in range(deliveries):
            self.bring(form)
        return form

    def bring(self, form: dict[str, str]) -> None:
        """Bring a form to the door, signed."""
        headers = {HEADER: self._signatures.sign(self._url, form)}
        answer = self._http.post(self._url, data=form, headers=headers, timeout=LONGEST)
        answer.raise_for_status()

    def tick(self) -> int:
        """Do what is due by the shop's clock; how many things that were."""
        with self.open_shop() as shop:
            done = tick(shop)
            shop.commit()
        return done

    def settle(self) -> list[Sent]:
        """Answer all that waits, send all that is written; what was sent since the last time, oldest first."""
        until = time.monotonic() + LONGEST
        while self._worker.serve_one() or (self._is_waiting() and time.monotonic() < until):
            pass
        while dispatches := self._outbox.claim(self._owner, AT_ONCE):
            self._outbox.record([self._sender.deliver(dispatch) for dispatch in dispatches])
        sent = self.stand_in.messages.list(since=self._seen)
        self._seen = sent[-1].id if sent else self._seen
        return sent

    def _is_waiting(self) -> bool:
        with self._engine.connect() as connection:
            waiting = connection.execute(select(func.count()).select_from(inbox).where(IS_WAITING)).scalar_one()
        if waiting:
            time.sleep(0.05)
        return bool(waiting)

    def _webhook(self, url: str) -> Webhook:
        return Webhook(
            signatures=Signatures(url, [self._settings.auth_token]),
            account_sid=self._settings.account_sid,
            number=self._settings.whatsapp_number,
            now=self._clock.now,
            arrivals=Tray(SqlInbox(self._engine, roles.machine_time).store, gathers=0),
            reports=Tray(SqlOutbox(self._engine, roles.machine_time).report, gathers=0),
        )


class StoryClock:
    """A clock that stands still between turns."""

    def __init__(self, at: datetime) -> None:
        self.time = at

    def now(self) -> datetime:
        """The story's time."""
        return self.time

    def pass_time(self, span: timedelta, at_each_step: Callable[[], object]) -> None:
        """Let time pass in steps as even as the ticks of the real clock, only longer."""
        until = self.time + span
        step = max(timedelta(seconds=10), span / 60)
        while self.time < until:
            self.time = min(until, self.time + step)
            at_each_step()
