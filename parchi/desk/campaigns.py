"""The campaigns' pages: news drafted, looked at and counted before anybody is told, started, stopped, and measured."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from parchi.desk.guard import form_of
from parchi.desk.page import Pages
from parchi.domain.campaign import Campaign
from parchi.language.languages import languages
from parchi.pipeline.ports import OpenShop, OpenShopFor
from parchi.services.news import planning
from parchi.services.news.planning import CampaignRefused
from parchi.services.news.results import results_of
from parchi.services.ports import UnitOfWork, Words

NEAR_KM, DAYS = 3.0, 3
LONGEST_DAYS = 30
EMPTY = {"near": "", "km": f"{NEAR_KM:g}", "items": "", "days": str(DAYS), "kept_back": "0"}
STEPS: dict[str, Callable[[UnitOfWork, Campaign], object]] = {"start": planning.start, "stop": planning.stop}


@dataclass
class CampaignPages:
    """News for those who asked for it. `words` shows it as it will arrive."""

    pages: Pages
    open_shop: OpenShopFor
    words: Words
    items: list[str]

    def routes(self) -> list[BaseRoute]:
        """Where they are found."""
        return [
            Route("/campaigns", self.overview),
            Route("/campaigns", self.draft, methods=["POST"]),
            Route("/campaigns/{number:int}", self.one),
            Route("/campaigns/{number:int}/{step}", self.step, methods=["POST"]),
        ]

    async def overview(self, request: Request) -> Response:
        """All campaigns, newest first, and the form for a new one."""
        return await self._list(request, EMPTY)

    async def draft(self, request: Request) -> Response:
        """Keep a campaign; nobody is told anything yet."""
        form = form_of(request)
        try:
            number = await run_in_threadpool(self._drafted, form)
        except CampaignRefused as refused:
            return await self._list(request, {**EMPTY, **form}, refused=str(refused), status=400)
        return RedirectResponse(f"/campaigns/{number}", 303)

    async def one(self, request: Request) -> Response:
        """One campaign: as it arrives, for whom it is, and what became of it."""
        return await self._shown(request, request.path_params["number"])

    async def step(self, request: Request) -> Response:
        """Start it, or tell nobody more of it."""
        number, step = request.path_params["number"], STEPS.get(request.path_params["step"])
        if step is None:
            return self.pages.nothing(request, "step")
        try:
            is_there = await run_in_threadpool(self._taken, number, step)
        except CampaignRefused as refused:
            return await self._shown(request, number, refused=str(refused), status=400)
        return RedirectResponse(f"/campaigns/{number}", 303) if is_there else self.pages.nothing(request, "campaign")

    async def _list(self, request: Request, form: dict[str, str], *, refused: str = "", status: int = 200) -> Response:
        campaigns = await run_in_threadpool(self._all)
        return self.pages.show(
            request, "campaigns.html", status, campaigns=campaigns, form=form, refused=refused, items=self.items,
            languages=languages(),
        )  # fmt: skip

    async def _shown(self, request: Request, number: int, *, refused: str = "", status: int = 200) -> Response:
        seen = await run_in_threadpool(self._seen, number)
        if seen is None:
            return self.pages.nothing(request, "campaign")
        return self.pages.show(request, "campaign.html", status, refused=refused, **seen)

    def _all(self) -> list[Campaign]:
        with self.open_shop() as shop:
            return list(shop.campaigns.all())

    def _drafted(self, form: dict[str, str]) -> int:
        with self.open_shop() as shop:
            number = planning.draft(shop, _campaign(shop, form)).number or 0
            shop.commit()
        return number

    def _taken(self, number: int, step: Callable[[UnitOfWork, Campaign], object]) -> bool:
        with self.open_shop() as shop:
            found = shop.campaigns.lock(number)
            if found is not None:
                step(shop, found)
                shop.commit()
        return found is not None

    def _seen(self, number: int) -> dict[str, Any] | None:
        with self.open_shop() as shop:
            found = shop.campaigns.get(number)
            if found is None:
                return None
            texts = {name: "\n".join(self.words.render(planning.message(found, name), name)) for name in languages()}
            return {
                "campaign": found,
                "texts": texts,
                "audience": planning.audience(shop, found),
                "results": results_of(shop, found),
            }


def _campaign(shop: OpenShop, form: dict[str, str]) -> Campaign:
    """What was filled in. CampaignRefused says which part cannot be read."""
    near = form.get("near", "").strip()
    area = shop.places.of_words(near) if near else None
    place = (shop.places.of_pincode(near) or (area[0] if area else None)) if near else None
    if near and place is None:
        raise CampaignRefused(f"no place is known as “{near}”")
    now = shop.clock.now()
    texts = {language: " ".join(form.get(language, "").split()) for language in languages()}
    return Campaign(
        made_at=now,
        until=now + timedelta(days=_number(form, "days", LONGEST_DAYS)),
        text={language: text for language, text in texts.items() if text},
        items=form.get("items", "").replace(",", " ").split(),
        latitude=place.latitude if place else None,
        longitude=place.longitude if place else None,
        km=_number(form, "km", 100) if place else None,
        kept_back=int(_number(form, "kept_back", 100)),
    )


def _number(form: dict[str, str], name: str, most: float) -> float:
    text = form.get(name, "")
    try:
        number = float(text)
    except ValueError:
        raise CampaignRefused(f"“{text}” is no number") from None
    if not 0 <= number <= most:
        raise CampaignRefused(f"{text} is not between 0 and {most:g}")
    return number
