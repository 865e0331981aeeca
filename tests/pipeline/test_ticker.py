"""The ticker: one of all ticks at a time, and a tick that fails is undone and tried again."""

from __future__ import annotations

from typing import Any

from parchi.adapters.inbox import SqlInbox
from parchi.adapters.pulse import SqlPulse
from parchi.pipeline import ticker as ticker_module
from parchi.pipeline.owner import is_dead, new_owner
from parchi.pipeline.ticker import Ticker
from parchi.roles import machine_time
from tests.wire.conftest import CUSTOMER, until


def make_ticker(mail, open_shop, tick, owner: str | None = None) -> Ticker:
    return Ticker(inbox=SqlInbox(mail, machine_time), open_shop=open_shop, tick=tick, owner=owner or new_owner())


def test_only_one_ticks_until_it_dies(mail, open_shop):
    ticks: list[Any] = []
    dead = new_owner().split(":")[0] + ":999999:1"
    first = make_ticker(mail, open_shop, ticks.append, owner=dead)
    second = make_ticker(mail, open_shop, ticks.append)
    assert [first.tick_once(), second.tick_once(), first.tick_once()] == [True, False, True]
    SqlInbox(mail, machine_time).free_dead(is_dead)
    assert second.tick_once() is True
    assert len(ticks) == 3


def test_a_tick_keeps_what_it_did(mail, open_shop):
    make_ticker(mail, open_shop, lambda shop: shop.customers.meet(CUSTOMER)).tick_once()
    with open_shop() as shop:
        assert shop.customers.get(CUSTOMER) is not None


def test_a_tick_that_fails_is_undone_and_tried_again(mail, open_shop, running, monkeypatch):
    monkeypatch.setattr(ticker_module, "AFTER_FAILURE", 0.05)
    tries: list[int] = []

    def tick(shop) -> None:
        shop.customers.meet(f"{CUSTOMER}{len(tries)}")
        shop.flush()
        tries.append(1)
        if len(tries) < 3:
            raise RuntimeError("not now")

    running(lambda stop: make_ticker(mail, open_shop, tick).run(stop, SqlPulse(mail, machine_time)))
    until(lambda: len(tries) >= 3)

    def kept() -> list[bool]:
        with open_shop() as shop:
            return [shop.customers.get(f"{CUSTOMER}{n}") is not None for n in range(3)]

    until(lambda: kept() == [False, False, True])
