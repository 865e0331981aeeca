"""Side by side: the same conversations for Parchi and for stock Rasa, at rates that rise until one falls behind."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass

from bench.load.audit import audit
from bench.load.parchi_side import System, serving
from bench.replay import Audited, Measured, measure
from bench.stock.side import audit_stock, stock_serving
from bench.table import Table

SECONDS = float(os.environ.get("BENCH_SIDES_SECONDS", "20"))
SLOWEST = 3.0
DELAYS = {0.0: 8.0, 0.15: 16.0}
"""By the delay of the Messages API in seconds: how many times the throughput was promised."""


@dataclass(frozen=True)
class Side:
    """Whom to measure, and at which rates."""

    name: str
    serving: Callable[[], AbstractContextManager[System]]
    rates: Sequence[float]
    audited: Audited


OURS = Side("Parchi", serving, (20, 40, 60, 70, 80, 90, 100, 120, 140), audit)
STOCK = Side("stock Rasa", stock_serving, (1, 2, 3, 4, 5, 6, 8, 10, 14, 20), audit_stock)


def run() -> Iterator[Table]:
    """One table for each delay of the API."""
    for delay, promised in DELAYS.items():
        yield beside(delay, promised)


def beside(delay: float, promised: float) -> Table:
    """Both sides one after the other, under the same delay."""
    headings = ("side", "messages/s at p99 < 3 s", "CPU ms a message", "PSS MB", "start s", "lost", "doubled")
    table = Table(f"side by side, Messages API answers after {1000 * delay:g} ms", headings)
    best: dict[str, Measured] = {}
    for side in (STOCK, OURS):
        with side.serving() as system:
            start, kept = system.answering_after, []
            for m in measure(
                system, side.rates, SECONDS, delay=delay, has_reports=False, has_pins=False, audited=side.audited,
                patience=20.0,
            ):  # fmt: skip
                print(_line(side.name, m), flush=True)
                if m.audit.lost or m.replies.p99 > 1000 * SLOWEST:
                    break
                kept.append(m)
        if not kept:
            table.add(side.name, f"below {side.rates[0]:g}", "–", "–", f"{start:.0f}", m.audit.lost, m.audit.doubled)
            kept = [m]
        best[side.name] = good = kept[-1]
        memory = sum(good.memory.values())
        table.add(side.name, f"{good.run.rate:g}", f"{good.cpu_ms():.1f}", f"{memory:.0f}", f"{start:.0f}",
                  good.audit.lost, good.audit.doubled)  # fmt: skip
    ours, stock = best[OURS.name], best[STOCK.name]
    times = ours.run.rate / stock.run.rate
    cheaper = stock.cpu_ms() / ours.cpu_ms()
    table.promise(f"at least {promised:g} times the throughput", f"{times:.1f} times", times >= promised)
    table.promise("cheaper a message", f"{cheaper:.1f} times", cheaper > 1)
    return table


def _line(name: str, m: Measured) -> str:
    speed = f"p50 {m.replies.p50:.0f} ms, p99 {m.replies.p99:.0f} ms, CPU {m.cpu_ms():.1f} ms"
    return f"  {name} {m.run.rate:g}/s: {speed}, lost {m.audit.lost}, doubled {m.audit.doubled}"
