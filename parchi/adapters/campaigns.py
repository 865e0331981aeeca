"""Campaigns as rows: who may be told, who was, and what was ordered after it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from parchi.adapters.campaign_tables import campaign_letters, campaigns
from parchi.adapters.mail_tables import outbox
from parchi.adapters.order_tables import order_lines, orders
from parchi.adapters.shop_tables import customers, kirana_numbers
from parchi.domain.campaign import MEASURED, PLANNED, TOLD, AfterNews, Campaign, CampaignLetter
from parchi.domain.customer import Customer
from parchi.domain.order import CANCELLED, COLLECTED, DECLINED, TAKEN


class SqlCampaigns:
    """The repository of campaigns."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, campaign: Campaign) -> Campaign:
        """Kept and numbered."""
        self._session.add(campaign)
        self._session.flush()
        return campaign

    def get(self, number: int) -> Campaign | None:
        """A campaign by its number."""
        return self._session.get(Campaign, number)

    def lock(self, number: int) -> Campaign | None:
        """The campaign, and nobody else starts or stops it until the unit of work ends."""
        return self._session.get(Campaign, number, with_for_update=True, populate_existing=True)

    def all(self) -> Sequence[Campaign]:
        """All of them, newest first."""
        return self._session.execute(select(Campaign).order_by(campaigns.c.number.desc())).scalars().all()

    def readers(self, items: Sequence[str], since: datetime) -> Sequence[Customer]:
        """Customers who asked for news and have not stopped messages, of whom one of these items is known as bought."""
        is_shop = select(kirana_numbers.c.number).where(kirana_numbers.c.number == customers.c.number).exists()
        query = select(Customer).where(
            customers.c.news_since.is_not(None), customers.c.messages_stopped.is_(False), ~is_shop
        )
        if items:
            query = query.where(_bought(items, since))
        return self._session.execute(query.order_by(customers.c.number)).scalars().all()

    def plan(self, letters: Iterable[CampaignLetter]) -> None:
        """Keep whom a campaign is for."""
        self._session.add_all(list(letters))
        self._session.flush()

    def planned(self, most: int) -> Sequence[CampaignLetter]:
        """Letters that are still to be written, oldest first; nobody else takes them meanwhile."""
        query = select(CampaignLetter).where(campaign_letters.c.state == PLANNED).order_by(campaign_letters.c.number)
        found: Sequence[CampaignLetter] = (
            self._session.execute(query.limit(most).with_for_update(skip_locked=True)).scalars().all()
        )
        return found

    def has_planned(self, campaign: int) -> bool:
        """Whether somebody is still to be told."""
        its = (campaign_letters.c.campaign == campaign, campaign_letters.c.state == PLANNED)
        return self._session.execute(select(campaign_letters.c.number).where(*its).limit(1)).first() is not None

    def letters(self, campaign: int) -> Sequence[CampaignLetter]:
        """All letters of a campaign."""
        query = select(CampaignLetter).where(campaign_letters.c.campaign == campaign)
        return self._session.execute(query.order_by(campaign_letters.c.number)).scalars().all()

    def told_since(self, customer: str, at: datetime) -> bool:
        """Whether a customer was told of any campaign since then."""
        query = select(campaign_letters.c.number).where(
            campaign_letters.c.customer == customer, campaign_letters.c.at > at, campaign_letters.c.state.in_(TOLD)
        )
        return self._session.execute(query.limit(1)).first() is not None

    def undelivered(self, campaign: int) -> int:
        """How many of its letters WhatsApp did not deliver: those of its outbox that were written at that moment."""
        is_its = and_(
            outbox.c.receiver == campaign_letters.c.customer,
            outbox.c.created_at == campaign_letters.c.at,
            outbox.c.state == "failed",
        )
        query = select(func.count(func.distinct(campaign_letters.c.number))).select_from(
            campaign_letters.join(outbox, is_its)
        )
        return int(self._session.execute(query.where(campaign_letters.c.campaign == campaign)).scalar_one())

    def left(self, campaign: int) -> int:
        """How many wanted no more news within the time measured after they were told."""
        rows = self._session.execute(
            select(campaign_letters.c.at, customers.c.news_ended_at)
            .join(customers, customers.c.number == campaign_letters.c.customer)
            .where(campaign_letters.c.campaign == campaign, campaign_letters.c.state.in_(TOLD))
        ).all()
        return sum(ended is not None and at <= ended <= at + MEASURED for at, ended in rows)

    def after(self, campaign: Campaign, states: Sequence[str]) -> AfterNews:
        """What the customers whose letters are in these states ordered within the time measured."""
        letters = [letter for letter in self.letters(campaign.number or 0) if letter.state in states]
        found = [row for letter in letters for row in self._orders_after(letter.customer, letter.at, MEASURED)]
        of_items = self._with_items([row.number for row in found], campaign.items)
        return AfterNews(
            customers=len(letters),
            ordering=len({row.customer for row in found}),
            orders=len(found),
            orders_of_items=of_items,
            paise=self._paise([row.number for row in found]),
        )

    def _orders_after(self, customer: str, at: datetime, span: timedelta) -> Sequence[Any]:
        query = select(orders.c.number, orders.c.customer).where(
            orders.c.customer == customer,
            orders.c.placed_at >= at,
            orders.c.placed_at <= at + span,
            orders.c.status.not_in((CANCELLED, DECLINED)),
        )
        return self._session.execute(query).all()

    def _with_items(self, numbers: Sequence[str], items: Sequence[str]) -> int:
        lines = select(func.count(func.distinct(order_lines.c.order))).where(
            order_lines.c.order.in_(numbers), order_lines.c.item.in_(items)
        )
        return int(self._session.execute(lines).scalar_one())

    def _paise(self, numbers: Sequence[str]) -> int:
        summed = select(order_lines.c.price_paise).where(order_lines.c.order.in_(numbers))
        return sum(price.paise for price in self._session.execute(summed).scalars())


def _bought(items: Sequence[str], since: datetime) -> Any:
    return (
        select(order_lines.c.id)
        .join(orders, orders.c.number == order_lines.c.order)
        .where(
            orders.c.customer == customers.c.number,
            order_lines.c.item.in_(items),
            orders.c.placed_at >= since,
            orders.c.status.in_((*TAKEN, COLLECTED)),
        )
        .exists()
    )
