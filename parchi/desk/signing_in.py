"""Signing in and out of the desk."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from parchi.desk.guard import COOKIE, SIGN_IN, form_of
from parchi.desk.page import Pages
from parchi.desk.people import People
from parchi.desk.session import LASTS, Patience, Seal

NOBODY = "this machine"
"""Who the visitor is where nobody has to sign in."""


@dataclass
class SigningIn:
    """The page with name and password; where there are no people, the browser of this machine is let in at once."""

    pages: Pages
    people: People
    seal: Seal
    patience: Patience

    def routes(self) -> list[BaseRoute]:
        """Where it is found."""
        return [
            Route(SIGN_IN, self.ask),
            Route(SIGN_IN, self.enter, methods=["POST"]),
            Route("/sign-out", self.leave, methods=["POST"]),
        ]

    async def ask(self, request: Request) -> Response:
        """The form."""
        if not self.people:
            return self._let_in(request, NOBODY)
        return self._form(request, 200, "")

    async def enter(self, request: Request) -> Response:
        """Name and password."""
        form = form_of(request)
        name, password = form.get("name", ""), form.get("password", "")
        if self.patience.is_over(name):
            return self._form(request, 429, "Too many tries: wait a quarter of an hour.")
        if await run_in_threadpool(self.people.admits, name, password):
            return self._let_in(request, name)
        self.patience.count(name)
        return self._form(request, 403, "Name or password is wrong.")

    async def leave(self, request: Request) -> Response:
        """Sign out."""
        self.seal.end(request.cookies.get(COOKIE, ""))
        answer = RedirectResponse(SIGN_IN, 303)
        answer.delete_cookie(COOKIE)
        return answer

    def _form(self, request: Request, status: int, wrong: str) -> Response:
        return self.pages.show(request, "sign_in.html", status, wrong=wrong, wanted=_wanted(request))

    def _let_in(self, request: Request, name: str) -> Response:
        answer = RedirectResponse(_wanted(request), 303)
        # Behind Caddy or nginx the desk hears plain HTTP; the browser then keeps the cookie for HTTPS alone.
        is_https = request.headers.get("x-forwarded-proto", request.url.scheme) == "https"
        answer.set_cookie(
            COOKIE, self.seal.cookie(name), max_age=int(LASTS.total_seconds()),
            httponly=True, samesite="strict", secure=is_https,
        )  # fmt: skip
        return answer


def _wanted(request: Request) -> str:
    """The page that was asked for: one of the desk's own."""
    wanted = form_of(request).get("next") or request.query_params.get("next", "/")
    return wanted if wanted.startswith("/") and not wanted.startswith(("//", "/\\")) else "/"
