"""The counter's word about its shutter: open, shut for a while, shut on a day."""

from __future__ import annotations

from datetime import timedelta

from parchi.domain.hours import IST
from parchi.domain.kirana import Kirana, day_end
from parchi.domain.reading import Reading
from parchi.domain.reply import Reply, say
from parchi.services.counter.shop_days import days_meant, says_today
from parchi.services.ports import UnitOfWork

DATE = "%d-%m-%Y"


def open_shop(shop: UnitOfWork, kirana: Kirana, reading: Reading) -> Reply:
    """The shop serves from now on, whatever it said before; outside its hours until they begin again or midnight."""
    now = shop.clock.now()
    today = now.astimezone(IST).date()
    kirana.closed_until = None
    kirana.holidays = [day for day in kirana.holidays if day != today.isoformat()]
    if kirana.closes_at(now) is None:
        opening = kirana.opens_at(now)
        midnight = day_end(today)
        kirana.open_until = min(opening, midnight) if opening else midnight
    return Reply.of(say("utter_shop_open", until=kirana.closes_at(now) or day_end(today)))


def close_shop(shop: UnitOfWork, kirana: Kirana, reading: Reading) -> Reply:
    """The shop is shut for so many minutes, for all of today, or until its hours begin again."""
    now = shop.clock.now()
    kirana.open_until = kirana.closed_until = None
    midnight = day_end(now.astimezone(IST).date())
    if reading.minutes:
        kirana.closed_until = now + timedelta(minutes=reading.minutes)
    else:
        kirana.closed_until = kirana.opens_at(midnight if says_today(reading.text) else now) or midnight
    return Reply.of(say("utter_shop_closed", until=kirana.closed_until))


def set_holiday(shop: UnitOfWork, kirana: Kirana, reading: Reading) -> Reply:
    """The shop is shut on a day, or on several in a row."""
    today = shop.clock.now().astimezone(IST).date()
    days = days_meant(reading.text, today)
    known = [day for day in kirana.holidays if day >= today.isoformat()]
    kirana.holidays = sorted({*known, *(day.isoformat() for day in days)})
    if today in days:
        kirana.open_until = None
    first, last = days[0].strftime(DATE), days[-1].strftime(DATE)
    if first == last:
        return Reply.of(say("utter_shop_holiday", day=first))
    return Reply.of(say("utter_shop_holidays", first=first, last=last))
