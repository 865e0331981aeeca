"""Results: what became of a campaign, in letters and in orders, beside those who were kept back."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from parchi.domain.campaign import KEPT_BACK, PLANNED, SKIPPED, TOLD, AfterNews, Campaign
from parchi.services.ports import UnitOfWork


@dataclass(frozen=True)
class Results:
    """Counts of one campaign; the desk's page shows just these."""

    campaign: Campaign
    states: Counter[str]
    """Letters by state: planned, text, template, skipped, kept_back."""
    skipped: Counter[str]
    """Why letters were skipped: stopped, week, window, over, gone."""
    undelivered: int
    left: int
    """Told, and then wanted no more."""
    told: AfterNews
    kept_back: AfterNews

    @property
    def is_decided(self) -> bool:
        """Whether nobody is still to be told."""
        return not self.states[PLANNED]


def results_of(shop: UnitOfWork, campaign: Campaign) -> Results:
    """Count it as it stands now."""
    number = campaign.number or 0
    letters = shop.campaigns.letters(number)
    return Results(
        campaign=campaign,
        states=Counter(letter.state for letter in letters),
        skipped=Counter(letter.cause or "-" for letter in letters if letter.state == SKIPPED),
        undelivered=shop.campaigns.undelivered(number),
        left=shop.campaigns.left(number),
        told=shop.campaigns.after(campaign, TOLD),
        kept_back=shop.campaigns.after(campaign, (KEPT_BACK,)),
    )
