"""Notices: messages that services send, kept in the outbox by the same transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.orm import Session

from parchi.adapters.alarms import LANGUAGE, TEMPLATE, raise_alarm
from parchi.adapters.desk import letter_row, put_letters
from parchi.adapters.mail_tables import IS_KEPT, inbox, outbox
from parchi.domain.mail import Letter
from parchi.domain.reply import Reply
from parchi.services.ports import Clock

_KEPT = select(outbox.c.id).where(outbox.c.receiver == bindparam("to"), IS_KEPT).limit(1)
_FREE = update(outbox).where(outbox.c.receiver == bindparam("to"), IS_KEPT).values(state="waiting")


class WritesLetters(Protocol):
    """Wording and templates (parchi.whatsapp.letters.Letters)."""

    def of_reply(self, to: str, reply: Reply, language: str) -> list[Letter]: ...
    def of_template(self, to: str, name: str, language: str, values: Mapping[str, str]) -> Letter | None: ...
    def has_template(self, name: str, language: str) -> bool: ...


class SqlNotices:
    """The notices of one unit of work."""

    def __init__(self, session: Session, *, letters: WritesLetters, clock: Clock, operator: str | None) -> None:
        self._session = session
        self._letters = letters
        self._clock = clock
        self._operator = operator
        self._unkept: set[str] = set()
        """Numbers for whom nothing is kept, as far as this unit of work knows."""

    def send(self, to: str, reply: Reply, language: str) -> None:
        """Put a message for `to` into the outbox."""
        put_letters(self._session, self._letters.of_reply(to, reply, language), at=self._clock.now())

    def send_template(self, to: str, name: str, language: str, values: dict[str, str]) -> bool:
        """Put an approved template into the outbox; False if none of that name is configured."""
        letter = self._letters.of_template(to, name, language, values)
        if letter is not None:
            put_letters(self._session, [letter], at=self._clock.now())
        return letter is not None

    def has_template(self, name: str, language: str) -> bool:
        """Whether an approved template of that name is configured, in that language or a likely one."""
        return self._letters.has_template(name, language)

    def wait(self, to: str, reply: Reply, language: str, reason: str) -> None:
        """Keep a message until `to` writes again."""
        self._unkept.discard(to)
        at = self._clock.now()
        for letter in self._letters.of_reply(to, reply, language):
            row = {**letter_row(letter), "state": "kept", "cause": reason, "created_at": at}
            self._session.execute(insert(outbox).values(**row))

    def waiting_for(self, to: str) -> Sequence[int]:
        """Kept messages of a number, oldest first."""
        kept = select(outbox.c.id).where(outbox.c.receiver == to, outbox.c.state == "kept").order_by(outbox.c.id)
        return list(self._session.execute(kept).scalars())

    def know(self, to: str, *, has_kept: bool) -> None:
        """Whether anything is kept for a number, as it was just read."""
        (self._unkept.discard if has_kept else self._unkept.add)(to)

    def free(self, to: str) -> None:
        """Send what was kept for `to`: it has just written."""
        if to not in self._unkept and self._session.execute(_KEPT, {"to": to}).first() is not None:
            self._session.execute(_FREE, {"to": to})

    def said(self, number: str, most: int) -> Sequence[str]:
        """The last messages that a number wrote, oldest first."""
        written = select(inbox.c.form).where(inbox.c.sender == number, inbox.c.state != "double")
        forms = self._session.execute(written.order_by(inbox.c.id.desc()).limit(most)).scalars().all()
        texts = (form.get("Body") or form.get("ButtonText") or "" for form in reversed(forms))
        return [text for text in texts if text.strip()]

    def alarm(self, kind: str, text: str) -> None:
        """Tell the operator, at most once an hour a kind."""
        letter = self._letters.of_template(self._operator or "", TEMPLATE, LANGUAGE, {"text": text})
        sid = letter.content_sid if letter is not None else None
        raise_alarm(self._session, kind, text, at=self._clock.now(), operator=self._operator, content_sid=sid)
