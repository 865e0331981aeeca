"""The review's page: messages worth a look, each of which one key makes an example, a test or an alias."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from parchi.desk.guard import form_of, session_of
from parchi.desk.page import Pages
from parchi.desk.ports import Data, Read, Views
from parchi.domain.reading import CUSTOMER
from parchi.language.languages import languages
from parchi.workbench.review import REASONS, Candidate, worth_a_look
from parchi.workbench.taking import NotTaken

MOST = 50
EXAMPLE, TEST, ALIAS, DISMISSED = "example", "test", "alias", "dismissed"


@dataclass
class ReviewPages:
    """What is taken goes into the data files of this machine and waits there for a trainer's commit and training."""

    pages: Pages
    views: Views
    data: Data
    read: Read
    items: list[str]

    def routes(self) -> list[BaseRoute]:
        """Where they are found."""
        return [Route("/review", self.overview), Route("/review/{message:int}", self.take, methods=["POST"])]

    async def overview(self, request: Request) -> Response:
        """Messages worth a look, newest first, of one reason or all."""
        reason = request.query_params.get("why", "")
        candidates = await run_in_threadpool(self._candidates)
        counts = {name: sum(name in one.reasons for one in candidates) for name in REASONS}
        shown = [one for one in candidates if not reason or reason in one.reasons][:MOST]
        return self._page(request, shown, counts=counts, reason=reason, refused="")

    async def take(self, request: Request) -> Response:
        """Make a message an example, a test or an alias, or set it aside."""
        form, message = form_of(request), request.path_params["message"]
        try:
            where = await run_in_threadpool(self._taken, form)
        except NotTaken as error:
            candidates = await run_in_threadpool(self._candidates)
            same = [one for one in candidates if one.message.id == message]
            return self._page(request, same, counts={}, reason="", refused=str(error), status=400)
        session = session_of(request)
        await run_in_threadpool(
            self.views.set_reviewed, message, session.name if session else "", form.get("as", DISMISSED)
        )
        return RedirectResponse(f"/review?taken={where}#rows", 303)

    def _page(self, request: Request, shown: list[Candidate], *, status: int = 200, **values: Any) -> Response:
        return self.pages.show(
            request, "review.html", status, candidates=shown, intents=self.data.intents(), languages=languages(),
            items=self.items, taken=request.query_params.get("taken", ""), readings=_readings(shown), **values,
        )  # fmt: skip

    def _candidates(self) -> list[Candidate]:
        return worth_a_look(self.views.unreviewed(), self.views.cancelled(), self.read)

    def _taken(self, form: dict[str, str]) -> str:
        """The file that was changed; empty where nothing was. Raises NotTaken."""
        text, language = form.get("text", ""), form.get("language", "")
        taken_as = form.get("as", DISMISSED)
        if taken_as == EXAMPLE:
            return self.data.add_example(text, form.get("intent", ""), language).name
        if taken_as == TEST:
            return self.data.add_test(text, _reading(form)).name
        if taken_as == ALIAS:
            return self.data.add_alias(form.get("word", ""), form.get("item", ""), language).name
        if taken_as != DISMISSED:
            raise NotTaken(f"nothing is taken as “{taken_as}”")
        return ""


def _readings(shown: list[Candidate]) -> dict[int, str]:
    """The meaning of each message as a test would hold it, for a person to correct."""
    told = ("also", "lines")
    return {
        one.message.id: json.dumps({name: one.reading.to_json()[name] for name in told}, ensure_ascii=False)
        for one in shown
    }


def _reading(form: dict[str, str]) -> dict[str, Any]:
    try:
        told = json.loads(form.get("reading", ""))
        return {
            "from": form.get("speaker", CUSTOMER),
            "language": form.get("language") or None,
            "intent": form["intent"],
            "also": list(told["also"]),
            "lines": list(told["lines"]),
        }
    except (KeyError, TypeError, ValueError) as error:
        raise NotTaken(f"the meaning cannot be read: {error}") from error
