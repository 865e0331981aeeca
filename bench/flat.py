"""Flat: what message 500 of one conversation costs beside message 5, with orders, cancels and days in between."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from statistics import mean

from sqlalchemy import event
from sqlalchemy.engine import Engine

from bench.load.at_the_desk import Desk, desk
from bench.load.chats import Chat, Message, Writer
from bench.table import Table

PLOT = "taken back"
MESSAGES = 510
EARLY, LATE = (5, 41), (470, 506)
"""Message 5 and message 500 with those around them, six chats each: one turn alone is measured badly."""
A_VISIT = 1.0
"""Days between two chats: each begins a new session. The hour and the place stay, or shut shops would be measured."""
MOST = 1.2


def run() -> Iterator[Table]:
    """One customer, who comes back again and again."""
    table = Table(
        f"flat: {MESSAGES} messages of one customer, an order each six, {A_VISIT:g} days apart",
        ("messages", "CPU ms a turn", "statements a turn"),
    )
    with desk() as at, counted() as statements:
        # A dozen others first: whatever is made once is made by then.
        writer = Writer(3)
        for other in range(4):
            _visit(at, _chat_of(writer, f"whatsapp:+91000300000{other}"), statements)
        home = next(message for message in _chat_of(writer, "").messages if message.step == "place")
        cost: list[tuple[float, int]] = []
        while len(cost) < MESSAGES:
            cost += _visit(at, _at_home(_chat_of(writer, "whatsapp:+910003000009"), home), statements)
            at.pass_days(A_VISIT)
    found = {}
    for first, last in (EARLY, LATE):
        some = cost[first:last]
        found[first] = mean(seconds for seconds, _ in some)
        table.add(f"{first} to {last - 1}", f"{1000 * found[first]:.2f}", f"{mean(n for _, n in some):.1f}")
    times = found[LATE[0]] / found[EARLY[0]]
    table.promise(f"message 500 at most {MOST:g} times message 5", f"{times:.2f} times", times <= MOST)
    yield table


def _chat_of(writer: Writer, customer: str) -> Chat:
    while (chat := writer.chat()).plot != PLOT:
        pass
    return replace(chat, customer=customer, messages=tuple(replace(m, sender=customer) for m in chat.messages))


def _at_home(chat: Chat, home: Message) -> Chat:
    """The same chat from one and the same place."""
    messages = (replace(m, text=home.text, place=home.place) if m.step == "place" else m for m in chat.messages)
    return replace(chat, messages=tuple(messages))


def _visit(at: Desk, chat: Chat, statements: list[int]) -> list[tuple[float, int]]:
    cost = []
    for message in chat.messages:
        before, began = statements[0], time.process_time()
        at.answer(message)
        cost.append((time.process_time() - began, statements[0] - before))
    return cost


class counted:
    """Counts statements while it lasts."""

    def __enter__(self) -> list[int]:
        self._count = [0]
        event.listen(Engine, "before_cursor_execute", self._one)
        return self._count

    def __exit__(self, *_: object) -> None:
        event.remove(Engine, "before_cursor_execute", self._one)

    def _one(self, *_: object) -> None:
        self._count[0] += 1
