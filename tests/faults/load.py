"""A load: customers who write, wait for each reply, order and cancel, whatever happens to the system meanwhile."""

from __future__ import annotations

import random
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import requests
from sqlalchemy import create_engine, text

from tests.faults.books import audit_books
from tests.wire.conftest import form, signed
from tests.wire.system import PATH, System

VASHI = {"Latitude": "19.0771", "Longitude": "72.9986"}
WISHES = ("1 kg tomatoes", "2 kg onions", "1 kg potatoes and 6 bananas", "आधा किलो प्याज", "2 kilo aloo")
PATIENCE = 120.0
"""Seconds until a reply must be there. The real bot may be loading, beside others on a busy machine: then longer."""
SHOPPERS = "whatsapp:+9100001"
_numbers = count(1)


@dataclass
class Load:
    """Customers at work, and what the system promised them."""

    system: System
    at_once: int = 5
    copies: int = 1
    """How often each webhook is brought, all at once: Twilio may bring one twice."""
    patience: float = PATIENCE
    may_be_passed_on: bool = False
    """Whether an order may go from shop to shop before it is cancelled: so it is when time jumps."""
    accepted: dict[str, str] = field(default_factory=dict)
    """Each message that was answered with 200: its sid and its sender."""

    def round(self, meanwhile: Any) -> None:
        """All customers shop once while something happens; each waits for every reply."""
        with ThreadPoolExecutor(self.at_once + 1) as pool:
            shopping = [pool.submit(self.shop, next(_numbers)) for _ in range(self.at_once)]
            pool.submit(meanwhile).result()
            for customer in shopping:
                customer.result()

    def shop(self, number: int) -> None:
        """A place, a list, yes, and then a cancel, so that every order ends alike."""
        customer = f"{SHOPPERS}{number:05d}"
        self.say(customer, "", **VASHI)
        self.say(customer, WISHES[number % len(WISHES)])
        self.say(customer, "that is all")
        self.say(customer, "yes")
        self.say(customer, "cancel my order")

    def shop_in_disorder(self, number: int, chance: random.Random) -> None:
        """The same five messages as they come when webhooks overtake each other, none waiting for a reply."""
        customer = f"whatsapp:+9100002{number:05d}"
        written = ["", WISHES[number % len(WISHES)], "that is all", "yes", "cancel my order"]
        for said in chance.sample(written, len(written)):
            self.bring(form(said, sender=customer, **({} if said else VASHI)))
        self.system.until(lambda: len(self.system.texts(customer)) == len(written), self.patience)
        for said in ("please cancel the order", "empty my list"):  # whatever came of it, in the end nothing is held
            self.say(customer, said)

    def say(self, customer: str, text: str, **more: str) -> None:
        """Bring a message until it is taken, as often as it takes, and wait for the reply."""
        fields = form(text, sender=customer, **more)
        heard = len(self.system.texts(customer))
        self.bring(fields)
        until = time.monotonic() + self.patience
        while len(self.system.texts(customer)) <= heard:
            assert time.monotonic() < until, f"no reply to {text!r}: {self.system.log()[-3000:]}"
            time.sleep(0.05)

    def bring(self, fields: dict[str, str]) -> None:
        """What is not taken is brought again under the same sid; what is taken is owed an answer."""
        if self.copies == 1:
            self._bring(fields)
            return
        with ThreadPoolExecutor(self.copies) as pool:
            for copy in [pool.submit(self._bring, fields) for _ in range(self.copies)]:
                copy.result()

    def _bring(self, fields: dict[str, str]) -> None:
        url, until = self.system.url + PATH, time.monotonic() + self.patience
        while time.monotonic() < until:
            try:
                if requests.post(url, data=fields, headers=signed(url, fields), timeout=20).status_code == 200:
                    self.accepted[fields["MessageSid"]] = fields["From"]
                    return
            except requests.RequestException:
                pass
            time.sleep(0.1)
        raise AssertionError("the front takes nothing")

    def audit(self) -> dict[str, Any]:
        """What the tables and the stand-in say of all that was accepted; raises at the first thing that is wrong."""
        rows = self._rows
        inbox = {row.message_sid: row for row in rows("SELECT id, message_sid, state FROM inbox")}
        assert set(self.accepted) <= set(inbox), "an accepted message is not in the inbox"
        assert {inbox[sid].state for sid in self.accepted} == {"done"}, "an accepted message was not answered"
        self.system.until(lambda: not rows("SELECT id FROM outbox WHERE state IN ('waiting', 'sending')"))
        letters = rows("SELECT state, message_sid, answers, doubled FROM outbox WHERE state <> 'kept'")
        assert {letter.state for letter in letters} <= {"sent", "delivered"}
        assert sum(letter.doubled for letter in letters) == 0
        replies = Counter(letter.answers for letter in letters)
        assert {replies[inbox[sid].id] for sid in self.accepted} == {1}, "a message has no reply, or two"
        sent = Counter(sent.sid for sent in self.system.stand_in.messages.list())
        assert sent == Counter(letter.message_sid for letter in letters), "sent and recorded differ"
        return {"accepted": len(self.accepted), "sent": len(sent), "orders": self._audit_orders()}

    def _audit_orders(self) -> int:
        """Every customer who shopped has one order, and it was cancelled once; nothing is held for it any more."""
        customers = {sender for sender in self.accepted.values() if sender.startswith(SHOPPERS)}
        orders = [row for row in self._rows("SELECT number, customer, status FROM orders") if row.customer in customers]
        assert Counter(order.customer for order in orders) == Counter(customers)
        assert {order.status for order in orders} <= {"cancelled"}
        steps = self._rows('SELECT "order", status FROM status_changes ORDER BY id')
        for order in orders:
            *offered, last = [step.status for step in steps if step.order == order.number]
            assert last == "cancelled"
            assert set(offered) == {"offered"}
            assert len(offered) == 1 or self.may_be_passed_on
        engine = create_engine(self.system.environ["PARCHI_DATABASE_URL"], future=True)
        with engine.connect() as connection:
            audit_books(connection.execute)
            assert connection.execute(text("SELECT sum(held) FROM shelves")).scalar_one() == 0
        engine.dispose()
        return len(orders)

    def _rows(self, query: str) -> list[Any]:
        engine = create_engine(self.system.environ["PARCHI_DATABASE_URL"], future=True)
        with engine.connect() as connection:
            found = list(connection.execute(text(query)).all())
        engine.dispose()
        return found
