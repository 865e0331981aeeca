"""Page headers: what a browser is told so that a page runs its own scripts only and is framed by nobody."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

CONTENT_SECURITY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cache-Control": "no-cache",
}


class PageHeaders:
    """Adds the headers to whatever the wrapped application answers.

    `exceptions` gives paths a Content-Security-Policy of their own.
    """

    def __init__(
        self, app: ASGIApp, content_security: str = CONTENT_SECURITY, exceptions: Mapping[str, str] | None = None
    ) -> None:
        self._app = app
        self._content_security = content_security
        self._exceptions = exceptions or {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        policy = self._exceptions.get(scope.get("path", ""), self._content_security)

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                framed = "DENY" if "frame-ancestors 'none'" in policy else "SAMEORIGIN"
                own = {"Content-Security-Policy": policy, "X-Frame-Options": framed}
                MutableHeaders(scope=message).update({**HEADERS, **own})
            await send(message)

        await self._app(scope, receive, send_with_headers)
