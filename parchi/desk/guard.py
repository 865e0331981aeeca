"""The guard: nobody sees a page without a session, no form is taken from elsewhere, and every look is written down."""

from __future__ import annotations

import hmac
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from parchi.desk.session import Seal, Session

COOKIE = "parchi_desk"
SIGN_IN = "/sign-in"
OPEN_PATHS = (SIGN_IN, "/static/")
LONGEST = 64 * 1024
LOOPBACK_HOSTS = frozenset({"127.0.0.1", "localhost", "[::1]"})
Note = Callable[[str, str, str, int], None]
"""Writes down who, method, path, status."""


@dataclass
class Guard:
    """Stands before all pages. Without people to sign in (`is_local`), only this machine's own browser is let in."""

    app: ASGIApp
    seal: Seal
    note: Note
    is_local: bool

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] != "http":
            return
        request = Request(scope, receive)
        session = self._session(request)
        refusal = self._refusal(request, session) or await self._refused_form(request, session)
        if refusal is not None:
            return await refusal(scope, receive, send)
        scope["state"] = {**scope.get("state", {}), "session": session}
        await self._answer_noted(scope, receive, send, session.name if session else "-")

    def _session(self, request: Request) -> Session | None:
        return self.seal.read(request.cookies.get(COOKIE, ""))

    def _refusal(self, request: Request, session: Session | None) -> Response | None:
        # A page elsewhere could otherwise reach the loopback under a name of its own (DNS rebinding).
        if self.is_local and _host(request) not in LOOPBACK_HOSTS:
            return PlainTextResponse("The desk answers on this machine only.", 403)
        if session or request.url.path.startswith(OPEN_PATHS):
            return None
        if request.method in ("GET", "HEAD"):
            return RedirectResponse(f"{SIGN_IN}?{urlencode({'next': request.url.path})}", 303)
        return PlainTextResponse("Sign in first.", 403)

    async def _refused_form(self, request: Request, session: Session | None) -> Response | None:
        if request.method in ("GET", "HEAD"):
            return None
        if request.method != "POST":
            return PlainTextResponse("", 405)
        body = b""
        async for chunk in request.stream():
            body += chunk
            if len(body) > LONGEST:
                return PlainTextResponse("Too long.", 413)
        form = dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))
        request.scope["form"] = form
        if session is None or request.url.path == SIGN_IN:
            # Signing in carries no token yet: a browser says where the form came from.
            return None if _is_own(request) else PlainTextResponse("Not from this page.", 403)
        if not hmac.compare_digest(form.get("csrf", "").encode(), session.csrf.encode()):
            return PlainTextResponse("This form is too old: go back and load the page again.", 403)
        return None

    async def _answer_noted(self, scope: Scope, receive: Receive, send: Send, name: str) -> None:
        status = 500

        async def watching(message: dict[str, object]) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = int(str(message["status"]))
            await send(message)

        try:
            await self.app(scope, receive, watching)  # type: ignore[arg-type]
        finally:
            if not scope["path"].startswith("/static/"):
                await run_in_threadpool(self.note, name, scope["method"], scope["path"], status)


def form_of(request: Request) -> dict[str, str]:
    """The form that the guard has read."""
    form: dict[str, str] = request.scope.get("form", {})
    return form


def session_of(request: Request) -> Session | None:
    """Who asks; None on the page where people sign in."""
    session: Session | None = request.state.session
    return session


def _host(request: Request) -> str:
    host = request.headers.get("host", "")
    return host if host.endswith("]") else host.rsplit(":", 1)[0] if ":" in host else host


def _is_own(request: Request) -> bool:
    """Browsers of today name the origin of every form, and scripts of other sites cannot change that."""
    origin = request.headers.get("origin")
    return origin is None or origin.partition("://")[2] == request.headers.get("host")
