"""Campaigns at the desk: drafted and counted before anybody is told; started and stopped by its own forms alone."""

from __future__ import annotations

from collections.abc import Callable

from starlette.testclient import TestClient

from parchi.adapters.unit_of_work import SqlUnitOfWork
from parchi.services.news.sending import send_due
from tests.desk.conftest import ASHA, RAVI, Post
from tests.desk.test_signing_in import csrf

Work = Callable[[], SqlUnitOfWork]
NEWS = {"en": "Fresh mangoes at Sai Kirana", "hi-Latn": "Taaze aam aa gaye", "km": "3", "days": "3", "kept_back": "0"}


def send(browser: TestClient, path: str, **form: str) -> str:
    """A form of the campaigns' pages; the page that it leads to."""
    return browser.post(path, data={"csrf": csrf(browser.get("/campaigns").text), **form}).text


def want_news(unit_of_work: Work, post: Post, *numbers: str) -> None:
    for number in numbers:
        post.hear(number, "offers on")
        with unit_of_work() as shop:
            customer = shop.customers.get(number)
            assert customer is not None
            customer.news_since = customer.last_heard_at = shop.clock.now()
            shop.commit()


def test_a_draft_shows_how_it_arrives_and_who_would_hear_it(
    browser_here: TestClient, unit_of_work: Work, post: Post
) -> None:
    want_news(unit_of_work, post, ASHA, RAVI)
    page = send(browser_here, "/campaigns", **NEWS)
    assert "Fresh mangoes at Sai Kirana" in page
    assert "Taaze aam aa gaye" in page
    assert "2 asked for news; it is for <strong>2</strong> of them: 2 as text" in page
    assert "Fresh mangoes" in browser_here.get("/campaigns").text
    with unit_of_work() as shop:
        assert [campaign.state for campaign in shop.campaigns.all()] == ["draft"]


def test_it_is_started_and_stopped_and_its_letters_are_counted(
    browser_here: TestClient, unit_of_work: Work, post: Post
) -> None:
    want_news(unit_of_work, post, ASHA, RAVI)
    send(browser_here, "/campaigns", **NEWS)
    assert "planned 2" in send(browser_here, "/campaigns/1/start")
    with unit_of_work() as shop:
        assert send_due(shop) == 2
        shop.commit()
    page = browser_here.get("/campaigns/1").text
    assert "text 2" in page
    assert "Not done: it is done" in send(browser_here, "/campaigns/1/stop")


def test_what_cannot_be_sent_is_refused_and_what_was_written_stays(browser_here: TestClient) -> None:
    for wrong, said in (
        ({"en": ""}, "missing in English"),
        ({"near": "Atlantis"}, "no place is known"),
        ({"items": "moonstone"}, "there is no item moonstone"),
        ({"days": "soon"}, "“soon” is no number"),
        ({"kept_back": "99"}, "at most 90 per cent"),
    ):
        page = send(browser_here, "/campaigns", **{**NEWS, **wrong})
        assert said in page, page
        assert "Taaze aam aa gaye" in page
    assert "None yet." in browser_here.get("/campaigns").text


def test_nothing_is_started_without_the_sessions_token_nor_where_there_is_nothing(browser_here: TestClient) -> None:
    send(browser_here, "/campaigns", **NEWS)
    assert browser_here.post("/campaigns/1/start", data={"csrf": "0"}).status_code == 403
    assert '<span class="state draft">' in browser_here.get("/campaigns/1").text
    assert browser_here.get("/campaigns/7").status_code == 404
    assert "No such campaign" in send(browser_here, "/campaigns/7/start")
    assert "No such step" in send(browser_here, "/campaigns/1/sing")
