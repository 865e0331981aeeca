"""Twilio's list: the messages that it took in for our number, whether or not its webhook reached us."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timezone
from json import JSONDecodeError
from typing import Any

from requests.exceptions import RequestException
from twilio.base.exceptions import TwilioException

from parchi.adapters.twilio_api import make_client
from parchi.services.ports import TryAgain

PAGE = 1000
MOST = 20_000


class TwilioList:
    """Reads the list of messages; forms come as the webhook would have brought them, as far as the list tells."""

    def __init__(self, *, account_sid: str, auth_token: str, number: str, api: str) -> None:
        self._client = make_client(account_sid, auth_token, api=api)
        self._account_sid = account_sid
        self._number = number

    def since(self, at: datetime, *, until: datetime) -> Iterator[dict[str, str]]:
        """Messages from `at` to `until`, oldest first; TryAgain if Twilio does not answer."""
        day = at.astimezone(timezone.utc).replace(hour=0, minute=0, second=0, microsecond=0)  # the list knows days
        try:
            found = self._client.messages.list(to=self._number, date_sent_after=day, limit=MOST, page_size=PAGE)
        except (TwilioException, RequestException, JSONDecodeError) as error:
            raise TryAgain(f"Twilio's list: {type(error).__name__}") from None
        theirs = [message for message in found if message.direction == "inbound"]
        for message in reversed(theirs):
            if message.date_created is not None and at <= message.date_created <= until:
                yield self._form(message)

    def _form(self, message: Any) -> dict[str, str]:
        return {
            "MessageSid": message.sid,
            "AccountSid": self._account_sid,
            "From": message.from_,
            "To": message.to,
            "Body": message.body or "",
            "NumMedia": str(message.num_media or 0),
        }
