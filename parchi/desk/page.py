"""A page: HTML made from a template, with what every page needs: who asks, how times are written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from parchi.desk.guard import session_of
from parchi.domain.hours import IST

HERE = Path(__file__).parent
ROOMS = (
    ("/", "Orders", "o"),
    ("/conversations", "Conversations", "c"),
    ("/review", "Review", "v"),
    ("/report", "Report", "p"),
    ("/queue", "Queue", "u"),
    ("/map", "Map", "m"),
    ("/shelves", "Shelves", "s"),
    ("/campaigns", "Campaigns", "n"),
)
"""Address, name, and the key that leads there after a `g`."""


@dataclass
class Pages:
    """Makes pages. `now` is the shop's time."""

    now: Callable[[], datetime]
    has_people: bool
    _jinja: Environment = field(init=False, repr=False)

    def __post_init__(self) -> None:
        loader = FileSystemLoader(HERE / "templates")
        self._jinja = Environment(loader=loader, autoescape=select_autoescape(), undefined=StrictUndefined)
        self._jinja.filters.update(ago=self._ago, moment=_moment)

    def show(self, request: Request, template: str, status: int = 200, **values: Any) -> Response:
        """A page of `template`, in the frame of the desk."""
        frame = {
            "rooms": ROOMS,
            "here": request.url.path,
            "session": session_of(request),
            "has_people": self.has_people,
            "now": self.now(),
        }
        return HTMLResponse(self._jinja.get_template(template).render({**frame, **values}), status)

    def nothing(self, request: Request, what: str) -> Response:
        """There is no such thing."""
        return self.show(request, "nothing.html", 404, what=what)

    def _ago(self, at: datetime) -> str:
        minutes = int((self.now() - at).total_seconds() // 60)
        if minutes < 1:
            return "now"
        if minutes < 60:
            return f"{minutes} min"
        return f"{minutes // 60} h {minutes % 60} min" if minutes < 24 * 60 else f"{minutes // (24 * 60)} days"


def _moment(at: datetime) -> str:
    return f"{at.astimezone(IST):%d %b %H:%M}"
