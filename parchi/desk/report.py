"""The report's page: what `parchi report` wrote last about the model."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from parchi.desk.page import Pages
from parchi.domain.hours import IST


@dataclass
class ReportPages:
    """The report within the desk's frame, and alone."""

    pages: Pages
    file: Path

    def routes(self) -> list[BaseRoute]:
        """Where they are found."""
        return [Route("/report", self.framed), Route("/report/whole", self.whole)]

    def framed(self, request: Request) -> Response:
        """The report in the frame, or how to make it."""
        made_at = datetime.fromtimestamp(self.file.stat().st_mtime, IST) if self.file.is_file() else None
        return self.pages.show(request, "report.html", made_at=made_at)

    def whole(self, request: Request) -> Response:
        """The file as it is."""
        if not self.file.is_file():
            return self.pages.nothing(request, "report")
        return HTMLResponse(self.file.read_text(encoding="utf-8"))
