"""The reconciler: compares what Twilio took in with the inbox, and fetches what never reached the webhook."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from parchi.pipeline.logs import about
from parchi.pipeline.ports import Inbox, Received
from parchi.pipeline.stop import Stop
from parchi.pipeline.tally import tally
from parchi.services.ports import TryAgain
from parchi.whatsapp.form import FormError, arrival

ROLE = "reconcile"
PAUSE = 60.0
LOOK_BACK = timedelta(hours=24)
"""An older message can no longer be answered freely."""
OVERLAP = timedelta(minutes=10)
ON_ITS_WAY = timedelta(minutes=1)
"""A younger message may still be at the webhook's door: Twilio waits 15 s for an answer and then asks once more."""
log = logging.getLogger(__name__)


class Reconciler:
    """Looks each minute; of several only one. `now` is the machine's time, `shop_now` the shop's."""

    def __init__(
        self,
        *,
        inbox: Inbox,
        received: Received,
        now: Callable[[], datetime],
        shop_now: Callable[[], datetime],
        owner: str,
    ) -> None:
        self._inbox = inbox
        self._received = received
        self._now = now
        self._shop_now = shop_now
        self._owner = owner
        self._looked_at: datetime | None = None

    def run(self, stop: Stop) -> None:
        """Look until the stop. What could not be looked at is looked at the next time."""
        while not stop.wait(PAUSE):
            try:
                if self._inbox.take_role(ROLE, self._owner):
                    self.look()
            except TryAgain as error:
                log.warning("it is looked again in a minute: %s", error)
            except Exception:
                log.exception("looking at Twilio's list failed")

    def look(self) -> int:
        """Store what was missed since the last look; how many that were. Raises TryAgain if Twilio does not answer.

        Nothing from before our first message counts: the number may have had another life. Messages come without
        pins and buttons, which Twilio's list does not tell.
        """
        began, first = self._now(), self._inbox.first_received_at()
        if first is None:
            return 0
        since = max(first, self._looked_at or began - LOOK_BACK)
        forms = list(self._received.since(since, until=began - ON_ITS_WAY))
        known = self._inbox.known([form["MessageSid"] for form in forms])
        missed = [form for form in forms if form["MessageSid"] not in known]
        for form in missed:
            self._store(form)
        self._looked_at = began - OVERLAP
        return len(missed)

    def _store(self, form: dict[str, str]) -> None:
        with about(form["MessageSid"]):
            try:
                self._inbox.store([arrival(form, self._shop_now())])
            except FormError:
                log.warning("a message of Twilio's list has no sender")
                return
            tally.count("missed")
            log.warning("a message never reached the webhook; it is answered now")
