"""The sender: carries letters from the outbox to Twilio, each receiver's in order, several receivers at once."""

from __future__ import annotations

import logging
import random
import time
from concurrent.futures import Future, ThreadPoolExecutor, wait
from datetime import datetime, timedelta, timezone

from parchi.domain.mail import ACCEPTED, BUSY, LATE, REFUSED, UNKNOWN, Answer, Dispatch, Outcome
from parchi.pipeline.logs import about
from parchi.pipeline.owner import is_dead
from parchi.pipeline.ports import Carrier, Outbox, Pulse
from parchi.pipeline.stop import Stop
from parchi.pipeline.tally import tally
from parchi.services.ports import TryAgain

LANES = 24  # 80 letters a second at 150 ms each are 12 at once
IDLE = 0.05
PACE = 0.06
"""Seconds between two rounds while letters are under way: each takes the writer's place twice, for all of them."""
OUTAGE_PAUSE = 1.0
ROUNDS_PAUSE = 2.0
LONGEST_PAUSE = 60.0
GIVE_UP_AFTER = timedelta(hours=24)  # the window is shut then, and nobody waits for the answer any more
BLIND_TRIES = 12
ALARM_TRIES = 6
LOOKS = {LATE: 4, UNKNOWN: 2}
"""How often Twilio is asked for a letter before it is sent again: a late one may be on its way for a while."""
FIRST_LOOK = {LATE: 2.0, UNKNOWN: 0.5}
LOOK_AGAIN = 3.0
log = logging.getLogger(__name__)


class Sender:
    """One process that sends; any number of them may share an outbox."""

    def __init__(self, *, outbox: Outbox, carrier: Carrier, owner: str, lanes: int = LANES) -> None:
        self._outbox = outbox
        self._carrier = carrier
        self._owner = owner
        self._lanes = lanes
        self._under_way: dict[Future[Outcome], Dispatch] = {}
        self._done: list[Outcome] = []
        self._rest_until = 0.0

    def run(self, stop: Stop, pulse: Pulse) -> None:
        """Send until the stop; what is under way then is finished and recorded."""
        rounds_at = 0.0
        with ThreadPoolExecutor(self._lanes, thread_name_prefix="lane") as pool:
            while not stop.is_set:
                try:
                    if time.monotonic() >= rounds_at:
                        self._outbox.free_dead(is_dead)
                        with tally.handed_over() as figures:
                            pulse.beat(self._owner, "sender", figures)
                        rounds_at = time.monotonic() + ROUNDS_PAUSE
                    self.round(pool)
                except TryAgain as error:
                    log.warning("the database is away: %s", error)
                    stop.wait(OUTAGE_PAUSE)
            wait(self._under_way)
            self._collect()

    def round(self, pool: ThreadPoolExecutor) -> None:
        """Record what has come of earlier tries, and begin new ones on the free lanes."""
        self._collect()
        free = self._lanes - len(self._under_way)
        if free and time.monotonic() >= self._rest_until:
            for dispatch in self._outbox.claim(self._owner, free):
                self._under_way[pool.submit(self.deliver, dispatch)] = dispatch
        time.sleep(PACE if self._under_way else IDLE)

    def deliver(self, dispatch: Dispatch) -> Outcome:
        """One try to send a letter; it is looked for first where an earlier try may have arrived."""
        began = time.monotonic()
        with about(dispatch.answers):
            outcome = self._deliver(dispatch)
            tally.count("letters", state=outcome.state)
            tally.observe("step_seconds", time.monotonic() - began, step="post")
            if outcome.state == "sent":
                whole = datetime.now(timezone.utc) - dispatch.created_at
                tally.observe("step_seconds", max(0.0, whole.total_seconds()), step="outbox")
            log.info("letter %s is %s after try %s", dispatch.id, outcome.state, dispatch.attempts)
        return outcome

    def _deliver(self, dispatch: Dispatch) -> Outcome:
        is_blind = False
        if dispatch.is_in_doubt:
            found = self._carrier.find(dispatch)
            is_blind = found is None
            if is_blind and dispatch.attempts < BLIND_TRIES:
                return self._later(dispatch, "nobody can tell whether it was sent", is_in_doubt=True)
            unknown = self._unknown(found or [])
            if unknown:
                return Outcome(dispatch.id, "sent", message_sid=unknown[0])
            if not is_blind and dispatch.looks > 1:
                cause = "looked for in vain"
                return Outcome(
                    dispatch.id, "waiting", cause=cause, pause=LOOK_AGAIN, is_in_doubt=True, looks=dispatch.looks - 1
                )
        return self._outcome(dispatch, self._carrier.post(dispatch), may_be_double=is_blind)

    def _unknown(self, found: list[str]) -> list[str]:
        known = self._outbox.known(found) if found else set()
        return [sid for sid in found if sid not in known]

    def _outcome(self, dispatch: Dispatch, answer: Answer, *, may_be_double: bool) -> Outcome:
        if answer.kind == ACCEPTED:
            return Outcome(dispatch.id, "sent", message_sid=answer.message_sid, may_be_double=may_be_double)
        if answer.kind == REFUSED or self._is_too_old(dispatch):
            return Outcome(dispatch.id, "failed", cause=answer.cause, may_be_double=may_be_double)
        if answer.kind == BUSY:
            self._rest_until = time.monotonic() + random.uniform(0.3, 1.0)
        if answer.kind in LOOKS:
            return Outcome(
                dispatch.id,
                "waiting",
                cause=answer.cause,
                pause=FIRST_LOOK[answer.kind],
                is_in_doubt=True,
                looks=LOOKS[answer.kind],
                may_be_double=may_be_double,
                is_alarming=dispatch.attempts == ALARM_TRIES,
            )
        return self._later(dispatch, answer.cause or answer.kind, is_in_doubt=False)

    def _later(self, dispatch: Dispatch, cause: str, *, is_in_doubt: bool) -> Outcome:
        pause = min(LONGEST_PAUSE, 0.5 * 2 ** (dispatch.attempts - 1)) * random.uniform(0.6, 1.0)
        return Outcome(
            dispatch.id,
            "waiting",
            cause=cause,
            pause=pause,
            is_in_doubt=is_in_doubt,
            is_alarming=dispatch.attempts == ALARM_TRIES,
        )

    def _is_too_old(self, dispatch: Dispatch) -> bool:
        first = dispatch.first_tried_at
        return first is not None and datetime.now(timezone.utc) - first > GIVE_UP_AFTER

    def _collect(self) -> None:
        """Outcomes are kept until they are recorded: the database may be away for a moment."""
        for future in [future for future in self._under_way if future.done()]:
            self._done.append(self._result(future, self._under_way.pop(future)))
        if self._done:
            self._outbox.record(self._done)
            self._done = []

    def _result(self, future: Future[Outcome], dispatch: Dispatch) -> Outcome:
        """A letter that cannot even be tried must not stop the others."""
        try:
            return future.result()
        except TryAgain as error:
            return self._later(dispatch, str(error), is_in_doubt=True)
        except Exception as error:
            log.exception("letter %s", dispatch.id)
            if dispatch.attempts >= ALARM_TRIES:
                return Outcome(dispatch.id, "failed", cause=type(error).__name__)
            return self._later(dispatch, type(error).__name__, is_in_doubt=True)
