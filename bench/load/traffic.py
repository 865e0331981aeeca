"""Traffic: messages brought to the door at a rate that waits for nothing, and what comes back for them."""

from __future__ import annotations

import asyncio
import heapq
import itertools
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random

import aiohttp
import uvicorn
from twilio.request_validator import RequestValidator

from bench.load.chats import FIRST_CUSTOMER, NUMBER, Chat, Message, Writer
from bench.load.twilio import Sent, Twilio
from parchi.web.app import listen

ACCOUNT, TOKEN, SHOP = "ACbench", "secret", "whatsapp:+910000000000"
PATH = "/webhooks/twilio/webhook"
LONGEST = 15.0
"""Seconds after which Twilio no longer waits for the webhook."""
OFFER = re.compile(r"(?:order|ऑर्डर) (\d{4,})\D.*:$", re.IGNORECASE | re.MULTILINE)
CODE = re.compile(r"(?:order|ऑर्डर) (\d{4,})\b.*?(?:code|कोड) (\d{4})", re.IGNORECASE | re.DOTALL)
SLIP = re.compile(r"^\*(?:your order|aapka order|आपका ऑर्डर)\*", re.IGNORECASE)
QUESTION = re.compile(r"^1\) ", re.MULTILINE)
KIRANA_PAUSE = (2.0, 6.0)
DECLINES = 0.05


@dataclass
class Brought:
    """A message that was brought: when by the monotonic clock, and what the door answered after how long."""

    sid: str
    sender: str
    text: str
    at: float
    status: int = 0
    seconds: float = LONGEST


@dataclass
class Run:
    """All that went in and came out."""

    rate: float
    began: float
    brought: list[Brought] = field(default_factory=list)
    sent: list[Sent] = field(default_factory=list)
    chats: list[Chat] = field(default_factory=list)

    @property
    def accepted(self) -> list[Brought]:
        """Messages that the door took."""
        return [message for message in self.brought if message.status in (200, 204)]


class Traffic:
    """Customers and kiranas of one run. Every message has its slot, fixed beforehand by the rate alone.

    A slot takes the message that is due longest, else the first message of a new customer: so the rate is the same
    from the first second to the last, however slow the answers are.
    """

    def __init__(self, writer: Writer, url: str, port: int, *, delay: float, has_reports: bool, seed: int = 1) -> None:
        self._writer = writer
        self._url = url
        self._validator = RequestValidator(TOKEN)
        self._chance = Random(seed)
        self._due: list[tuple[float, int, Message]] = []
        self._rest: dict[str, Iterator[Message]] = {}
        self._count = itertools.count(1)
        self._asked: dict[str, str] = {}
        self._chats: dict[str, Chat] = {}
        self._read_last: dict[str, str] = {}
        self._run: Run | None = None
        self._port = port
        self._twilio = Twilio(
            account=ACCOUNT, delay=delay, report=self._post if has_reports else None, on_letter=self._read
        )

    async def serve(self) -> None:
        """Open the stand-in's door; it stays open for all runs."""
        config = uvicorn.Config(self._twilio, log_level="error", access_log=False, lifespan="off", ws="none")
        self._server = uvicorn.Server(config)
        self._serving = asyncio.create_task(self._server.serve(sockets=[listen("127.0.0.1", self._port)]))
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=0), timeout=aiohttp.ClientTimeout(LONGEST)
        )

    async def close(self) -> None:
        """Shut it."""
        await self._session.close()
        self._server.should_exit = True
        await self._serving

    async def run(self, rate: float, seconds: float, patience: float = 60.0) -> Run:
        """Bring `rate` messages a second for so long, let the chats come to their end, and wait for the last reply."""
        run = self._run = Run(rate, time.monotonic())
        self._twilio.sent = run.sent
        posting: set[asyncio.Task[None]] = set()
        slot, end = run.began, run.began + seconds
        while slot < end or self._due or self._rest:
            slot += self._chance.expovariate(rate)
            if (early := slot - time.monotonic()) > 0:
                await asyncio.sleep(early)
            message = self._next(slot, is_open=slot < end)
            if message is not None:
                task = asyncio.create_task(self._bring(run, message))
                posting.add(task)
                task.add_done_callback(posting.discard)
            elif slot >= end + patience:
                break
        if posting:
            await asyncio.wait(posting)
        await self._wait_for_silence(run, patience)
        return run

    def _next(self, now: float, *, is_open: bool) -> Message | None:
        if self._due and self._due[0][0] <= now:
            message = heapq.heappop(self._due)[2]
            step = self._open_step(message)
            if step is not None:
                answer = self._writer.answer(message, step, self._chats[message.sender].language)
                self._plan(now + answer.pause, message)
                return answer
        elif is_open:
            message = self._new_chat()
        else:
            return None
        following = next(self._rest.get(message.sender, iter(())), None)
        if following is None:
            self._rest.pop(message.sender, None)
        else:
            self._plan(now + following.pause, following)
        return message

    def _open_step(self, message: Message) -> str | None:
        """What a customer has to say first: to choose before it orders, and yes to a slip before it asks after it."""
        read = self._read_last.get(message.sender, "")
        if message.step in ("done", "yes") and QUESTION.search(read):
            return "choose"
        return "yes" if message.step in ("status", "thanks", "cancel") and SLIP.search(read) else None

    def _new_chat(self) -> Message:
        assert self._run is not None
        chat = self._writer.chat()
        self._run.chats.append(chat)
        self._chats[chat.customer] = chat
        first, *rest = chat.messages
        self._rest[chat.customer] = iter(rest)
        return first

    def _plan(self, at: float, message: Message) -> None:
        heapq.heappush(self._due, (at, next(self._count), message))

    def _read(self, sent: Sent) -> None:
        """A kirana answers the offer that it has just read; when its customer has the code, it packs and hands over."""
        if sent.to < NUMBER.format(FIRST_CUSTOMER):
            offer = OFFER.search(sent.body)
            if offer is not None and offer[1] not in self._asked:
                self._asked[offer[1]] = sent.to
                kind = "decline" if self._chance.random() < DECLINES else "accept"
                self._kirana(sent.to, 0.0, kind, n=offer[1])
            return
        self._read_last[sent.to] = sent.body
        told = CODE.search(sent.body)
        kirana = self._asked.pop(told[1], None) if told is not None else None
        if told is not None and kirana is not None:
            self._kirana(kirana, 0.0, "ready", n=told[1])
            self._kirana(kirana, KIRANA_PAUSE[1], "collected", n=told[1], code=told[2])

    def _kirana(self, number: str, later: float, kind: str, **told: str) -> None:
        at = time.monotonic() + later + self._chance.uniform(*KIRANA_PAUSE)
        self._plan(at, Message(number, self._writer.kiranas_answer(kind, **told)))

    async def _bring(self, run: Run, message: Message) -> None:
        sid = f"SM{next(self._count):032x}"
        fields = {
            "MessageSid": sid, "SmsSid": sid, "AccountSid": ACCOUNT, "From": message.sender, "To": SHOP,
            "Body": message.text, "NumMedia": "0", "ProfileName": "Asha", "WaId": message.sender[-12:],
            "ApiVersion": "2010-04-01", "SmsStatus": "received", "NumSegments": "1",
        }  # fmt: skip
        if message.place:
            fields |= {"Latitude": message.place[0], "Longitude": message.place[1]}
        brought = Brought(sid, message.sender, message.text, time.monotonic())
        run.brought.append(brought)
        brought.status = await self._status(self._url + PATH, fields)
        brought.seconds = time.monotonic() - brought.at

    async def _post(self, url: str, fields: dict[str, str]) -> None:
        await self._status(url, fields)

    async def _status(self, url: str, fields: dict[str, str]) -> int:
        headers = {"X-Twilio-Signature": self._validator.compute_signature(url, fields)}
        try:
            async with self._session.post(url, data=fields, headers=headers) as answer:
                await answer.read()
                return answer.status
        except (aiohttp.ClientError, asyncio.TimeoutError):
            return 0

    async def _wait_for_silence(self, run: Run, patience: float) -> None:
        """Until there are as many letters as messages and then no new one, or patience ends."""
        end, seen, since = time.monotonic() + patience, len(run.sent), time.monotonic()
        while time.monotonic() < end:
            await asyncio.sleep(0.1)
            if len(run.sent) != seen:
                seen, since = len(run.sent), time.monotonic()
            if time.monotonic() - since > (2.0 if seen >= len(run.accepted) else 10.0):
                return


@contextmanager
def fast_loop() -> Iterator[asyncio.AbstractEventLoop]:
    """The event loop that uvicorn takes too."""
    import uvloop

    loop = uvloop.new_event_loop()
    asyncio.set_event_loop(loop)
    try:
        yield loop
    finally:
        loop.close()
