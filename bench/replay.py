"""The replay: shopping conversations brought to `parchi serve` as Twilio brings them, waiting for nothing."""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from bench.load.audit import Audit, audit
from bench.load.chats import Writer
from bench.load.cost import cpu_seconds, pss
from bench.load.parchi_side import System, serving
from bench.load.traffic import Run, Traffic, fast_loop
from bench.table import Table, Times

RATE, SECONDS, API_DELAY = 80.0, 300.0, 0.15
SLOWEST = 3.0
"""Seconds within which 99 of 100 replies must be handed to Twilio."""

Audited = Callable[[Run, str], Audit]


@dataclass
class Measured:
    """One run, audited, with what it cost."""

    run: Run
    audit: Audit
    cpu: Counter[str]
    """Seconds on a core by role; the load itself is "load"."""
    memory: Counter[str]
    wall: float

    @property
    def replies(self) -> Times:
        """From the webhook's arrival to the reply's handing over."""
        return Times.of(self.audit.seconds)

    @property
    def webhook(self) -> Times:
        """Until the door's answer."""
        return Times.of([message.seconds for message in self.run.accepted])

    def cpu_ms(self, *, of_load: bool = False) -> float:
        """Milliseconds on a core a message."""
        used = self.cpu["load"] if of_load else sum(self.cpu.values()) - self.cpu["load"]
        return 1000 * used / len(self.run.brought)


def measure(
    system: System,
    rates: Sequence[float],
    seconds: float,
    *,
    delay: float,
    has_reports: bool,
    has_pins: bool = True,
    audited: Audited = audit,
    patience: float = 60.0,
) -> Iterator[Measured]:
    """One run for each rate on the same system, each with new customers."""
    with fast_loop() as loop:
        writer = Writer(7, has_pins=has_pins)
        traffic = Traffic(writer, system.url, system.api_port, delay=delay, has_reports=has_reports)
        loop.run_until_complete(traffic.serve())
        loop.run_until_complete(traffic.run(5.0, 2.0))  # the first messages pay for what is made once
        for rate in rates:
            before = _used(system)
            run = loop.run_until_complete(traffic.run(rate, seconds, patience))
            used = _used(system)
            used.subtract(before)
            wall = max(message.at for message in run.brought) - run.began
            yield Measured(run, audited(run, system.database), used, pss(system.pids), wall)
        loop.run_until_complete(traffic.close())


def _used(system: System) -> Counter[str]:
    own = os.times()
    return cpu_seconds(system.pids) + Counter({"load": own.user + own.system})


@contextmanager
def system_on(database: str, workers: int) -> Iterator[System]:
    """Parchi on SQLite, or on a PostgreSQL server made for this."""
    if database == "sqlite":
        with serving(workers=workers) as system:
            yield system
        return
    from bench.load.postgres import server

    with server() as (address, pid), serving(workers=workers, database=address, also=[pid]) as system:
        yield system


def table_of(title: str, measured: Sequence[Measured]) -> Table:
    """A row a run."""
    headings = ("asked/s", "messages", "in/s", "reply p50 ms", "p99", "webhook p50", "p99", "CPU ms a message",
                "of the load", "PSS MB", "lost", "doubled", "disordered", "orders", "as written")  # fmt: skip
    table = Table(title, headings)
    for m in measured:
        table.add(
            f"{m.run.rate:g}", len(m.run.brought), f"{len(m.run.brought) / m.wall:.1f}",
            f"{m.replies.p50:.0f}", f"{m.replies.p99:.0f}", f"{m.webhook.p50:.1f}", f"{m.webhook.p99:.1f}",
            f"{m.cpu_ms():.1f}", f"{m.cpu_ms(of_load=True):.1f}", f"{sum(m.memory.values()):.0f}",
            m.audit.lost, m.audit.doubled, m.audit.out_of_order, m.audit.orders,
            f"{m.audit.chats - sum(m.audit.ended_badly.values())}/{m.audit.chats}",
        )  # fmt: skip
    return table


def by_role(m: Measured) -> str:
    """Where the CPU of a run went, in milliseconds a message, and the memory."""
    cpu = ", ".join(f"{role} {1000 * used / len(m.run.brought):.2f}" for role, used in m.cpu.most_common())
    memory = ", ".join(f"{role} {used:.0f}" for role, used in m.memory.most_common())
    wrong = ", ".join(f"{kind} {count}" for kind, count in m.audit.wrong.items()) or "nothing"
    ended = ", ".join(f"{kind} {count}" for kind, count in m.audit.ended_badly.items()) or "nothing else"
    return f"  CPU ms a message: {cpu}\n  PSS MB: {memory}\n  wrong: {wrong}\n  ended in another way: {ended}"


def promises(table: Table, m: Measured) -> None:
    """What was promised of the full replay."""
    table.promise("reply p50 at most 1 s", f"{m.replies.p50:.0f} ms", m.replies.p50 <= 1000)
    table.promise("reply p99 at most 3 s", f"{m.replies.p99:.0f} ms", m.replies.p99 <= 1000 * SLOWEST)
    table.promise("webhook p50 at most 50 ms", f"{m.webhook.p50:.1f} ms", m.webhook.p50 <= 50)
    table.promise("webhook p99 at most 250 ms", f"{m.webhook.p99:.1f} ms", m.webhook.p99 <= 250)
    clean = f"{m.audit.lost} lost, {m.audit.doubled} doubled, {m.audit.out_of_order} out of order"
    table.promise("nothing lost, doubled, out of order or in a wrong state", clean, m.audit.is_clean)


def run() -> Iterator[Table]:
    """The promised five minutes."""
    with system_on("sqlite", 2) as system:
        (measured,) = measure(system, [RATE], SECONDS, delay=API_DELAY, has_reports=False)
    table = table_of(f"{RATE:g} messages a second for {SECONDS:g} s, SQLite, 2 workers", [measured])
    promises(table, measured)
    yield table


def main(arguments: Sequence[str]) -> int:
    """`python -m bench.replay --rate 80 --seconds 30`, or --ramp for the ceiling."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rate", type=float, default=RATE)
    asked.add_argument("--seconds", type=float, default=SECONDS)
    asked.add_argument("--delay", type=float, default=API_DELAY, help="of the Messages API, in seconds")
    asked.add_argument("--workers", type=int, default=2)
    asked.add_argument("--database", choices=("sqlite", "postgres"), default="sqlite")
    asked.add_argument("--reports", action="store_true", help="with two delivery reports a letter")
    asked.add_argument("--ramp", type=float, nargs=2, metavar=("FROM", "STEP"), help="rates until p99 is above 3 s")
    told = asked.parse_args(arguments)
    rates = [told.ramp[0] + told.ramp[1] * step for step in range(20)] if told.ramp else [told.rate]
    measured = []
    with system_on(told.database, told.workers) as system:
        print(
            f"accepting after {system.accepting_after:.2f} s, answering after {system.answering_after:.1f} s",
            flush=True,
        )
        for m in measure(system, rates, told.seconds, delay=told.delay, has_reports=told.reports):
            measured.append(m)
            print(table_of(f"{told.database}, {told.workers} workers", [m]), by_role(m), sep="\n", flush=True)
            if m.replies.p99 > 1000 * SLOWEST:
                break
    if told.ramp:
        return 0
    table = table_of("the replay", measured)
    promises(table, measured[0])
    print(table)
    return 0 if all(kept for _, _, kept in table.promises) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
