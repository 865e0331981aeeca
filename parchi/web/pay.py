"""The pay page: a signed, expiring address that shows an order's UPI code, or opens the UPI app."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from parchi.domain.payment import PATH, PICTURE, PaymentRequest
from parchi.domain.ticket import TicketExpired, TicketInvalid, read_ticket
from parchi.services.ports import TryAgain

PRIVATE = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer", "X-Content-Type-Options": "nosniff"}


@dataclass
class PayPages:
    """What is to be paid is looked up at each visit: a changed total is shown, a paid order asks for nothing."""

    find: Callable[[str], PaymentRequest | None]
    secret: str
    now: Callable[[], datetime]

    def routes(self) -> list[Route]:
        """Where they are found."""
        return [Route(f"{PATH}{{ticket}}{PICTURE}", self.picture), Route(f"{PATH}{{ticket}}", self.open_app)]

    async def picture(self, request: Request) -> Response:
        """The QR code that any UPI app scans."""
        wanted = await self._wanted(request)
        if isinstance(wanted, Response):
            return wanted
        return Response(await run_in_threadpool(_drawn, wanted.link), media_type="image/png", headers=PRIVATE)

    async def open_app(self, request: Request) -> Response:
        """WhatsApp makes no link of `upi://…`, so this address leads there."""
        wanted = await self._wanted(request)
        if isinstance(wanted, Response):
            return wanted
        return Response(status_code=303, headers={**PRIVATE, "Location": wanted.link})

    async def _wanted(self, request: Request) -> PaymentRequest | Response:
        """404 for an address that is not ours, 410 where the time or the debt is over."""
        try:
            number = read_ticket(request.path_params["ticket"], self.now(), self.secret)
            found = await run_in_threadpool(self.find, number)
        except TicketInvalid:
            return Response(status_code=404, headers=PRIVATE)
        except TicketExpired:
            return Response(status_code=410, headers=PRIVATE)
        except TryAgain:
            return Response(status_code=503, headers=PRIVATE)
        return found or Response(status_code=410, headers=PRIVATE)


def _drawn(link: str) -> bytes:
    import segno  # at the first picture: the front accepts messages before

    drawn = BytesIO()
    segno.make(link, error="m", micro=False).save(drawn, kind="png", scale=8, border=4)
    return drawn.getvalue()
