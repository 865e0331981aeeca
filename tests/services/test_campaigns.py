"""Campaigns: news for those who asked, near a place or by what they buy, once a week at most, measured in orders."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest

from parchi.domain.campaign import DONE, KEPT_BACK, RUNNING, SKIPPED, STOPPED, TEXT, Campaign
from parchi.domain.place import Place
from parchi.services import customers
from parchi.services.news import planning
from parchi.services.news.consent import is_about_news
from parchi.services.news.results import Results, results_of
from tests.services.street import ASHA, ATTA, ONION, RAVI, SAI, Street, ids, read

MEENA = "whatsapp:+910000000003"
FAR = Place(19.2183, 72.9781)  # Thane, some 16 km away


def asked(street: Street, *numbers: str, place: Place | None = None) -> None:
    """These customers are known, and want to hear of offers."""
    for number in numbers:
        street.moves_in(number, **({"place": place} if place else {}))
        assert ids(street.asks(customers.set_preference, "OFFERS ON", number=number)) == ["utter_news_on"]


def started(street: Street, **how: object) -> int:
    """A campaign that runs; its number."""

    def act(shop: object) -> int:
        now = street.clock.now()
        told = {"made_at": now, "until": now + timedelta(days=3), "text": {"en": "Onions ₹35", "hi-Latn": "Pyaz ₹35"}}
        campaign = planning.draft(shop, Campaign(**{**told, **how}))
        planning.start(shop, campaign)
        return campaign.number

    return int(street.do(act))


def results(street: Street, number: int) -> Results:
    return street.do(lambda shop: results_of(shop, shop.campaigns.get(number)))


def heard(street: Street, number: str) -> int:
    return street.told(number).count("utter_news")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("OFFERS ON", True), ("offer bhejte raho", True), ("ऑफ़र भेजते रहिए", True), ("ऑफर भेजते रहना भैया", True),
        ("OFFERS OFF", True), ("mujhe offer mat bhejo", True), ("ऑफ़र नहीं चाहिए", True), ("no more offers please", True),
        ("koi offer hai", False), ("any offers on oil?", False), ("what is on offer", False), ("STOP", False),
    ],
)  # fmt: skip
def test_news_is_turned_on_and_off_in_so_many_words(text: str, wanted: bool) -> None:
    assert is_about_news(read("ask_offers", text)) is wanted


def test_only_those_who_asked_are_told(street: Street) -> None:
    street.moves_in(RAVI)
    asked(street, ASHA)
    number = started(street)
    assert street.ticks() == 1
    assert (heard(street, ASHA), heard(street, RAVI)) == (1, 0)
    assert [language for to, _, language in street.notices.sent if to == ASHA][-1] == "hi-Latn"
    assert results(street, number).campaign.state == DONE
    assert street.ticks() == 0


def test_who_is_near_and_who_buys_such_things(street: Street) -> None:
    street.orders({ONION: 1000})
    street.shop_says("accept_order", "1")
    street.orders({ATTA: 1}, number=RAVI)
    street.shop_says("accept_order", "1")
    asked(street, ASHA, RAVI)
    asked(street, MEENA, place=FAR)
    near = {"latitude": 19.0762, "longitude": 72.9985, "km": 3.0}
    counted = street.do(lambda shop: planning.audience(shop, _draft(street, items=["onion"], **near)))
    assert (counted.asked_for_news, counted.readers, counted.how) == (3, 1, Counter(text=1))
    started(street, items=["onion"], **near)
    street.ticks()
    assert (heard(street, ASHA), heard(street, RAVI), heard(street, MEENA)) == (1, 0, 0)
    street.clock.move(days=8)
    asked(street, ASHA, RAVI)
    street.moves_in(MEENA, place=FAR)
    started(street, **near)
    street.ticks()
    assert (heard(street, ASHA), heard(street, RAVI), heard(street, MEENA)) == (2, 1, 0)


def test_at_most_one_a_week_each(street: Street) -> None:
    asked(street, ASHA)
    started(street)
    street.ticks()
    second = started(street)
    street.ticks()
    assert heard(street, ASHA) == 1
    assert results(street, second).skipped == {"week": 1}
    street.time_passes(days=7, minutes=1)
    street.moves_in(ASHA)
    started(street)
    street.ticks()
    assert heard(street, ASHA) == 2


def test_out_of_the_window_by_template_or_not_at_all(street: Street) -> None:
    asked(street, ASHA, RAVI)
    street.clock.move(hours=25)
    first = started(street)
    street.ticks()
    assert results(street, first).skipped == {"window": 2}
    assert street.notices.kept == []
    street.notices.configured.add("news")
    second = started(street)
    street.ticks()
    assert results(street, second).states == {"template": 2}
    assert street.notices.templates[0] == (ASHA, "news", "hi-Latn", {"text": "Pyaz ₹35"})


def test_stop_and_offers_off_count_to_the_last_moment(street: Street) -> None:
    asked(street, ASHA, RAVI, MEENA)
    number = started(street)
    street.asks(customers.stop_messages, "STOP")
    street.asks(customers.set_preference, "OFFERS OFF", number=RAVI)
    street.ticks()
    assert (heard(street, ASHA), heard(street, RAVI), heard(street, MEENA)) == (0, 0, 1)
    assert results(street, number).skipped == {"stopped": 2}
    street.asks(customers.resume_messages, "START")
    street.clock.move(days=8)
    street.moves_in(ASHA)
    started(street)
    street.ticks()
    assert heard(street, ASHA) == 0


def test_nobody_is_told_at_night_and_none_after_its_time(street: Street) -> None:
    asked(street, ASHA)
    street.clock.set(20, 1)
    late = started(street, until=street.clock.now() + timedelta(hours=10))
    assert street.ticks() == 0
    street.clock.set(10, 0, day=24)
    assert street.ticks() == 1
    assert (heard(street, ASHA), results(street, late).skipped) == (0, {"over": 1})


def test_a_stopped_campaign_tells_nobody_more(street: Street) -> None:
    numbers = [f"whatsapp:+91000000010{at:02d}" for at in range(8)]
    asked(street, *numbers)
    number = started(street)
    assert street.ticks() == 5
    assert results(street, number).campaign.state == RUNNING
    street.do(lambda shop: planning.stop(shop, shop.campaigns.get(number)))
    street.ticks()
    found = results(street, number)
    assert (found.campaign.state, found.states) == (STOPPED, {TEXT: 5, SKIPPED: 3})


def test_it_is_measured_in_orders_beside_those_who_were_kept_back(street: Street) -> None:
    numbers = [f"whatsapp:+91000000010{at:02d}" for at in range(20)]
    asked(street, *numbers)
    number = started(street, items=[], kept_back=50)
    for _ in range(4):
        street.ticks()
    found = results(street, number)
    assert found.is_decided
    assert found.states[TEXT] + found.states[KEPT_BACK] == 20
    assert 3 <= found.states[KEPT_BACK] <= 17
    told = [one for one in numbers if heard(street, one)]
    street.clock.move(minutes=1)
    street.orders({ONION: 2000}, number=told[0])
    street.do(lambda shop: setattr(shop.campaigns.get(number), "items", ["onion"]))
    after = results(street, number).told
    assert (after.customers, after.ordering, after.orders, after.orders_of_items, after.paise) == (
        len(told), 1, 1, 1, 8000,
    )  # fmt: skip
    assert results(street, number).kept_back.orders == 0
    street.asks(customers.set_preference, "OFFERS OFF", number=told[1])
    assert results(street, number).left == 1


def test_a_forgotten_customer_is_no_name_in_it(street: Street) -> None:
    asked(street, ASHA)
    number = started(street)
    street.ticks()
    street.do(lambda shop: shop.forget(ASHA))
    found = street.do(lambda shop: shop.campaigns.letters(number))
    assert [letter.customer.startswith("forgotten:") for letter in found] == [True]


def test_a_kirana_hears_none(street: Street) -> None:
    asked(street, SAI)
    started(street)
    assert street.ticks() == 0


@pytest.mark.parametrize(
    ("how", "why"),
    [
        ({"text": {"hi": "प्याज़"}}, "missing in English"),
        ({"text": {"en": "x" * 501}}, "501 characters"),
        ({"items": ["moon-dust"]}, "no item moon-dust"),
        ({"kept_back": 95}, "90 per cent"),
        ({"until": None}, "over already"),
    ],
)
def test_what_makes_no_sense_is_refused(street: Street, how: dict[str, object], why: str) -> None:
    if "until" in how:
        how = {"until": street.clock.now()}
    with pytest.raises(planning.CampaignRefused, match=why):
        started(street, **how)


def test_it_starts_once(street: Street) -> None:
    number = started(street)
    with pytest.raises(planning.CampaignRefused, match="running already"):
        street.do(lambda shop: planning.start(shop, shop.campaigns.get(number)))


def _draft(street: Street, **how: object) -> Campaign:
    now = street.clock.now()
    return Campaign(made_at=now, until=now + timedelta(days=3), text={"en": "Onions"}, **how)
