"""The outbox: letters that wait to be sent, each receiver's in order, and what became of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, bindparam, exists, func, insert, or_, select, text, update
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.sql import Select

from parchi.adapters.alarms import raise_alarm
from parchi.adapters.database import Moment
from parchi.adapters.mail_tables import IS_UNSENT, delivery_reports, inbox, outbox
from parchi.adapters.outage import outage_as_try_again
from parchi.adapters.window import OUTSIDE, shut_window
from parchi.domain.mail import DeliveryReport, Dispatch, Letter, Outcome

ARRIVED = ("delivered", "read")
RATE_CODES = (63017, 63018, 30001)
"""WhatsApp took no more for the moment: the letter is sent again, later."""
RATE_PAUSE = timedelta(seconds=60)
MOST_RATE_TRIES = 6
LONGEST_WAIT = RATE_PAUSE * (MOST_RATE_TRIES + 1)
"""Nothing waits longer for its next try. What does was written before the machine's clock was set back: it is due."""


def _is_over(until: Any) -> Any:
    return or_(until <= bindparam("now"), until > bindparam("latest"))


def _due() -> Select:
    """The oldest unsent letter of each receiver, if it may be tried now; oldest first."""
    earlier = outbox.alias("earlier")
    unsent_earlier = exists().where(
        earlier.c.receiver == outbox.c.receiver,
        earlier.c.id < outbox.c.id,
        text("earlier.state IN ('waiting', 'sending')"),
    )
    is_due = or_(outbox.c.not_before.is_(None), _is_over(outbox.c.not_before))
    is_left_behind = and_(outbox.c.state == "sending", _is_over(outbox.c.until))
    is_next = or_(and_(outbox.c.state == "waiting", is_due), is_left_behind)
    answered = select(inbox.c.message_sid).where(inbox.c.id == outbox.c.answers).scalar_subquery()
    query = select(outbox, answered.label("answered_sid"))
    return query.where(IS_UNSENT, is_next, ~unsent_earlier).order_by(outbox.c.id).limit(bindparam("most"))


_DUE = _due()
_DUE_LOCKED = _DUE.with_for_update(skip_locked=True, of=outbox)
_TAKEN = (
    update(outbox)
    .where(outbox.c.id == bindparam("of"))
    .values(
        state="sending",
        owner=bindparam("me"),
        until=bindparam("later"),
        attempts=outbox.c.attempts + 1,
        is_in_doubt=True,
        first_tried_at=func.coalesce(outbox.c.first_tried_at, bindparam("now", type_=Moment)),
    )
)
_RECORDED = (
    update(outbox)
    .where(outbox.c.id == bindparam("of"), outbox.c.state == "sending")
    .values(
        state=bindparam("told"),
        cause=bindparam("why"),
        not_before=bindparam("next"),
        is_in_doubt=bindparam("doubt"),
        looks=bindparam("left"),
        owner=None,
        message_sid=func.coalesce(bindparam("sid"), outbox.c.message_sid),
        sent_at=func.coalesce(bindparam("sent", type_=Moment), outbox.c.sent_at),
        doubled=outbox.c.doubled + bindparam("more"),
    )
)
"""Statements that every round needs are made once: making one costs as much as running it."""


class SqlOutbox:
    """The outbox of all senders and fronts; each method is a transaction of its own. `now` is the machine's time.

    What came of a try may be recorded by an engine of its own that does not wait for the disk: a letter whose record
    a power cut takes is in doubt, and is looked for before it is sent again.
    """

    def __init__(
        self,
        engine: Engine,
        now: Callable[[], datetime],
        *,
        operator: str | None = None,
        alarm_sid: str | None = None,
        lease: timedelta = timedelta(seconds=60),
        recording: Engine | None = None,
    ) -> None:
        self._engine = engine
        self._recording = recording or engine
        self._now = now
        self._operator = operator
        self._alarm_sid = alarm_sid
        self._lease = lease
        self._is_flowing = False
        """Whether there was something to send a moment ago: then it is not asked beforehand whether there is."""

    def claim(self, owner: str, most: int) -> list[Dispatch]:
        """Take up to `most` letters, the oldest unsent one of each receiver.

        Until its outcome is recorded a letter is in doubt: whoever finds it after its sender died looks first.
        """
        with outage_as_try_again():
            now = self._now()
            due = {"now": now, "latest": now + LONGEST_WAIT}
            if not self._is_flowing and not self._is_any_due(due):
                return []
            with self._engine.begin() as connection:
                rows = connection.execute(_DUE_LOCKED, {**due, "most": most}).all()
                self._is_flowing = bool(rows)
                if rows:
                    taken = {"me": owner, "now": now, "later": now + self._lease}
                    connection.execute(_TAKEN, [{"of": row.id, **taken} for row in rows])
        return [_dispatch(row) for row in rows]

    def record(self, outcomes: Iterable[Outcome]) -> None:
        """Keep what came of some tries. A delivery report may have told more already: it stays."""
        found = list(outcomes)
        sent = [self._recorded(outcome) for outcome in found if _is_plain(outcome)]
        with outage_as_try_again(), self._recording.begin() as connection:
            if sent:
                connection.execute(_RECORDED, sent)
            for outcome in found:
                if not _is_plain(outcome):
                    self._record(connection, outcome)

    def report(self, reports: Iterable[DeliveryReport]) -> None:
        """Keep Twilio's delivery reports, in whatever order they come."""
        with outage_as_try_again(), self._engine.begin() as connection:
            for report in reports:
                self._report(connection, report)

    def known(self, sids: Iterable[str]) -> set[str]:
        """Those of Twilio's messages that belong to a letter already."""
        with outage_as_try_again(), self._engine.connect() as connection:
            query = select(outbox.c.message_sid).where(outbox.c.message_sid.in_(list(sids)))
            return set(connection.execute(query).scalars())

    def free_dead(self, is_dead: Callable[[str], bool]) -> None:
        """Let others take the letters of senders that are known to be dead."""
        sending = select(outbox.c.owner).where(IS_UNSENT, outbox.c.state == "sending").distinct()
        with outage_as_try_again():
            with self._engine.connect() as connection:
                owners = connection.execute(sending).scalars().all()
            dead = [owner for owner in owners if owner and is_dead(owner)]
            if dead:
                theirs = update(outbox).where(IS_UNSENT, outbox.c.state == "sending", outbox.c.owner.in_(dead))
                with self._engine.begin() as connection:
                    connection.execute(theirs.values(until=self._now()))

    def _is_any_due(self, due: dict[str, datetime]) -> bool:
        with self._engine.connect() as connection:
            return connection.execute(_DUE, {**due, "most": 1}).first() is not None

    def _record(self, connection: Connection, outcome: Outcome) -> None:
        changed = connection.execute(_RECORDED, self._recorded(outcome)).rowcount
        if changed and (outcome.state == "failed" or outcome.is_alarming):
            self._alarm(connection, outcome.id, outcome.cause or "unknown")
        if changed and outcome.state == "failed" and (outcome.cause or "").startswith(OUTSIDE):
            receiver = connection.execute(select(outbox.c.receiver).where(outbox.c.id == outcome.id)).scalar_one()
            shut_window(connection, receiver)

    def _recorded(self, outcome: Outcome) -> dict[str, object]:
        now = self._now()
        return {
            "of": outcome.id,
            "told": outcome.state,
            "why": outcome.cause,
            "next": now + timedelta(seconds=outcome.pause),
            "doubt": outcome.is_in_doubt,
            "left": outcome.looks,
            "sid": outcome.message_sid if outcome.state == "sent" else None,
            "sent": now if outcome.state == "sent" else None,
            "more": int(outcome.may_be_double),
        }

    def _report(self, connection: Connection, report: DeliveryReport) -> None:
        kept = {"outbox_id": report.outbox_id, "message_sid": report.message_sid, "status": report.status}
        connection.execute(insert(delivery_reports).values(**kept, error_code=report.error_code, at=report.at))
        row = connection.execute(select(outbox).where(outbox.c.id == report.outbox_id).with_for_update()).first()
        if row is None or row.state in ("delivered", "kept"):
            return
        if row.message_sid is not None and row.message_sid != report.message_sid:
            return
        values = self._told(row, report)
        connection.execute(update(outbox).where(outbox.c.id == row.id).values(**values))
        if values["state"] == "failed" and row.state != "failed":
            self._alarm(connection, row.id, str(report.error_code))
            if str(report.error_code) == OUTSIDE:
                shut_window(connection, row.receiver)

    def _told(self, row: Any, report: DeliveryReport) -> dict[str, object]:
        """The columns that a report changes."""
        told: dict[str, object] = {"message_sid": report.message_sid, "is_in_doubt": False, "owner": None}
        if not report.is_failure:
            state = "delivered" if report.status in ARRIVED else row.state if row.state == "failed" else "sent"
            return {**told, "state": state, "sent_at": row.sent_at or self._now()}
        if report.error_code in RATE_CODES and row.attempts < MOST_RATE_TRIES:
            later = {"state": "waiting", "message_sid": None, "not_before": self._now() + RATE_PAUSE * row.attempts}
            return {**told, **later, "cause": str(report.error_code)}
        return {**told, "state": "failed", "cause": str(report.error_code)}

    def _alarm(self, connection: Connection, id: int, cause: str) -> None:
        told = f"Message {id} is not sent: {cause}"
        kind, sid = f"unsent {cause[:20]}", self._alarm_sid
        raise_alarm(connection, kind, told, at=self._now(), operator=self._operator, content_sid=sid)


def _is_plain(outcome: Outcome) -> bool:
    """Whether there is nothing to be told to anybody about it."""
    return outcome.state == "sent" and not outcome.is_alarming


def _dispatch(row: Any) -> Dispatch:
    letter = Letter(row.receiver, row.body, row.content_sid, row.variables or {}, row.media_url)
    return Dispatch(
        id=row.id,
        letter=letter,
        attempts=row.attempts + 1,
        is_in_doubt=bool(row.is_in_doubt),
        looks=row.looks,
        created_at=row.created_at,
        first_tried_at=row.first_tried_at,
        answers=row.answered_sid,
    )
