"""The desk as one application: its pages behind the guard."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from parchi.desk.campaigns import CampaignPages
from parchi.desk.conversations import ConversationPages
from parchi.desk.guard import Guard
from parchi.desk.orders import OrderPages
from parchi.desk.page import HERE, Pages
from parchi.desk.people import People
from parchi.desk.ports import Data, Read, Street, Views
from parchi.desk.report import ReportPages
from parchi.desk.review import ReviewPages
from parchi.desk.session import Patience, Seal
from parchi.desk.signing_in import SigningIn
from parchi.desk.street import StreetPages
from parchi.domain.place import Place
from parchi.pipeline.ports import OpenShopFor
from parchi.services.ports import Words
from parchi.web.page_headers import PageHeaders

CONTENT_SECURITY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "frame-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
REPORTS_SECURITY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self'"
)
"""The report is one file with its pictures and styles inside; it runs no script."""


@dataclass(frozen=True)
class Desk:
    """Everything that the desk shows. `now` is the shop's time, `machine_time` that of the sessions."""

    views: Views
    street: Street
    data: Data
    read: Read
    items: list[str]
    areas: Sequence[tuple[str, Place]]
    report: Path
    open_shop: OpenShopFor
    words: Words
    people: People
    now: Callable[[], datetime]
    machine_time: Callable[[], datetime]

    def app(self) -> Starlette:
        """The application."""
        pages, seal = Pages(self.now, bool(self.people)), Seal(self.machine_time)
        routes = [
            *SigningIn(pages, self.people, seal, Patience(self.machine_time)).routes(),
            *OrderPages(pages, self.views).routes(),
            *ConversationPages(pages, self.views).routes(),
            *ReviewPages(pages, self.views, self.data, self.read, self.items).routes(),
            *StreetPages(pages, self.street, self.views, self.areas).routes(),
            *ReportPages(pages, self.report).routes(),
            *CampaignPages(pages, self.open_shop, self.words, self.items).routes(),
            Mount("/static", StaticFiles(directory=HERE / "static")),
        ]
        guard = Middleware(Guard, seal=seal, note=self.views.note_visit, is_local=not self.people)
        headers = Middleware(
            PageHeaders, content_security=CONTENT_SECURITY, exceptions={"/report/whole": REPORTS_SECURITY}
        )
        return Starlette(routes=routes, middleware=[headers, guard])
