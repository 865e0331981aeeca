"""Twilio's API: hands letters to WhatsApp, and tells whether it has one."""

from __future__ import annotations

import json
import logging
from datetime import datetime, timedelta, timezone
from json import JSONDecodeError
from typing import Any
from urllib.parse import urlsplit

from requests.adapters import HTTPAdapter
from requests.exceptions import ConnectionError as NoConnection
from requests.exceptions import ConnectTimeout, ReadTimeout, RequestException, SSLError
from twilio.base.exceptions import TwilioException, TwilioRestException
from twilio.http.http_client import TwilioHttpClient
from twilio.rest import Client
from urllib3.exceptions import NewConnectionError

from parchi.domain.mail import ACCEPTED, BUSY, LATE, REFUSED, UNKNOWN, UNREACHED, Answer, Dispatch, Letter

BUSY_STATUSES = (401, 403, 408, 425, 429)
"""401 and 403 speak of the account, not of the letter: it waits until somebody has mended the account."""
SKEW = timedelta(minutes=10)
LOOK_AT = 200
LOOPBACK = ("127.0.0.1", "localhost", "::1")


class TwilioMessages:
    """Sends by the twilio library; one connection pool for all threads."""

    def __init__(
        self,
        *,
        account_sid: str,
        auth_token: str,
        sender: str,
        api: str,
        callback_url: str,
        timeout: float = 10.0,
        connections: int = 32,
    ) -> None:
        self._client = make_client(account_sid, auth_token, api=api, timeout=timeout, connections=connections)
        self._sender = sender
        self._callback_url = callback_url

    def post(self, dispatch: Dispatch) -> Answer:
        """Hand a letter to Twilio."""
        callback = f"{self._callback_url}?outbox={dispatch.id}"
        try:
            message = self._client.messages.create(
                to=dispatch.letter.to, from_=self._sender, status_callback=callback, **_content(dispatch.letter)
            )
        except TwilioRestException as error:
            return _refusal(error)
        except (RequestException, JSONDecodeError) as error:
            return _failure(error)
        return Answer(ACCEPTED, message_sid=message.sid)

    def find(self, dispatch: Dispatch) -> list[str] | None:
        """Messages at Twilio that may be this letter, oldest first; None if Twilio does not answer.

        Twilio has no idempotency key, and its list knows days only: text and time must tell.
        """
        since = (dispatch.first_tried_at or dispatch.created_at).astimezone(timezone.utc) - SKEW
        day = since.replace(hour=0, minute=0, second=0, microsecond=0)
        try:
            messages = self._client.messages.list(
                to=dispatch.letter.to, date_sent_after=day, limit=LOOK_AT, page_size=LOOK_AT
            )
        except (TwilioException, RequestException, JSONDecodeError):
            return None
        found = [message for message in messages if _is(message, dispatch.letter, since)]
        return [message.sid for message in reversed(found)]


def make_client(account_sid: str, auth_token: str, *, api: str, timeout: float = 10.0, connections: int = 2) -> Any:
    """A client of Twilio's, or of a stand-in's, API."""
    logging.getLogger("twilio.http_client").setLevel(logging.WARNING)  # it logs numbers
    http = TwilioHttpClient(timeout=timeout)
    for scheme in ("https://", "http://"):
        http.session.mount(scheme, HTTPAdapter(pool_connections=2, pool_maxsize=connections))
    http.session.trust_env = urlsplit(api).hostname not in LOOPBACK  # no proxy between us and a stand-in
    client = Client(account_sid, auth_token, http_client=http)
    client.api.base_url = api
    return client


def _content(letter: Letter) -> dict[str, Any]:
    """With a ContentSid neither text nor media may be sent (63016's page)."""
    if letter.content_sid:
        variables = json.dumps(dict(letter.variables), ensure_ascii=False)
        return {"content_sid": letter.content_sid, "content_variables": variables}
    media = {"media_url": [letter.media_url]} if letter.media_url else {}
    return {"body": letter.body, **media}


def _refusal(error: TwilioRestException) -> Answer:
    cause = f"{error.code}: {error.msg}"
    if error.status >= 500:
        return Answer(UNKNOWN, cause=cause)
    return Answer(BUSY if error.status in BUSY_STATUSES else REFUSED, cause=cause)


def _failure(error: Exception) -> Answer:
    cause = type(error).__name__
    if isinstance(error, ReadTimeout):
        return Answer(LATE, cause=cause)
    if isinstance(error, (ConnectTimeout, SSLError)) or _never_connected(error):
        return Answer(UNREACHED, cause=cause)
    return Answer(UNKNOWN, cause=cause)


def _never_connected(error: Exception) -> bool:
    reason = getattr(error.args[0], "reason", None) if isinstance(error, NoConnection) and error.args else None
    return isinstance(reason, NewConnectionError)


def _is(message: Any, letter: Letter, since: datetime) -> bool:
    created = message.date_created
    is_recent = created is None or created >= since
    return is_recent and " ".join((message.body or "").split()) == " ".join(letter.body.split())
