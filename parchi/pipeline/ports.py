"""What the pipeline needs from outside: where mail is kept, who answers it, who sends it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from types import TracebackType
from typing import Protocol, runtime_checkable

from parchi.domain.mail import Answer, Arrival, Claim, DeliveryReport, Dispatch, Letter, Outcome
from parchi.domain.message import InboundMessage
from parchi.pipeline.tally import Figure
from parchi.services.ports import UnitOfWork
from parchi.whatsapp.letters import Page


class Turn(Protocol):
    """Understands one message, changes the shop, and says what to answer."""

    def answer(self, message: InboundMessage, shop: UnitOfWork) -> Sequence[str | Page]:
        """The texts of the reply, in order; they go out as one message where they fit."""


@runtime_checkable
class Thinks(Protocol):
    """A turn that does part of its work before the database is asked for anything."""

    def think(self, message: InboundMessage) -> None:
        """Get ready for this message."""


class OpenShop(UnitOfWork, Protocol):
    """A unit of work of its own."""

    def __enter__(self) -> OpenShop: ...
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
    def commit(self) -> None: ...
    def rollback(self) -> None: ...


class Desk(Protocol):
    """Inbox and outbox within a unit of work."""

    def finish(
        self,
        claim: Claim,
        owner: str,
        letters: Iterable[Letter],
        *,
        error_id: str | None = None,
        is_limited: bool = False,
    ) -> None: ...
    def take_next(self, owner: str) -> Claim | None: ...


class Crowd(Protocol):
    """Whether more is written than is answered."""

    def excess(self, claim: Claim) -> str | None: ...
    def was_told(self, claim: Claim) -> bool: ...


class Inbox(Protocol):
    """Messages that wait to be answered."""

    def store(self, arrivals: Sequence[Arrival]) -> None: ...
    def is_ready(self) -> bool: ...
    def claim(self, owner: str) -> Claim | None: ...
    def give_back(self, claim: Claim, owner: str, *, pause: float, is_counted: bool) -> None: ...
    def take_role(self, role: str, owner: str) -> bool: ...
    def free_dead(self, is_dead: Callable[[str], bool]) -> None: ...
    def known(self, sids: Sequence[str]) -> set[str]: ...
    def first_received_at(self) -> datetime | None: ...


class Received(Protocol):
    """Messages that Twilio took in for our number."""

    def since(self, at: datetime, *, until: datetime) -> Iterable[dict[str, str]]: ...


class Outbox(Protocol):
    """Letters that wait to be sent."""

    def claim(self, owner: str, most: int) -> list[Dispatch]: ...
    def record(self, outcomes: Iterable[Outcome]) -> None: ...
    def report(self, reports: Iterable[DeliveryReport]) -> None: ...
    def known(self, sids: Iterable[str]) -> set[str]: ...
    def free_dead(self, is_dead: Callable[[str], bool]) -> None: ...


class Carrier(Protocol):
    """Whoever carries letters to WhatsApp: Twilio."""

    def post(self, dispatch: Dispatch) -> Answer: ...
    def find(self, dispatch: Dispatch) -> list[str] | None: ...


class Pulse(Protocol):
    """Signs of life of the roles."""

    def beat(self, owner: str, role: str, figures: Mapping[Figure, float] | None = None) -> None: ...
    def is_alive(self, role: str) -> bool: ...


OpenShopFor = Callable[[], OpenShop]
DeskOf = Callable[[OpenShop], Desk]
CrowdOf = Callable[[OpenShop], Crowd]
