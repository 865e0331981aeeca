"""A reply: facts to be told to a customer or a kirana, worded later in its language."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Say:
    """One sentence: the id of a reply in data/responses and the values of its placeholders.

    Values are str, int, float, Money, Quantity, datetime, or another Say (worded in the same language).
    """

    id: str
    values: dict[str, Any] = field(default_factory=dict)


def say(id: str, /, **values: Any) -> Say:
    """A sentence with its values."""
    return Say(id, values)


@dataclass(frozen=True)
class Reply:
    """One message: `head` sentences, a list of `lines` that may be paged, and `foot` (total, question) on every page.

    `buttons` names a set of quick replies (data/templates.yml) that fits the question, e.g. "confirm";
    `about` is what a pressed button refers to (an order number), kept in its payload.
    """

    head: tuple[Say, ...] = ()
    lines: tuple[Say, ...] = ()
    foot: tuple[Say, ...] = ()
    buttons: str | None = None
    about: str | None = None
    picture: str | None = None
    """The address of a picture that goes with it; only with what is told unasked, and never with buttons."""

    @classmethod
    def of(cls, *head: Say) -> Reply:
        """A reply of sentences alone."""
        return cls(head=head)

    def __add__(self, other: Reply) -> Reply:
        """Both replies as one message; the later one's buttons win."""
        return Reply(
            head=self.head + other.head,
            lines=self.lines + other.lines,
            foot=self.foot + other.foot,
            buttons=other.buttons or self.buttons,
            about=other.about or self.about,
            picture=other.picture or self.picture,
        )
