"""Days as a shopkeeper names them."""

from __future__ import annotations

from datetime import date

import pytest

from parchi.services.counter.shop_days import days_meant, says_today

MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "first", "count"),
    [
        ("kal chutti hai", date(2026, 11, 24), 1),
        ("कल दुकान बंद", date(2026, 11, 24), 1),
        ("aaj chutti", date(2026, 11, 23), 1),
        ("parso band rahega", date(2026, 11, 25), 1),
        ("परसों छुट्टी", date(2026, 11, 25), 1),
        ("Sunday ko chutti", date(2026, 11, 29), 1),
        ("itwar ko band", date(2026, 11, 29), 1),
        ("रविवार को छुट्टी", date(2026, 11, 29), 1),
        ("holiday on monday", date(2026, 11, 23), 1),
        ("25 tarikh ko chutti hai", date(2026, 11, 25), 1),
        ("5 तारीख को बंद", date(2026, 12, 5), 1),
        ("kal se 2 din chutti", date(2026, 11, 24), 2),
        ("chutti hai", date(2026, 11, 24), 1),
        ("31 tarikh ko chutti", date(2026, 12, 31), 1),
    ],
)
def test_a_named_day_is_the_next_of_that_name(text: str, first: date, count: int) -> None:
    days = days_meant(text, MONDAY)
    assert (days[0], len(days)) == (first, count)


def test_a_span_is_never_longer_than_a_month() -> None:
    assert len(days_meant("99 din chutti", MONDAY)) == 30


def test_today_is_heard_in_three_writings() -> None:
    assert all(says_today(text) for text in ("aaj band", "आज बंद", "closed today"))
    assert not says_today("kal band")
